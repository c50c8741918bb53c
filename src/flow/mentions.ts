import { didYouMean } from '#conversation/spelling.ts';
import { neverTrue } from './fixed-words.ts';

/** Names an expression mentions. */
export interface Mentions {
  readonly data: readonly string[];
  /** Steps in `seen`, `times`, `daysSince`, `lastSeen`. */
  readonly steps: readonly string[];
  /** Questions whose answers are counted, each named by where it stands. */
  readonly scores: readonly { readonly step: string; readonly from: number }[];
  readonly flows: readonly string[];
  readonly kinds: readonly string[];
  /** Data compared with a text, by `==`, `!=` or `in`; `from` is where the text stands. */
  readonly compared: readonly Compared[];
}

/** A piece of data and the text it is compared with. */
export interface Compared {
  readonly name: string;
  readonly value: string;
  readonly from: number;
}

/** What is wrong with an expression; `from`–`to` are offsets into its source. */
export interface ExpressionProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
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

/** A node of CEL's syntax tree. */
export interface Node {
  readonly op: string;
  readonly args: unknown;
  readonly start: number;
  readonly end: number;
}

const stepFunctions = new Set(['seen', 'times', 'daysSince', 'lastSeen']);

const scoreFunctions = new Set(['score', 'total', 'mean', 'scored']);

/** The names in quotes an argument is: one, or a list of them; none of none. `null` where it is anything else. */
function namedIn(argument: Node | undefined): Mentions['scores'] | null {
  if (argument === undefined) return [];
  const items = argument.op === 'list' ? (argument.args as readonly Node[]) : [argument];
  const named = items.flatMap(({ op, args, start }) =>
    op === 'value' && typeof args === 'string' ? [{ step: args, from: start }] : [],
  );
  return named.length === items.length ? named : null;
}

/** What a parsed expression mentions, or why it is refused. */
export function mentionsOf(root: Node, known: readonly string[]): Mentions | ExpressionProblem {
  const found = {
    data: new Set<string>(),
    steps: new Set<string>(),
    scores: [] as { step: string; from: number }[],
    flows: new Set<string>(),
    kinds: new Set<string>(),
    compared: [] as Compared[],
  };
  let macros = 0;
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
      if (
        owner.op === 'id' &&
        owner.args === 'member' &&
        !memberFields.includes(field as MemberField)
      ) {
        refuse(node, `members have no \`${field}\`; they have ${memberFields.join(', ')}`);
      }
    }
    if (node.op === 'rcall' && (node.args as [string])[0] === 'matches') {
      refuse(
        node,
        '`matches` is refused: a pattern can take for ever; use `contains`, `startsWith` or `==`',
      );
    }
    if (node.op === 'rcall' && refusedMacros.has((node.args as [string])[0])) {
      refuse(
        node,
        `\`${(node.args as [string])[0]}\` is refused; use \`in\`, \`exists\`, \`all\` or \`size()\``,
      );
    }
    if (node.op === 'call' && (node.args as [string])[0] === 'has') {
      const [, given] = node.args as [string, readonly Node[]];
      if (given.length === 1) refuse(node, "`has` asks nothing here; use `answered('…')`");
    }
    const compares = node.op === '==' || node.op === '!=' || node.op === 'in';
    if (compares) found.compared.push(...comparedIn(node.args as [Node, Node], known));
    if (compares || /^[<>]=?$/.test(node.op)) {
      const never = neverTrue(node.args as [Node, Node]);
      if (never !== null) refuse(node, never);
    }
    if (node.op === 'rcall' && loops.has((node.args as [string])[0])) {
      macros += 1;
      if (macros > 1)
        refuse(
          node,
          'one `all` or `exists` inside another is refused: it costs too much; use `in` inside',
        );
      visit(node.args);
      macros -= 1;
      return;
    }
    if (node.op === 'call') {
      const [name, args] = node.args as [string, readonly Node[]];
      const first = args[0];
      if (scoreFunctions.has(name)) {
        const named = namedIn(first);
        if (named === null)
          refuse(
            node,
            `\`${name}\` wants names of questions in quotes; write \`${name === 'score' ? "score('…')" : `${name}(['…', '…'])`}\``,
          );
        else found.scores.push(...named);
      }
      if (stepFunctions.has(name) || name === 'done' || name === 'count' || name === 'answered') {
        if (first?.op !== 'value' || typeof first.args !== 'string') {
          refuse(node, `\`${name}\` wants a name in quotes; write \`${name}('…')\``);
        } else if (name === 'answered') {
          if (known.includes(first.args)) found.data.add(first.args);
          else
            refuse(
              first,
              `nothing under \`data\` is called \`${first.args}\`; ${didYouMean(first.args, known, 'declare it there')}`,
            );
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
    scores: found.scores,
    flows: [...found.flows],
    kinds: [...found.kinds],
    compared: found.compared,
  };
}

const refusedMacros = new Set(['map', 'filter', 'exists_one', 'bind']);
const loops = new Set(['all', 'exists']);

function comparedIn(sides: readonly [Node, Node], known: readonly string[]): readonly Compared[] {
  const data = sides.find((side) => side.op === 'id' && known.includes(String(side.args)));
  if (data === undefined) return [];
  const name = String(data.args);
  return sides
    .flatMap((side) => (side.op === 'list' ? (side.args as readonly Node[]) : [side]))
    .flatMap((side) =>
      side.op === 'value' && typeof side.args === 'string'
        ? [{ name, value: side.args, from: side.start }]
        : [],
    );
}

function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'op' in node && 'args' in node;
}
