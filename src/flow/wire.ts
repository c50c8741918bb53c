import { assertNever } from '#assert.ts';
import { entering, goTo, holds, passing, type StateNode } from './wiring.ts';
import type { AskStep, Otherwise } from './ask-step.ts';
import type { Target } from './flow.ts';
import type { ChooseStep, RoundStep, RunStep, Step } from './step.ts';
import { isOnce, mayOfferNothing } from './offered.ts';

/** The state a step becomes: one state a step. */
export function wire(step: Step, error: Target | null): StateNode {
  switch (step.type) {
    case 'say':
    case 'plan':
    case 'unplan':
    case 'record':
    case 'act':
      return passing(step.id, step.type, step.next);
    case 'goto':
    case 'form':
      return { entry: [entering(step.id)], always: { target: goTo(step.next) } };
    case 'set':
      return {
        entry: [
          entering(step.id),
          { type: 'set', params: { values: step.values, changes: step.changes, step: step.id } },
          ...(step.changes.some(({ change }) => change === 'pick')
            ? [{ type: 'picked', params: { step: step.id } }]
            : []),
        ],
        always: { target: goTo(step.next) },
      };
    case 'use':
      return {
        entry: [
          entering(step.id),
          {
            type: 'set',
            params: { values: { ...nothing(step.empty), ...step.with }, changes: [] },
          },
        ],
        always: { target: goTo(step.next) },
      };
    case 'branch':
      return {
        entry: [entering(step.id)],
        always: [
          ...step.cases.map((one) => ({ guard: holds(one.when), target: goTo(one.target) })),
          { target: goTo(step.otherwise) },
        ],
      };
    case 'wait':
      return {
        entry: [entering(step.id), { type: 'wait', params: { step: step.id } }],
        on: {
          woke: { target: goTo(step.otherwise ?? step.next) },
          ...(step.event === null ? {} : { came: { target: goTo(step.next) } }),
        },
      };
    case 'repeat':
    case 'each':
      return {
        entry: [entering(step.id), { type: 'beginRounds', params: { step: step.id } }],
        always: { target: goTo(step.next) },
      };
    case 'round':
      return wireRound(step);
    case 'become':
      return passing(step.id, step.type, step.next);
    case 'choose':
      return wireChoose(step);
    case 'run':
      return wireRun(step, error);
    case 'ask':
      return wireAsk(step);
    default:
      return assertNever(step, 'step');
  }
}

/** No value for any of these. */
function nothing(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, 'null']));
}

function wireRound({ id, until, body, next }: RoundStep): StateNode {
  const leave = { target: goTo(next), actions: [{ type: 'endRounds', params: { step: id } }] };
  return {
    entry: [entering(id)],
    always: [
      ...(until === null ? [] : [{ ...leave, guard: holds(until) }]),
      {
        guard: { type: 'goesRound', params: { step: id } },
        target: goTo(body),
        actions: [{ type: 'round', params: { step: id } }],
      },
      leave,
    ],
  };
}

function wireChoose(step: ChooseStep): StateNode {
  return {
    entry: [entering(step.id)],
    always: [
      ...step.ways.map((one, way) => ({
        guard: { type: 'chosen', params: { step: step.id, way } },
        target: goTo(one.target),
        actions: [{ type: 'chose', params: { step: step.id, way } }],
      })),
      { target: goTo(step.next) },
    ],
  };
}

function wireRun(step: RunStep, error: Target | null): StateNode {
  const take = { type: 'take', params: { save: step.save } };
  return {
    entry: [entering(step.id), { type: 'run', params: { step: step.id } }],
    on: {
      ended: [
        ...Object.entries(step.outcomes).map(([outcome, target]) => ({
          guard: { type: 'outcome', params: { outcome } },
          target: goTo(target),
          actions: [take],
        })),
        ...(error === null
          ? []
          : notPlayed.map((outcome) => ({
              guard: { type: 'outcome', params: { outcome } },
              target: goTo(error),
            }))),
        { target: goTo(step.next), actions: [take] },
      ],
    },
  };
}

/** How a flow ends that cannot be played at all: there is none of that name, or too many lie beneath. */
export const notPlayed = ['missing', 'too-deep'] as const;

function wireAsk(step: AskStep): StateNode {
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
