import {
  Environment,
  EvaluationError,
  ParseError,
  TypeError as CelTypeError,
} from '@marcbachmann/cel-js';
import type { Value, Values } from '#conversation/value.ts';
import type { DataType } from './flow.ts';
import { longestList } from './changes.ts';
import { given } from './given.ts';
import { registerFunctions } from './functions.ts';
import { registerScores } from './functions-of-scores.ts';
import { mentionsOf, type ExpressionProblem, type MemberField, type Mentions } from './mentions.ts';
import { wordsForSigns } from './words-for-signs.ts';

/** What an expression may ask about besides the flow's data. */
export interface World {
  readonly now: number;
  readonly today: string;
  readonly weekday: string;
  readonly hour: number;
  readonly member: Readonly<Record<MemberField, string | number>>;
  /** How often this member entered the step, ever. */
  readonly times: (step: string) => number;
  /** Days since this member last entered the step; 100000 if never. */
  readonly daysSince: (step: string) => number;
  /** The member's local date when they last entered the step, `2026-03-02`; `null` if never. */
  readonly lastSeen: (step: string) => string | null;
  /** What the answers to these questions count, as this data keeps them; of all questions without names. What was not answered is left out. */
  readonly scores: (steps: readonly string[] | null, data: Values) => readonly number[];
  readonly done: (flow: string) => number;
  readonly consented: (what: string) => boolean;
  /** Luck in [0, 1), the same whenever this point is replayed. */
  readonly luck: () => number;
  /** Journal entries of a kind; may ask the turn to load them. */
  readonly count: (kind: string) => number;
}

/** An expression that was read and typed. */
export interface Expression {
  readonly source: string;
  /** CEL's name of its type: `bool`, `double`, `int`, `string`, `list<string>`. */
  readonly type: string;
  /** What it mentions, for `check` and for memory. */
  readonly mentions: Mentions;
  /** Its value. `null` when it touches data that was never answered. */
  run(data: Values, world: World): Value;
}

/** Reads and types expressions over one flow's declared data. */
export interface Expressions {
  read(source: string): Expression | ExpressionProblem;
}

const celTypes: Readonly<Record<DataType, string>> = {
  number: 'double',
  text: 'string',
  list: 'list<string>',
  'yes-no': 'bool',
  date: 'string',
  time: 'string',
  duration: 'string',
  zone: 'string',
  country: 'string',
};

let world: World | null = null;
let answers: Values = {};

/** Expressions over data of these types. Loops in loops, regular expressions and anything beyond 200 nodes are refused. */
export function expressionsOver(data: Readonly<Record<string, DataType>>): Expressions {
  const environment = ground().clone();
  for (const [name, type] of Object.entries(data)) {
    if (!reserved.has(name)) environment.registerVariable(name, celTypes[type]);
  }
  return {
    read(source) {
      try {
        const parsed = environment.parse(wordsForSigns(source));
        const typed = parsed.check();
        if (!typed.valid) return problemOf(typed.error, source);
        const mentions = mentionsOf(parsed.ast, Object.keys(data));
        if ('message' in mentions) return mentions;
        const run = source.trim() in data ? bare(source.trim()) : runner(parsed, mentions, data);
        return { source, type: String(typed.type), mentions, run };
      } catch (error) {
        if (error instanceof ParseError || error instanceof CelTypeError)
          return problemOf(error, source);
        throw error;
      }
    },
  };
}

/** Names an author's data may not take: they are words of the language. */
export const reserved: ReadonlySet<string> = new Set(
  (
    'now today weekday hour member and or not true false null in as break const continue else for function if import let loop ' +
    'package namespace return var void while int uint double bool string bytes list map type null_type dyn optional google'
  ).split(' '),
);

/** The data itself: a list too is nothing as long as it was never answered. */
function bare(name: string) {
  return (values: Values): Value => values[name] ?? null;
}

type Run = (context: Record<string, unknown>) => unknown;

function runner(parsed: Run, mentions: Mentions, data: Readonly<Record<string, DataType>>) {
  const names = mentions.data.filter((name) => name in data);
  return function run(values: Values, stage: World): Value {
    // The world's own getters answer: a calendar is reckoned only where it is asked about.
    const context = Object.create(stage) as Record<string, unknown>;
    for (const name of names) context[name] = values[name] ?? (data[name] === 'list' ? [] : null);
    const outer = world;
    world = stage;
    const before = answers;
    answers = values;
    try {
      return toValue(parsed(context));
    } catch (error) {
      if (error instanceof EvaluationError) return null;
      throw error;
    } finally {
      world = outer;
      answers = before;
    }
  };
}

/** What an expression gives at most, so that a value that doubles each time stays small. */
const longestText = 4_000;

function toValue(found: unknown): Value {
  if (typeof found === 'bigint') return Number(found);
  if (typeof found === 'number') return Number.isFinite(found) ? found : null;
  if (typeof found === 'boolean') return found;
  if (typeof found === 'string') return found.slice(0, longestText);
  if (Array.isArray(found))
    return found
      .filter((item) => item !== null)
      .slice(0, longestList)
      .map((item) => String(item));
  return null;
}

function asked(): World {
  if (world === null) throw new Error('an expression ran outside a turn');
  return world;
}

let common: Environment | null = null;

function ground(): Environment {
  if (common !== null) return common;
  const environment = new Environment({
    limits: {
      maxAstNodes: 200,
      maxDepth: 40,
      maxListElements: 100,
      maxMapEntries: 10,
      maxCallArguments: 8,
    },
  });
  environment.registerOperator('double == int', (a: number, b: bigint) => a === Number(b));
  environment.registerOperator('double in list<int>', (a: number, list: readonly bigint[]) =>
    list.some((item) => Number(item) === a),
  );
  const sums: Readonly<Record<string, (a: number, b: number) => number>> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
  };
  for (const [sign, sum] of Object.entries(sums)) {
    environment.registerOperator(`double ${sign} int`, (a: number, b: bigint) => sum(a, Number(b)));
    environment.registerOperator(`int ${sign} double`, (a: bigint, b: number) => sum(Number(a), b));
  }
  environment.registerVariable('now', 'double');
  environment.registerVariable('today', 'string');
  environment.registerVariable('weekday', 'string');
  environment.registerVariable('hour', 'double');
  environment.registerVariable('member', 'map<string, dyn>');
  environment.registerFunction(
    'answered(string): bool',
    (name: string) => (answers[name] ?? null) !== null,
  );
  environment.registerFunction('seen(string): bool', (step: string) => asked().times(step) > 0);
  environment.registerFunction('times(string): double', (step: string) => asked().times(step));
  environment.registerFunction('daysSince(string): double', (step: string) =>
    asked().daysSince(step),
  );
  environment.registerFunction('lastSeen(string): string', (step: string) =>
    given(asked().lastSeen(step)),
  );
  registerFunctions(environment, asked);
  registerScores(environment, (steps) => asked().scores(steps, answers));
  environment.registerFunction('done(string): double', (flow: string) => asked().done(flow));
  environment.registerFunction('consented(string): bool', (what: string) =>
    asked().consented(what),
  );
  environment.registerFunction('chance(double): bool', (odds: number) => asked().luck() < odds);
  environment.registerFunction(
    'chance(int): bool',
    (odds: bigint) => asked().luck() < Number(odds),
  );
  environment.registerFunction('count(string): double', (kind: string) => asked().count(kind));
  common = environment;
  return environment;
}

function problemOf(error: unknown, source: string): ExpressionProblem {
  const found = error as {
    message?: string;
    summary?: string;
    range?: { start: number; end: number };
  };
  const message = (found.summary ?? found.message ?? 'not an expression').split('\n')[0] as string;
  const from = Math.min(found.range?.start ?? 0, source.length);
  return {
    message,
    from,
    to: Math.max(from, Math.min(found.range?.end ?? source.length, source.length)),
  };
}
