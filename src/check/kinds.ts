import { isClockTime } from '#conversation/clock-time.ts';
import { readKept } from '#conversation/duration.ts';
import { mistake, type Place, type Problem } from '#conversation/problem.ts';
import type { Expression } from '#flow/expression.ts';
import type { PlacedExpression } from '#flow/expressions-of.ts';
import type { DataType, Flow } from '#flow/flow.ts';
import { isZone } from '#schedule/zone.ts';

/** An expression, what it has to give, and the key it stands under. */
export interface Asked {
  readonly source: string;
  readonly gives: PlacedExpression['gives'];
  readonly name: string;
}

/** An expression that gives something else than is wanted where it stands. */
export function kindProblems(
  asked: Asked,
  { flow, found }: { readonly flow: Flow; readonly found: Expression },
  at: () => Place,
): readonly Problem[] {
  const kind = kindProblem(asked, found, at) ?? dataProblem(asked, flow, at);
  return [...(kind === null ? [] : [kind]), ...literalProblems(asked, at)];
}

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
  at: () => Place,
): Problem | null {
  if (type === 'dyn' || wanted[gives].includes(type)) return null;
  const is = kinds[type] ?? 'nothing Mooring can keep';
  if (gives === 'condition') {
    return mistake(
      'expression-type',
      at(),
      `\`${source}\` is ${is}, and \`${name}\` needs a yes or no`,
      type === 'string'
        ? `compare it with something: \`${source} == 'calm'\`, or ask \`answered('…')\``
        : `compare it with something: \`${source} > 3\``,
    );
  }
  const needs = needed[gives] ?? kinds[wanted[gives][0] as string];
  return mistake(
    'expression-type',
    at(),
    gives === 'anything'
      ? `\`${source}\` gives ${is}`
      : `\`${source}\` is ${is}, and \`${name}\` ${needed[gives] === undefined ? 'holds' : 'needs'} ${needs}`,
    gives === 'anything'
      ? 'give a number, a text, a list, true or false'
      : mendFor({ source, gives, name }, type === 'double' || type === 'int'),
  );
}

function mendFor({ source, gives, name }: Asked, isNumber: boolean): string {
  if (gives === 'duration')
    return `name data of the type duration, or write \`${isNumber ? `minutes(${source})\` or \`hours(${source})` : 'hours(2)'}\``;
  if (gives === 'number') return 'take the inner quotes off';
  if (gives === 'yes-no') return 'write true or false, or a comparison';
  if (gives === 'items') return "write `'calm'`, or a list of texts";
  if (gives === 'list') return `write \`['calm', 'tired']\``;
  return `a text needs inner quotes: \`${name}: "'calm'"\``;
}

/** What a text has to be where not every text will do. */
const needed: Readonly<Partial<Record<PlacedExpression['gives'], string>>> = {
  date: 'a date',
  time: 'a time',
  duration: 'a duration',
};

/** Data of its own kind where another is needed: what rests as a text is not therefore the same. */
function dataProblem({ source, gives, name }: Asked, flow: Flow, at: () => Place): Problem | null {
  const type = Object.hasOwn(flow.data, source.trim()) ? flow.data[source.trim()] : undefined;
  const needs = needed[gives];
  if (type === undefined || needs === undefined || type === gives || type === 'text') return null;
  return mistake(
    'expression-type',
    at(),
    `\`${source}\` holds a ${type}, and \`${name}\` needs ${needs}`,
    `name data of the type ${gives}`,
  );
}

/** What a text has to look like to be of a type. */
export const shapes: Readonly<
  Partial<Record<DataType, readonly [(text: string) => boolean, string]>>
> = {
  time: [isClockTime, "a time looks like `'09:00'`"],
  duration: [
    (text) => readKept(text) !== null,
    "a duration looks like `'2h'`, `'30m'` or `'1d 12h'`",
  ],
  date: [(text) => /^\d{4}-\d\d-\d\d$/.test(text), "a date looks like `'2026-03-02'`"],
  zone: [isZone, "a zone looks like `'Europe/Madrid'`"],
  country: [(text) => /^[A-Z]{2}$/.test(text), "a country is two capital letters, as `'IE'`"],
};

/** A text written out has to be what the data holds. */
function literalProblems({ source, gives }: Asked, at: () => Place): readonly Problem[] {
  const shape =
    gives === 'condition' || gives === 'anything' || gives === 'items' ? undefined : shapes[gives];
  const literal = /^\s*(['"])([^'"\\]*)\1\s*$/.exec(source)?.[2];
  if (shape === undefined || literal === undefined || literal === '' || shape[0](literal))
    return [];
  return [mistake('wrong-value', at(), `\`'${literal}'\` is no ${gives}`, shape[1])];
}
