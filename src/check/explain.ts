import { closest } from '#conversation/spelling.ts';
import { functionForms } from '#flow/functions.ts';
import type { Asked } from './kinds.ts';
import type { ExpressionProblem } from '#flow/mentions.ts';

/** What an author reads about an expression that was refused, and how to mend it. */
export interface Explained {
  readonly message: string;
  readonly mend: string;
}

/** Says in an author's words what the expression language said in its own. `near` finds the data of the flow a word was meant for. */
export function explain(
  problem: ExpressionProblem,
  { source, gives }: Pick<Asked, 'source' | 'gives'>,
  near: (word: string) => string | null,
): Explained {
  const { message } = problem;
  const word = /^Unknown variable: (\w+)/.exec(message)?.[1];
  const literal = literals[gives];
  if (literal !== undefined && /^[\p{L}\s]+$/u.test(source) && near(word ?? source) === null)
    return { message: `\`${source}\` is no ${gives}`, mend: literal };
  if (word !== undefined) return unknownWord(word, near(word));
  const called = /^found no matching overload for '([\w.]+)\(/.exec(message)?.[1];
  if (called !== undefined) return unknownFunction(called);
  const overload = /^no such overload: (\S+) (\S+) (\S+)/.exec(message);
  if (overload !== null) {
    const [, left, sign, right] = overload as unknown as [string, string, string, string];
    return {
      message: `\`${source}\`: ${kindOf(left)} and ${kindOf(right)} do not go together with \`${sign}\``,
      mend: mendPair(left, right, sign),
    };
  }
  const operand = /^Logical operator requires bool operands, got '(\S+)'/.exec(message)?.[1];
  if (operand !== undefined)
    return {
      message: `\`${source}\`: \`&&\` and \`||\` join conditions, and one side is ${kindOf(operand)}`,
      mend: "compare that side with something, or ask `answered('…')`",
    };
  if (message.startsWith('Unexpected character') || message.startsWith('Unexpected token')) {
    return { message: `\`${source}\` cannot be read: ${tidy(message)}`, mend: mendSyntax(source) };
  }
  if (message.startsWith('Unterminated string'))
    return { message: `\`${source}\`: a quote is opened and not closed`, mend: 'close the quote' };
  if (message.startsWith('Ternary branches'))
    return {
      message: `\`${source}\`: the two sides of \`:\` are not of one kind`,
      mend: 'give both sides a text, or both a number (`3.0`)',
    };
  const [what, mend = 'write it another way'] = message.split('; ');
  return { message: `\`${source}\`: ${tidy(what as string)}`, mend };
}

/** What can stand without quotes where an expression may too. */
const literals: Readonly<Partial<Record<Asked['gives'], string>>> = {
  duration:
    'a duration looks like 30m, 2h or 1d 12h; or name data of the type duration, declared under `data:`',
  time: "a time looks like `'18:00'`; or name data of the type time, declared under `data:`",
  date: "a date looks like `'2026-12-24'`; or name data of the type date, declared under `data:`",
};

const booleans: Readonly<Record<string, string>> = {
  yes: 'true',
  no: 'false',
  True: 'true',
  False: 'false',
};

function unknownWord(word: string, near: string | null): Explained {
  const message = `nothing under \`data\` is called \`${word}\``;
  if (near !== null) return { message, mend: `did you mean \`${near}\`?` };
  const truth = booleans[word];
  if (truth !== undefined) return { message, mend: `write \`${truth}\` without quotes` };
  return {
    message,
    mend: `put a text into quotes: \`'${word}'\`; or declare \`${word}\` under \`data:\``,
  };
}

function unknownFunction(name: string): Explained {
  if (name === 'chance')
    return { message: '`chance` wants a number between 0 and 1', mend: 'write `chance(0.5)`' };
  const form = functionForms[name];
  if (form !== undefined)
    return {
      message: `\`${name}\` does not take what stands in its brackets`,
      mend: `it is written like \`${form}\``,
    };
  const names = Object.keys(functionForms);
  const near = closest(name, names);
  return {
    message: `there is no function \`${name}\``,
    mend: near === null ? `there are ${names.join(', ')}` : `did you mean \`${near}\`?`,
  };
}

const kinds: Readonly<Record<string, string>> = {
  double: 'a number',
  int: 'a number',
  string: 'a text',
  bool: 'a yes or no',
  'list<string>': 'a list',
  'list<int>': 'a list of numbers',
  null: 'nothing',
};

function kindOf(type: string): string {
  return kinds[type] ?? `a ${type}`;
}

function mendPair(left: string, right: string, sign: string): string {
  if (left === 'bool' && /^[<>]/.test(sign))
    return 'write one comparison after the other, as `heaviness >= 2 && heaviness < 5`';
  const both = [left, right];
  const number = both.includes('double') || both.includes('int');
  if (number && both.includes('string'))
    return 'compare numbers without quotes and texts in quotes';
  if (both.includes('bool') && both.includes('string'))
    return 'write `true` or `false` without quotes';
  if (both.includes('list<string>')) return "ask `'calm' in …` or `… .size() > 2` of a list";
  if (both.includes('null')) return "ask `answered('…')` instead";
  return 'compare things of one kind';
}

function mendSyntax(source: string): string {
  if (/^\s*\d{1,2}:\d\d\s*$/.test(source)) return "a time looks like `'09:00'`";
  if (/(^|[^=!<>])=([^=]|$)/.test(source)) return 'two signs compare: `==`';
  const between = /^\s*(\w+)\s+between\s+(\S+)\s+and\s+(\S+)\s*$/.exec(source);
  if (between !== null) {
    const [, name, least, most] = between;
    return `write \`${name} >= ${least} && ${name} <= ${most}\``;
  }
  if (/[‘’“”]/.test(source)) return "use straight quotes: `'calm'`";
  return "an expression looks like `heaviness >= 7` or `state == 'calm' && answered('note')`";
}

function tidy(message: string): string {
  const text = message.replace('EOF', 'the end');
  return text.charAt(0).toLowerCase() + text.slice(1);
}
