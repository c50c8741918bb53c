import type { StepId } from '#conversation/id.ts';
import { mistake, type Place, type Problem } from '#conversation/problem.ts';
import { didYouMean, nearNames } from '#conversation/spelling.ts';
import type { Expression } from '#flow/expression.ts';
import { expressionsOf } from '#flow/expressions-of.ts';
import type { Flow } from '#flow/flow.ts';
import { scoredIn } from '#flow/scores.ts';
import { explain } from './explain.ts';
import { kindProblems, type Asked } from './kinds.ts';
import type { Subject } from './surroundings.ts';
import { valuesOf } from './values.ts';

/** What is wrong in a flow's expressions: those that do not read, give the wrong kind, or ask about what cannot be. */
export function expressionProblems({ read, expressions }: Subject): readonly Problem[] {
  const { flow } = read;
  return expressionsOf(flow).flatMap(({ step, path, source, gives }) => {
    const at = (offset: number) => read.placeIn(step, path, offset);
    return expressionProblem(
      { source, gives, name: String(path.at(-1)) },
      { flow, expressions, at },
    );
  });
}

/** What is wrong in one expression; `at` places its letters. */
export function expressionProblem(
  asked: Asked,
  {
    flow,
    expressions,
    at,
  }: Pick<Subject, 'expressions'> & { flow: Flow; at: (offset: number) => Place },
): readonly Problem[] {
  const found = expressions.read(asked.source);
  if ('message' in found) {
    const { message, mend } = explain(found, asked, nearData(flow));
    return [mistake('expression', at(found.from), message, mend)];
  }
  return [
    ...kindProblems(asked, { flow, found }, () => at(0)),
    ...stepProblems(flow, found, at),
    ...scoreProblems(flow, found, at),
    ...answerlessProblems(flow, found, at),
  ];
}

/** Asked for every expression of a flow that does not read. */
function nearData(flow: Flow): (word: string) => string | null {
  const near = nearby.get(flow) ?? nearNames(Object.keys(flow.data));
  nearby.set(flow, near);
  return near;
}

const nearby = new WeakMap<Flow, (word: string) => string | null>();

/** `seen('…')` and its like ask about steps of this flow. */
function stepProblems(
  flow: Flow,
  { mentions, source }: Expression,
  at: (offset: number) => Place,
): readonly Problem[] {
  return mentions.steps.flatMap((step) =>
    Object.hasOwn(flow.steps, step)
      ? []
      : [
          mistake(
            'unknown-target',
            at(Math.max(0, source.indexOf(step))),
            `no step is called \`${step}\``,
            didYouMean(
              step,
              Object.keys(flow.steps).filter((name) => !name.startsWith('~')),
              'name a step of this flow',
            ),
          ),
        ],
  );
}

/** `score('…')` and its like ask about questions of this flow whose answers count. */
function scoreProblems(
  flow: Flow,
  { mentions }: Expression,
  at: (offset: number) => Place,
): readonly Problem[] {
  if (mentions.scores.length === 0) return [];
  const scored = scoredIn(flow);
  return mentions.scores.flatMap(({ step, from }) => {
    if (scored.includes(step)) return [];
    const found = flow.steps[step as StepId];
    if (found === undefined || found.type !== 'ask')
      return [
        mistake(
          'unknown-target',
          at(from),
          `no question is called \`${step}\``,
          didYouMean(step, scored, 'name a question of this flow'),
        ),
      ];
    return [
      mistake(
        'no-score',
        at(from),
        `the answers to \`${step}\` count nothing`,
        found.save === null ? 'keep its answer with `save:`' : 'give its options a `score:`',
      ),
    ];
  });
}

/** A comparison with an answer that no question offers is never true. */
function answerlessProblems(
  flow: Flow,
  { mentions }: Expression,
  at: (offset: number) => Place,
): readonly Problem[] {
  return mentions.compared.flatMap(({ name, value, from }) => {
    const values = valuesOf(flow, name);
    if (values === null || values.all.has(value)) return [];
    const near = values.near(value);
    return [
      mistake(
        'unknown-answer',
        at(from),
        `\`${name}\` is never \`'${value}'\``,
        near === null ? `it can be ${listed([...values.all])}` : `did you mean \`${near}\`?`,
      ),
    ];
  });
}

/** So many values are written out. */
const written = 25;

function listed(values: readonly string[]): string {
  const shown = values.slice(0, written).map((one) => `'${one}'`);
  return [...shown, ...(values.length > written ? ['…'] : [])].join(', ');
}
