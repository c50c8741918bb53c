import type { StepId } from '#conversation/id.ts';
import { mistake, type Place, type Problem } from '#conversation/problem.ts';
import { didYouMean, nearNames } from '#conversation/spelling.ts';
import type { Expression } from '#flow/expression.ts';
import { expressionsOf, type PlacedExpression } from '#flow/expressions-of.ts';
import type { DataType, Flow } from '#flow/flow.ts';
import { scoredIn } from '#flow/scores.ts';
import { isZone } from '#schedule/zone.ts';
import { explain } from './explain.ts';
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

/** An expression, what it has to give, and the key it stands under. */
interface Asked {
  readonly source: string;
  readonly gives: PlacedExpression['gives'];
  readonly name: string;
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
    const { message, mend } = explain(found, asked.source, nearData(flow));
    return [mistake('expression', at(found.from), message, mend)];
  }
  const kind = kindProblem(asked, found, at(0));
  return [
    ...(kind === null ? [] : [kind]),
    ...literalProblems(asked, at(0)),
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

const kinds: Readonly<Record<string, string>> = {
  bool: 'a yes or no',
  double: 'a number',
  int: 'a number',
  string: 'a text',
  'list<string>': 'a list',
  null: 'nothing',
};

const wanted: Readonly<Record<PlacedExpression['gives'], readonly string[]>> = {
  condition: ['bool'],
  anything: ['bool', 'double', 'int', 'string', 'list<string>', 'null'],
  number: ['double', 'int', 'null'],
  text: ['string', 'null'],
  list: ['list<string>', 'list<dyn>', 'null'],
  items: ['string', 'list<string>', 'list<dyn>', 'null'],
  'yes-no': ['bool', 'null'],
  date: ['string', 'null'],
  time: ['string', 'null'],
  duration: ['string', 'null'],
  zone: ['string', 'null'],
  country: ['string', 'null'],
};

function kindProblem(
  { source, gives, name }: Asked,
  { type }: Expression,
  at: Place,
): Problem | null {
  if (type === 'dyn' || wanted[gives].includes(type)) return null;
  const is = kinds[type] ?? 'nothing Mooring can keep';
  if (gives === 'condition') {
    return mistake(
      'expression-type',
      at,
      `\`${source}\` is ${is}, and \`${name}\` needs a yes or no`,
      type === 'string'
        ? `compare it with something: \`${source} == 'calm'\`, or ask \`answered('…')\``
        : `compare it with something: \`${source} > 3\``,
    );
  }
  const needs = kinds[wanted[gives][0] as string] as string;
  return mistake(
    'expression-type',
    at,
    gives === 'anything'
      ? `\`${source}\` gives ${is}`
      : `\`${source}\` is ${is}, and \`${name}\` holds ${needs}`,
    gives === 'anything' ? 'give a number, a text, a list, true or false' : mendFor(gives, name),
  );
}

function mendFor(gives: string, name: string): string {
  if (gives === 'number') return 'take the inner quotes off';
  if (gives === 'yes-no') return 'write true or false, or a comparison';
  if (gives === 'items') return "write `'calm'`, or a list of texts";
  if (gives === 'list') return `write \`['calm', 'tired']\``;
  return `a text needs inner quotes: \`${name}: "'calm'"\``;
}

const shapes: Readonly<Partial<Record<DataType, readonly [(text: string) => boolean, string]>>> = {
  time: [(text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text), "a time looks like `'09:00'`"],
  date: [(text) => /^\d{4}-\d\d-\d\d$/.test(text), "a date looks like `'2026-03-02'`"],
  zone: [isZone, "a zone looks like `'Europe/Madrid'`"],
  country: [(text) => /^[A-Z]{2}$/.test(text), "a country is two capital letters, as `'IE'`"],
};

/** A text written out has to be what the data holds. */
function literalProblems({ source, gives }: Asked, at: Place): readonly Problem[] {
  const shape =
    gives === 'condition' || gives === 'anything' || gives === 'items' ? undefined : shapes[gives];
  const literal = /^\s*(['"])([^'"\\]*)\1\s*$/.exec(source)?.[2];
  if (shape === undefined || literal === undefined || literal === '' || shape[0](literal))
    return [];
  return [mistake('wrong-value', at, `\`'${literal}'\` is no ${gives}`, shape[1])];
}

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
