import { describe, expect, test } from 'vitest';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const tea = flowOf("  - { id: hot, ask: 'Tea?', input: confirm }\n", 'start: { busy: queue }');

/** Agrees the plan on Monday, the second of March 2026, at nine in the morning, UTC. */
function planned(plan: string, head = 'data: { due: date, when: text }'): Visit {
  const steps = `  - { id: due, ask: 'When is it due?', input: date, save: due }
  - plan: tea
    key: tea
${plan
  .trim()
  .split('\n')
  .map((line) => `    ${line.trim()}`)
  .join('\n')}
  - { id: more, ask: 'More?', input: text }
  - { id: most, ask: 'And more?', input: text }
`;
  const here = agreed(visit({ library: smallLibrary({ own: flowOf(steps, head), tea }) }));
  here.ask('own');
  return here;
}

function agreedOn(plan: string, due = '2026-03-10'): Visit {
  const here = planned(plan);
  here.say(due);
  here.say('no');
  return here;
}

/** When the plan rings, until an instant: nobody answers. */
function rings(here: Visit, end: string): readonly string[] {
  const rang: string[] = [];
  for (;;) {
    const [next] = here.member.plans.map((plan) => plan.next).toSorted((a, b) => a - b);
    if (next === undefined || next > Date.parse(end)) break;
    here.now = Math.max(here.now, next);
    if (here.pass(0).includes('Tea?')) rang.push(new Date(here.now).toISOString().slice(0, 16));
    here.member = { ...here.member, contacted: { chosen: [], other: [] } };
  }
  return rang;
}

const plansOf = ({ member }: Visit) => member.plans;

describe('a plan', () => {
  test('rings on several days of the week', () => {
    const here = agreedOn("every: week\non: [monday, thursday]\nat: '10:00'");
    expect(rings(here, '2026-03-13T00:00Z')).toEqual([
      '2026-03-02T10:00',
      '2026-03-05T10:00',
      '2026-03-09T10:00',
      '2026-03-12T10:00',
    ]);
  });

  test('rings on the days that were chosen', () => {
    const steps = `  - id: days
    ask: On which days?
    input: many
    save: chosen
    options: [{ label: Mon, value: monday }, { label: Thu, value: thursday }, { label: Any, value: any }]
  - { plan: tea, key: tea, every: week, on: chosen, at: '10:00' }
  - { id: more, ask: 'More?', input: text }
`;
    const library = smallLibrary({ own: flowOf(steps, 'data: { chosen: list }'), tea });
    const after = (...said: readonly string[]) => {
      const here = agreed(visit({ library }));
      here.ask('own');
      for (const one of said) here.say(one);
      return here;
    };
    const both = after('Thu, Mon, Any');
    expect(plansOf(both)).toMatchObject([{ weekday: 1, weekdays: [1, 4] }]);
    both.say('no');
    expect(rings(both, '2026-03-06T00:00Z')).toEqual(['2026-03-02T10:00', '2026-03-05T10:00']);
    expect(plansOf(after('Thu'))).toMatchObject([{ weekday: 4 }]);
    expect(plansOf(after('Thu', 'back', 'Mon'))).toMatchObject([{ weekday: 1 }]);
    for (const none of ['Any', 'skip', 'none']) expect(plansOf(after(none)), none).toEqual([]);
  });

  test('on a day that is reckoned rings on that day', () => {
    expect(plansOf(agreedOn('every: week\non: weekdayOf(due)\nat: "10:00"'))).toMatchObject([
      { weekday: 2 },
    ]);
  });

  test('rings so often and no more', () => {
    const here = agreedOn("every: day\nat: '10:00'\ntimes: 3");
    expect(rings(here, '2026-04-01T00:00Z')).toEqual([
      '2026-03-02T10:00',
      '2026-03-03T10:00',
      '2026-03-04T10:00',
    ]);
    expect(plansOf(here)).toEqual([]);
  });

  test('rings until a date, written or reckoned, the last one included', () => {
    for (const until of ['2026-03-04', 'due']) {
      const here = agreedOn(`every: day\nat: '10:00'\nuntil: ${until}`, '2026-03-04');
      expect(rings(here, '2026-04-01T00:00Z').at(-1)).toBe('2026-03-04T10:00');
      expect(plansOf(here)).toEqual([]);
    }
  });

  test('is not agreed where its last date is over', () => {
    const here = agreedOn("every: day\nat: '10:00'\nuntil: '2026-03-01'");
    expect(plansOf(here)).toEqual([]);
  });

  test('rings once on a date, or so many days before or after one that was given', () => {
    for (const [plan, at] of [
      ['date: 2026-03-20', '2026-03-20T10:00'],
      ["date: due\nat: '11:30'", '2026-03-10T11:30'],
      ['date: due\nbefore: 2d', '2026-03-08T10:00'],
      ['date: due\nafter: 1w', '2026-03-17T10:00'],
    ] as const) {
      const here = agreedOn(plan);
      expect(rings(here, '2026-04-01T00:00Z')).toEqual([at]);
      expect(plansOf(here)).toEqual([]);
    }
  });

  test('for a day that is over, or none, is not agreed, and takes the place of none', () => {
    for (const plan of ['date: 2026-03-01', 'date: when', 'date: due\nbefore: 4w']) {
      const here = planned(plan);
      here.say('2026-03-10');
      expect(plansOf(here)).toEqual([]);
    }
  });

  test('comes no later than it says', () => {
    const late = (more: string, by: number) => {
      const here = agreedOn(`every: day\nat: '10:00'${more}`);
      here.now = Date.parse('2026-03-02T10:00Z') + by;
      return here.pass(0).includes('Tea?');
    };
    expect(late('', 2 * hour)).toBe(true);
    expect(late('\nlate: 30m', 30 * minute)).toBe(true);
    expect(late('\nlate: 30m', 32 * minute)).toBe(false);
    expect(late('\nlate: skip', 0)).toBe(true);
    expect(late('\nlate: skip', 2 * minute)).toBe(false);
  });

  test('comes before what its flow says of a busy member', () => {
    const busy = (more: string) => {
      const here = agreedOn(`every: day\nat: '10:00'${more}`);
      here.now = Date.parse('2026-03-02T09:50Z');
      here.ask('own');
      here.now = Date.parse('2026-03-02T10:00Z');
      const said = here.pass(0);
      return { said, next: here.member.plans[0]?.next };
    };
    expect(busy('')).toEqual({ said: '', next: Date.parse('2026-03-02T10:30Z') });
    expect(busy('\nbusy: skip')).toEqual({ said: '', next: Date.parse('2026-03-03T10:00Z') });
    expect(busy('\nbusy: interrupt').said).toMatch(/Tea\?/);
  });

  test.each([
    [2, [1]],
    [1, []],
  ])('for %i times that rang meanwhile gets no turn back by going back after it', (times, left) => {
    const here = planned(`every: day\nat: '10:00'\ntimes: ${times}`);
    here.say('2026-03-10');
    here.now = Date.parse('2026-03-02T10:00Z');
    here.say('one');
    expect(here.pass(0) + here.pass(hour)).toMatch(/Tea\?/);
    here.say('yes');
    expect(plansOf(here).map((plan) => plan.left)).toEqual(left);
    expect(here.say('back')).toMatch(/More\?/);
    expect(plansOf(here).map((plan) => plan.left)).toEqual(left);
    expect(rings(here, '2026-04-01T00:00Z').length).toBe(times - 1);
  });

  test('of before there were limits still rings', () => {
    const here = agreedOn("every: week\non: tuesday\nat: '10:00'");
    expect(here.member.plans[0]).not.toHaveProperty('left');
    expect(here.member.plans[0]).not.toHaveProperty('weekdays');
    expect(rings(here, '2026-03-11T00:00Z')).toEqual(['2026-03-03T10:00', '2026-03-10T10:00']);
    expect(here.now).toBeLessThan(Date.parse('2026-03-02T09:00Z') + 9 * day);
  });
});
