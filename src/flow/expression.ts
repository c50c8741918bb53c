import { Environment, EvaluationError, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import type { Value, Values } from '#conversation/value.ts';
import type { DataType } from './flow.ts';

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
  readonly done: (flow: string) => number;
  readonly consented: (what: string) => boolean;
  /** Luck in [0, 1), the same whenever this point is replayed. */
  readonly luck: () => number;
  /** Journal entries of a kind; may ask the turn to load them. */
  readonly count: (kind: string) => number;
}

/** What `member.…` can name. */
export const memberFields = [
  'name',
  'country',
  'zone',
  'locale',
  'intensity',
  'rhythm',
  'time',
  'age',
  'quietFrom',
  'quietTo',
] as const;

export type MemberField = (typeof memberFields)[number];

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

/** Names an expression mentions. */
export interface Mentions {
  readonly data: readonly string[];
  /** Steps in `seen`, `times`, `daysSince`. */
  readonly steps: readonly string[];
  readonly flows: readonly string[];
  readonly kinds: readonly string[];
}

/** What is wrong with an expression; `from`–`to` are offsets into its source. */
export interface ExpressionProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
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

/** Expressions over data of these types. Loops, regular expressions and anything beyond 200 nodes are refused. */
export function expressionsOver(data: Readonly<Record<string, DataType>>): Expressions {
  const environment = ground().clone();
  for (const [name, type] of Object.entries(data)) {
    if (!reserved.has(name)) environment.registerVariable(name, celTypes[type]);
  }
  return {
    read(source) {
      try {
        const parsed = environment.parse(source);
        const typed = parsed.check();
        if (!typed.valid) return problemOf(typed.error, source);
        const mentions = mentionsOf(parsed.ast as unknown as Node, Object.keys(data));
        if ('message' in mentions) return mentions;
        return { source, type: String(typed.type), mentions, run: runner(parsed, mentions, data) };
      } catch (error) {
        if (error instanceof ParseError || error instanceof CelTypeError) return problemOf(error, source);
        throw error;
      }
    },
  };
}

/** Names an author's data may not take: they are words of the language. */
export const reserved: ReadonlySet<string> = new Set([
  'now',
  'today',
  'weekday',
  'hour',
  'member',
  'true',
  'false',
  'null',
  'in',
]);

type Run = (context: Record<string, unknown>) => unknown;

function runner(parsed: Run, mentions: Mentions, data: Readonly<Record<string, DataType>>) {
  const names = mentions.data.filter((name) => name in data);
  return function run(values: Values, stage: World): Value {
    const context: Record<string, unknown> = {
      now: stage.now,
      today: stage.today,
      weekday: stage.weekday,
      hour: stage.hour,
      member: stage.member,
    };
    for (const name of names) context[name] = values[name] ?? null;
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

function toValue(found: unknown): Value {
  if (typeof found === 'bigint') return Number(found);
  if (typeof found === 'number') return Number.isFinite(found) ? found : null;
  if (typeof found === 'string' || typeof found === 'boolean') return found;
  if (Array.isArray(found)) return found.map((item) => String(item));
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
    limits: { maxAstNodes: 200, maxDepth: 40, maxListElements: 100, maxMapEntries: 10, maxCallArguments: 8 },
  });
  environment.registerOperator('double == int', (a: number, b: bigint) => a === Number(b));
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
  environment.registerFunction('answered(string): bool', (name: string) => (answers[name] ?? null) !== null);
  environment.registerFunction('seen(string): bool', (step: string) => asked().times(step) > 0);
  environment.registerFunction('times(string): double', (step: string) => asked().times(step));
  environment.registerFunction('daysSince(string): double', (step: string) => asked().daysSince(step));
  environment.registerFunction('done(string): double', (flow: string) => asked().done(flow));
  environment.registerFunction('consented(string): bool', (what: string) => asked().consented(what));
  environment.registerFunction('chance(double): bool', (odds: number) => asked().luck() < odds);
  environment.registerFunction('count(string): double', (kind: string) => asked().count(kind));
  common = environment;
  return environment;
}

interface Node {
  readonly op: string;
  readonly args: unknown;
  readonly start: number;
  readonly end: number;
}

const stepFunctions = new Set(['seen', 'times', 'daysSince']);

function mentionsOf(root: Node, known: readonly string[]): Mentions | ExpressionProblem {
  const found = { data: new Set<string>(), steps: new Set<string>(), flows: new Set<string>(), kinds: new Set<string>() };
  let problem: ExpressionProblem | null = null;
  const refuse = (node: Node, message: string) => {
    problem ??= { message, from: node.start, to: node.end };
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!isNode(node)) return;
    if (node.op === 'id' && known.includes(String(node.args))) found.data.add(String(node.args));
    if (node.op === '.') {
      const [owner, field] = node.args as [Node, string];
      if (owner.op === 'id' && owner.args === 'member' && !memberFields.includes(field as MemberField)) {
        refuse(node, `members have no \`${field}\`; they have ${memberFields.join(', ')}`);
      }
    }
    if (node.op === 'rcall' && (node.args as [string])[0] === 'matches') {
      refuse(node, '`matches` is refused: a pattern can take for ever; use contains, startsWith or ==');
    }
    if (node.op === 'rcall' && ['map', 'filter'].includes((node.args as [string])[0])) {
      refuse(node, '`map` and `filter` are refused; use `in`, `exists`, `all` or `size()`');
    }
    if (node.op === 'call') {
      const [name, args] = node.args as [string, readonly Node[]];
      const first = args[0];
      if (stepFunctions.has(name) || name === 'done' || name === 'count' || name === 'answered') {
        if (first?.op !== 'value' || typeof first.args !== 'string') {
          refuse(node, `\`${name}\` wants a name in quotes, such as ${name}('…')`);
        } else if (name === 'answered') {
          if (known.includes(first.args)) found.data.add(first.args);
          else refuse(first, `nothing in \`data\` is called \`${first.args}\``);
        } else if (name === 'done') found.flows.add(first.args);
        else if (name === 'count') found.kinds.add(first.args);
        else found.steps.add(first.args);
      }
    }
    visit(node.args);
  };
  visit(root);
  if (problem !== null) return problem;
  return {
    data: [...found.data],
    steps: [...found.steps],
    flows: [...found.flows],
    kinds: [...found.kinds],
  };
}

function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'op' in node && 'args' in node;
}

function problemOf(error: unknown, source: string): ExpressionProblem {
  const found = error as { message?: string; summary?: string; range?: { start: number; end: number } };
  const message = (found.summary ?? found.message ?? 'not an expression').split('\n')[0] as string;
  const from = Math.min(found.range?.start ?? 0, source.length);
  return { message, from, to: Math.max(from, Math.min(found.range?.end ?? source.length, source.length)) };
}
