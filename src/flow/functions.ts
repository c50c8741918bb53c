import type { Environment } from '@marcbachmann/cel-js';
import type { World } from './expression.ts';
import { dateFunctions } from './functions-of-dates.ts';
import { durationFunctions } from './functions-of-durations.ts';
import { shuffled } from './changes.ts';
import { given } from './given.ts';
import { partsOf } from './parts-of.ts';

/** Every function an expression can call, as an author writes it. */
export const functionForms: Readonly<Record<string, string>> = {
  answered: "answered('name')",
  seen: "seen('step')",
  times: "times('step')",
  daysSince: "daysSince('step')",
  lastSeen: "lastSeen('step')",
  done: "done('flow')",
  consented: "consented('keep')",
  chance: 'chance(0.5)',
  count: "count('check-in')",
  size: 'size(list)',
  has: "has(list, 'item')",
  pick: 'pick(list)',
  shuffled: 'shuffled(list)',
  first: 'first(list)',
  last: 'last(list)',
  nth: 'nth(list, 2)',
  place: "place(list, 'item')",
  take: 'take(list, 3)',
  without: "without(list, 'item')",
  join: "join(list, ', ')",
  score: "score('question')",
  total: "total(['question', 'another'])",
  mean: "mean(['question', 'another'])",
  scored: "scored(['question', 'another'])",
  min: 'min(a, b)',
  max: 'max(a, b)',
  round: 'round(x)',
  floor: 'floor(x)',
  ceil: 'ceil(x)',
  abs: 'abs(x)',
  number: "number('3.5')",
  text: 'text(3)',
  lower: "lower('Yes')",
  trim: "trim(' yes ')",
  contains: "contains(text, 'part')",
  length: 'length(text)',
  words: 'words(text)',
  digits: 'digits(text)',
  parts: 'parts(text)',
  daysBetween: "daysBetween('2026-03-02', today)",
  plusDays: 'plusDays(today, 7)',
  weekdayOf: "weekdayOf('2026-03-02')",
  yearsSince: "yearsSince('1990-05-17')",
  minutes: 'minutes(30)',
  hours: 'hours(2)',
  days: 'days(3)',
  inMinutes: "inMinutes('2h')",
};

/** Gives an environment the functions that reckon with what they are given: numbers, texts, lists, dates and durations. Each takes time in proportion to it at most, and gives nothing where there is no answer. */
export function registerFunctions(environment: Environment, asked: () => World): void {
  numbers(environment);
  texts(environment);
  lists(environment, asked);
  for (const [form, reckon] of [...dateFunctions(asked), ...durationFunctions()])
    environment.registerFunction(form, (...values: never[]) => given(reckon(...values)));
}

type Numeric = number | bigint;

function numbers(environment: Environment): void {
  const each: Readonly<Record<string, (x: number) => number>> = {
    // Half goes away from zero, whatever floating point makes of it: 1.005 is shown as 1.01.
    round: (x) => Math.round(x + Math.sign(x) * 1e-9),
    floor: Math.floor,
    ceil: Math.ceil,
    abs: Math.abs,
  };
  for (const [name, reckon] of Object.entries(each))
    for (const type of ['double', 'int'])
      environment.registerFunction(`${name}(${type}): double`, (x: Numeric) => reckon(Number(x)));
  for (const name of ['min', 'max'] as const)
    for (const [a, b] of pairs)
      environment.registerFunction(`${name}(${a}, ${b}): double`, (x: Numeric, y: Numeric) =>
        Math[name](Number(x), Number(y)),
      );
  for (const [a, b] of pairs.slice(0, 3))
    environment.registerOperator(`${a} % ${b}`, (x: Numeric, y: Numeric) => Number(x) % Number(y));
}

const pairs = [
  ['double', 'double'],
  ['double', 'int'],
  ['int', 'double'],
  ['int', 'int'],
] as const;

function texts(environment: Environment): void {
  environment.registerFunction('number(string): double', (text: string) => given(numberOf(text)));
  for (const type of ['double', 'int'])
    environment.registerFunction(`text(${type}): string`, (x: Numeric) => String(x));
  environment.registerFunction('lower(string): string', (text: string) => text.toLowerCase());
  environment.registerFunction('digits(string): string', digitsOf);
  environment.registerFunction('trim(string): string', (text: string) => text.trim());
  environment.registerFunction('contains(string, string): bool', (text: string, part: string) =>
    text.toLowerCase().includes(part.toLowerCase()),
  );
  environment.registerFunction('length(string): double', (text: string) => [...text].length);
  environment.registerFunction(
    'words(string): double',
    (text: string) => text.split(/\s+/).filter((word) => word !== '').length,
  );
}

/** The digits of a text alone, in the ones all computers know: of “+49 (170) 12” it is 4917012. */
function digitsOf(text: string): string {
  return text.normalize('NFKC').replaceAll(/\D/g, '');
}

/** A number as it is written, with a point or a comma; nothing where it is none. */
function numberOf(text: string): number | null {
  const written = text.trim().replace(',', '.');
  return /^[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})$/.test(written) ? Number(written) : null;
}

function lists(environment: Environment, asked: () => World): void {
  type List = readonly string[];
  const one = (name: string, reckon: (list: List) => unknown, gives: string) =>
    environment.registerFunction(`${name}(list<string>): ${gives}`, reckon);
  environment.registerFunction('parts(string): list<string>', (text: string) =>
    partsOf(text, String(asked().member.locale)),
  );
  one('pick', (list) => given(shuffled(list, asked().luck())[0]), 'string');
  one('shuffled', (list) => shuffled(list, asked().luck()), 'list<string>');
  one('first', (list) => given(list[0]), 'string');
  one('last', (list) => given(list.at(-1)), 'string');
  environment.registerFunction('has(list<string>, string): bool', (list: List, item: string) =>
    list.includes(item),
  );
  environment.registerFunction(
    'without(list<string>, string): list<string>',
    (list: List, item: string) => list.filter((other) => other !== item),
  );
  environment.registerFunction(
    'without(list<string>, list<string>): list<string>',
    (list: List, items: List) => list.filter((other) => !items.includes(other)),
  );
  environment.registerFunction('join(list<string>, string): string', (list: List, by: string) =>
    list.join(by),
  );
  environment.registerFunction('place(list<string>, string): double', (list: List, item: string) =>
    given(list.includes(item) ? list.indexOf(item) + 1 : null),
  );
  for (const type of ['double', 'int'])
    environment.registerFunction(`nth(list<string>, ${type}): string`, (list: List, at: Numeric) =>
      given(list[Number(at) - 1]),
    );
  for (const type of ['double', 'int'])
    environment.registerFunction(
      `take(list<string>, ${type}): list<string>`,
      (list: List, most: Numeric) => list.slice(0, Math.max(0, Math.floor(Number(most)))),
    );
}
