import type { AskStep, Otherwise } from './ask-step.ts';
import { isOnce, mayOfferNothing } from './offered.ts';
import { entering, goTo, holds, type StateNode } from './wiring.ts';

/** The state a question becomes. */
export function wireAsk(step: AskStep): StateNode {
  const { id } = step;
  const keep = { type: 'keep', params: { save: step.save } };
  const kept = isOnce(step)
    ? [keep, { type: 'takeOnce', params: { step: id } }, { type: 'took', params: { step: id } }]
    : [keep];
  const settle = { type: 'settle', params: { save: step.save, value: step.default } };
  const lastTry = {
    guard: { type: 'lastTry', params: { attempts: step.attempts } },
    target: goTo(step.lost ?? step.next),
    actions: [settle, ...(step.ofFlow.attempts ? ['leaveFrom'] : [])],
  };
  const open: StateNode = {
    entry: [entering(id), { type: 'ask', params: { step: id } }],
    on: {
      answer: [
        ...step.checks.flatMap((check, index) => [
          {
            ...lastTry,
            guard: {
              type: 'failsLast',
              params: { that: check.that, save: step.save, attempts: step.attempts },
            },
          },
          {
            guard: { type: 'fails', params: { that: check.that, save: step.save } },
            actions: ['bump', { type: 'refuse', params: { step: id, check: index } }],
          },
        ]),
        ...step.options.flatMap((option) =>
          option.target === null
            ? []
            : [
                {
                  guard: { type: 'picked', params: { option: option.value } },
                  target: goTo(option.target),
                  actions: kept,
                },
              ],
        ),
        { target: goTo(step.next), actions: kept },
      ],
      ...(step.otherwise === null ? {} : { otherwise: wireOtherwise(step, step.otherwise) }),
      misheard: [lastTry, { actions: ['bump', { type: 'reprompt', params: { step: id } }] }],
      ...(step.skip
        ? {
            skip: {
              target: goTo(step.next),
              actions: [{ ...settle, params: { save: step.save, value: null } }],
            },
          }
        : {}),
      nudge: (step.silence?.nudges ?? []).map((_, rung) => ({
        guard: { type: 'rungIs', params: { rung } },
        actions: [{ type: 'nudge', params: { step: id, rung } }],
      })),
      ...(step.silence?.expire == null
        ? {}
        : {
            expire: {
              target: goTo(step.silence.expire.target),
              actions: step.ofFlow.silence ? ['leaveFrom'] : [],
            },
          }),
    },
  };
  if (!mayBePassedOver(step)) return open;
  const pass = { target: goTo(step.next) };
  return {
    initial: 'if',
    states: {
      if: {
        always: [
          ...(mayOfferNothing(step)
            ? [{ ...pass, guard: { type: 'offersNothing', params: { step: id } } }]
            : []),
          ...(step.askIf === null
            ? [{ target: 'open' }]
            : [{ guard: holds(step.askIf), target: 'open' }, pass]),
        ],
      },
      open,
    },
  };
}

/** Whether a question is asked only now and then. */
export function mayBePassedOver(step: AskStep): boolean {
  return step.askIf !== null || mayOfferNothing(step);
}

function wireOtherwise({ save, next }: AskStep, { save: words, value, target }: Otherwise) {
  const settle = { type: 'settle', params: { save, value } };
  return {
    target: goTo(target ?? next),
    actions: [settle, { type: 'keepWords', params: { save: words } }],
  };
}
