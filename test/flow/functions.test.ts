import { describe, expect, test } from 'vitest';
import { expressionsOver, type World } from '#flow/expression.ts';
import { functionForms } from '#flow/functions.ts';

const world: World = {
  now: Date.UTC(2026, 2, 2, 9),
  today: '2026-03-02',
  weekday: 'monday',
  hour: 9,
  member: { locale: 'en' } as World['member'],
  times: () => 0,
  daysSince: () => 100_000,
  lastSeen: () => null,
  scores: () => [],
  done: () => 0,
  consented: () => true,
  luck: () => 0.5,
  count: () => 0,
};

const expressions = expressionsOver({ n: 'number', t: 'text', l: 'list', d: 'date' });

function valueOf(source: string, data = {}): unknown {
  const read = expressions.read(source);
  if ('message' in read) throw new Error(`${source}: ${read.message}`);
  return read.run(
    { n: 2.5, t: ' Tired today ', l: ['b', 'a', 'c'], d: '1990-05-17', ...data },
    world,
  );
}

describe('functions of expressions', () => {
  test.each([
    ['min(n, 2)', 2],
    ['max(n, 7.5)', 7.5],
    ['round(n)', 3],
    ['round(0.0 - n)', -3],
    ['round(n * 10) / 10', 2.5],
    ['floor(n) + ceil(n)', 5],
    ['abs(2 - n)', 0.5],
    ['n % 2', 0.5],
    ["number('3,5') + number(' 4 ')", 7.5],
    ["number('three')", null],
    ["number('1e5')", null],
    ['text(3.0) + text(4)', '34'],
    ["lower('ÉL') == 'él'", true],
    ["contains(t, 'tired')", true],
    ['trim(t)', 'Tired today'],
    ["length('ñandú')", 5],
    ['words(t)', 2],
    ["digits('+49 (170) 12-3')", '49170123'],
    ["digits('none')", ''],
    ['nth(l, 1)', 'b'],
    ['nth(l, size(l))', 'c'],
    ['nth(l, 0)', null],
    ['nth(l, 4)', null],
    ['nth(l, n)', null],
    ["place(l, 'c')", 3],
    ["place(l, 'd')", null],
    ["nth(['x', 'y', 'z'], place(l, 'a'))", 'y'],
    ["words('  ')", 0],
    ["has(l, 'a')", true],
    ['first(l) + last(l)', 'bc'],
    ['take(l, 2)', ['b', 'a']],
    ["without(l, 'a')", ['b', 'c']],
    ["without(l, ['c', 'a', 'z'])", ['b']],
    ["join(l, '-')", 'b-a-c'],
    ["daysBetween('2026-02-27', today)", 3],
    ["daysBetween(today, '2026-02-27') < 0.0", true],
    ["plusDays('2024-02-28', 1)", '2024-02-29'],
    ['plusDays(today, n)', '2026-03-04'],
    ['plusDays(today, 99999999)', null],
    ['weekdayOf(today)', 'monday'],
    ['yearsSince(d)', 35],
    ["yearsSince('2026-02-31')", null],
    ["yearsSince('2008-03-02') >= 18.0", true],
    ["yearsSince('2008-03-03') >= 18.0", false],
    ["parts('tea, a walk and milk')", ['tea', 'a walk', 'milk']],
    ["parts('Tea; a walk, And sandals & milk.')", ['Tea', 'a walk', 'sandals', 'milk']],
    ["parts('- tea\\n\\n* a walk\\r\\n3) milk')", ['tea', 'a walk', 'milk']],
    ["parts('3,5 km, 1,000 steps,')", ['3,5 km', '1,000 steps']],
    ["parts('brandy')", ['brandy']],
    ["parts(' , and ; ')", []],
    ["size(parts('a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z'))", 25],
    ['minutes(90)', 'PT1H30M'],
    ['hours(n)', 'PT2H30M'],
    ['days(n * 2)', 'P5D'],
    ['days(9999)', 'P366D'],
    ['minutes(0)', null],
    ['minutes(0.4)', null],
    ['minutes(0.6)', 'PT1M'],
    ['hours(0.0 - n)', null],
    ["inMinutes('PT2H30M')", 150],
    ["inMinutes('1d 2h')", 1_560],
    ['inMinutes(t)', null],
  ])('%s', (source, value) => {
    expect(valueOf(source)).toEqual(value);
  });

  test('part a text at the word for “and” of the member’s language', () => {
    const inLocale = (locale: string, text: string) => {
      const found = expressions.read('parts(t)');
      if ('message' in found) throw new Error(found.message);
      return found.run({ t: text }, { ...world, member: { locale } as World['member'] });
    };
    expect(inLocale('es', 'té, un paseo y agua e hielo.')).toEqual([
      'té',
      'un paseo',
      'agua',
      'hielo',
    ]);
    expect(inLocale('es', 'rock and roll')).toEqual(['rock and roll']);
    expect(inLocale('en', 'x and y')).toEqual(['x', 'y']);
  });

  test('give nothing where there is no answer', () => {
    const nothing = { n: null, t: null, l: null, d: null };
    for (const source of ['min(n, 1)', 'words(t)', 'first(l)', 'pick(l)', 'yearsSince(d)'])
      expect(valueOf(source, nothing), source).toBe(null);
    expect(valueOf('first(l)', { l: [] })).toBe(null);
    expect(valueOf('pick(l)', { l: [] })).toBe(null);
    expect(valueOf('[pick(l), t]', { l: [] })).toBe(null);
    for (const sum of ["number('no') + 1.0", 'lastSeen("x") + t', 'daysBetween(today, t) + 1'])
      expect(valueOf(sum), sum).toBe(null);
    expect(valueOf("number('no') > 1.0 || n > 1")).toBe(true);
  });

  test('pick and shuffle by luck alone, and lose nothing', () => {
    expect(valueOf('pick(l)')).toBe(valueOf('pick(l)'));
    expect((valueOf('shuffled(l)') as string[]).toSorted()).toEqual(['a', 'b', 'c']);
    const luckily = expressions.read('shuffled(l)');
    if ('message' in luckily) throw new Error(luckily.message);
    const l = ['a', 'b', 'c'];
    const orders = new Map<string, number>();
    for (let draw = 0; draw < 6_000; draw += 1) {
      const order = String(luckily.run({ l }, { ...world, luck: () => (draw * 0.618_034) % 1 }));
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 1_000)).toBeLessThan(250);
  });

  test('take `and`, `or` and `not` for their signs, and leave texts in quotes alone', () => {
    expect(valueOf("n > 2 and not (t == 'x or y' or n > 9)")).toBe(true);
    expect(valueOf("'this and not that'")).toBe('this and not that');
    expect(valueOf('"this and \\" not that"')).toBe('this and " not that');
    const misspelt = "not answered('d') and wrod > 1";
    expect(expressions.read(misspelt)).toMatchObject({ from: misspelt.indexOf('wrod') });
    expect(valueOf("not answered('d') and 'b' in l", { d: null })).toBe(true);
  });

  test('find a list empty that was never answered, and still unanswered', () => {
    const l = null;
    expect(valueOf("!('b' in l) && size(l) < 2", { l })).toBe(true);
    expect(valueOf("answered('l')", { l })).toBe(false);
    expect(valueOf('l + [t]', { l })).toEqual([' Tired today ']);
    expect(valueOf(' l ', { l })).toBe(null);
  });

  test('are written as their forms say', () => {
    const forms = Object.values(functionForms).map((form) =>
      form
        .replaceAll('list', 'l')
        .replaceAll('text,', 't,')
        .replaceAll('(text)', '(t)')
        .replaceAll(/\((a, b|x)\)/g, (_, names: string) => `(${names.replaceAll(/\w/g, 'n')})`)
        .replace("'name'", "'n'"),
    );
    for (const form of forms) expect(expressions.read(form), form).not.toHaveProperty('message');
  });
});
