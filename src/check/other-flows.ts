import type { ProblemCode } from '#conversation/problem-codes.ts';
import { mistake, type Problem } from '#conversation/problem.ts';
import { didYouMean } from '#conversation/spelling.ts';
import { outcomesOf } from '#flow/compile.ts';
import type { Path } from '#flow/drafting.ts';
import { expressionsOf } from '#flow/expressions-of.ts';
import type { Flow } from '#flow/flow.ts';
import type { BecomeStep, PlanStep, RunStep, Step } from '#flow/step.ts';
import { notPlayed } from '#flow/wire.ts';
import type { Subject } from './surroundings.ts';

/** What a flow expects of others and they do not give: their names, inputs, outputs and outcomes. And what only system flows may do. */
export function otherFlowProblems(subject: Subject): readonly Problem[] {
  const { read, around } = subject;
  const { flow } = read;
  return [
    ...Object.values(flow.steps).flatMap((step) => [
      ...named(step).flatMap(({ name, path }) =>
        around.flows.has(name)
          ? []
          : [
              mistake(
                'unknown-flow',
                read.placeIn(step.id, path),
                `there is no flow \`${name}\``,
                didYouMean(name, [...around.flows.keys()], 'write it, or name another'),
              ),
            ],
      ),
      ...(step.type === 'run' || step.type === 'become' || step.type === 'plan'
        ? agreement(subject, step)
        : []),
      ...(step.type === 'act' && flow.kind !== 'system'
        ? [
            mistake(
              'act-outside-system',
              read.placeOf(step.id),
              '`act` is for flows of kind system',
              'leave it out, or make this a system flow',
            ),
          ]
        : []),
    ]),
    ...(outcomesOf(flow).size > 40
      ? [
          mistake(
            'too-many-outcomes',
            read.place(['steps'], true),
            `this flow ends in ${outcomesOf(flow).size} different ways; 40 are the most`,
            'use fewer',
          ),
        ]
      : []),
    ...doneProblems(subject),
    ...sharedDataProblems(subject),
  ];
}

function named(step: Step): readonly { readonly name: string; readonly path: Path }[] {
  if (step.type === 'plan') return [{ name: step.flow, path: ['plan'] }];
  if (step.type === 'wait' && step.event?.type === 'done')
    return [{ name: step.event.flow, path: ['wait', 'done'] }];
  if (step.type !== 'run' && step.type !== 'become') return [];
  return step.among.map((name, index) => ({
    name,
    path: step.flow === null ? [step.type, 'among', index] : [step.type],
  }));
}

/** Names both flows have to agree on; of several flows that may run, one that knows the name is enough. */
function agreement(
  { read, around }: Subject,
  step: RunStep | BecomeStep | PlanStep,
): readonly Problem[] {
  const names = step.type === 'plan' ? [step.flow] : step.among;
  const others = names.map((name) => around.flows.get(name));
  if (others.some((flow) => flow == null)) return [];
  const known = others as readonly Flow[];
  const say = (code: ProblemCode, word: string, path: Path, all: readonly string[], what: string) =>
    all.includes(word)
      ? []
      : [
          mistake(
            code,
            read.placeOfKey(step.id, path),
            `${names.map((name) => `\`${name}\``).join(', ')} ${what} \`${word}\``,
            didYouMean(word, all, all.length === 0 ? 'leave it out' : `there is ${all.join(', ')}`),
          ),
        ];
  const inputs = known.flatMap((flow) => flow.inputs);
  const given = Object.keys(step.with).flatMap((name) =>
    say('unknown-input', name, ['with', name], inputs, 'takes no input'),
  );
  if (step.type !== 'run') return given;
  const outputs = known.flatMap((flow) => flow.outputs);
  const outcomes = [...known.flatMap((flow) => [...outcomesOf(flow)]), ...notPlayed];
  return [
    ...given,
    ...Object.entries(step.save).flatMap(([mine, theirs]) =>
      say('unknown-output', theirs, ['save', mine], outputs, 'gives no output'),
    ),
    ...Object.keys(step.outcomes).flatMap((outcome) =>
      say('unknown-outcome', outcome, ['outcomes', outcome], outcomes, 'never ends with'),
    ),
  ];
}

/** `done('…')` asks about flows there are. */
function doneProblems({ read, around, expressions }: Subject): readonly Problem[] {
  return expressionsOf(read.flow).flatMap(({ step, path, source }) => {
    const found = expressions.read(source);
    if ('message' in found) return [];
    return found.mentions.flows.flatMap((name) =>
      around.flows.has(name)
        ? []
        : [
            mistake(
              'unknown-flow',
              read.placeIn(step, path, Math.max(0, source.indexOf(name))),
              `there is no flow \`${name}\``,
              didYouMean(name, [...around.flows.keys()], 'name a flow that is there'),
            ),
          ],
    );
  });
}

/** Flows that share data of the member declare it alike; told in the later of two, so that the earlier goes on. */
function sharedDataProblems({ read, around }: Subject): readonly Problem[] {
  const { flow } = read;
  if (Object.keys(flow.kept).length === 0) return [];
  const names = [...around.flows.keys()].toSorted();
  const earlier = names
    .slice(0, names.indexOf(flow.id))
    .flatMap((id) => around.flows.get(id) ?? []);
  return Object.entries(flow.kept).flatMap(([name, keep]) => {
    const other = earlier.find(
      (one) => name in one.kept && (one.kept[name] !== keep || one.data[name] !== flow.data[name]),
    );
    if (other === undefined) return [];
    return [
      mistake(
        'different-data',
        read.place(['data', name], true),
        other.data[name] === flow.data[name]
          ? `\`${other.id}\` keeps \`${name}\` for ${daysIn(other.kept[name] ?? 0)} days, and this flow for ${daysIn(keep)}`
          : `\`${other.id}\` declares \`${name}\` of the member too, and there it is a ${String(other.data[name])}`,
        'declare it alike in both flows, or give one of them another name',
      ),
    ];
  });
}

function daysIn(millis: number): number {
  return Math.round(millis / 8_640_000) / 10;
}
