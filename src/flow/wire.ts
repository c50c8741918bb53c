import { assertNever } from '#assert.ts';
import { entering, goTo, holds, passing, type StateNode } from './wiring.ts';
import type { Target } from './flow.ts';
import { reckonedBy } from './patience.ts';
import type { ChooseStep, RoundStep, RunStep, Step, WaitStep } from './step.ts';
import { wireAsk } from './wire-ask.ts';

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
      return wireWait(step);
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

function wireWait(step: WaitStep): StateNode {
  const { id, event, next } = step;
  const isReckoned = reckonedBy(step) !== null;
  const way = (target: Target) => ({
    target: goTo(target),
    ...(isReckoned ? { actions: ['waited'] } : {}),
  });
  const woke = way(step.otherwise ?? next);
  return {
    entry: [
      entering(id),
      ...(isReckoned ? [{ type: 'beginWait', params: { step: id } }] : []),
      { type: 'wait', params: { step: id } },
    ],
    ...(isReckoned ? { always: { ...woke, guard: 'waitsNot' } } : {}),
    on: { woke, ...(event === null ? {} : { came: way(next) }) },
  };
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
