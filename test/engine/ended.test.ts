import { describe, expect, test } from 'vitest';
import { stepOf } from '#engine/step.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

const hour = 3_600_000;

const names = ['left', 'expired', 'missing', 'too-deep', 'undeliverable', 'odd'];

/** Runs `sub`, and asks about the outcome it heard of. */
const parent = `  - { id: first, ask: 'First?', input: text }
  - { run: sub, outcomes: { ${names.map((name) => `${name}: heard-${name}`).join(', ')} } }
  - { id: went-on, ask: 'Went on?', input: text }
  - end: done
${names.map((name) => `  - { id: heard-${name}, ask: 'Heard ${name}?', input: text }\n  - end: done\n`).join('')}`;

const asks = "  - { id: a, ask: 'Inside?', input: text }\n";

function begin(sub: string | null): Visit {
  const flows = { own: flowOf(parent), ...(sub === null ? {} : { sub }) };
  const here = agreed(visit({ library: smallLibrary(flows) }));
  here.ask('own');
  here.say('one');
  here.arrive();
  return here;
}

const place = ({ member }: Visit) =>
  member.sessions.map(({ flow, snapshot }) => `${flow} ${stepOf(snapshot)}`);

describe('how a flow that was run ends', () => {
  test('at its end: the script goes on', () => {
    const here = begin(flowOf(asks));
    here.say('word');
    expect(place(here)).toEqual(['own went-on']);
  });

  test('in a way its author named, and in one nobody named', () => {
    const here = begin(flowOf(`${asks}  - end: odd\n`));
    here.say('word');
    expect(place(here)).toEqual(['own heard-odd']);
    const other = begin(flowOf(`${asks}  - end: unheard-of\n`));
    other.say('word');
    expect(place(other)).toEqual(['own went-on']);
  });

  test('expired, when its own time is over', () => {
    const here = begin(flowOf(asks, 'expires: 2h'));
    here.pass(2 * hour - 1);
    expect(place(here)).toEqual(['own ~run-1', 'sub a']);
    here.pass(1);
    expect(place(here)).toEqual(['own heard-expired']);
    here.say('yes');
    expect(here.pass(5 * hour)).toBe('');
  });

  test('expired beneath something else, once that is over', () => {
    const here = begin(flowOf(asks, 'expires: 2h'));
    here.say('ground me');
    here.pass(2 * hour);
    expect(place(here).slice(0, 2)).toEqual(['own ~run-1', 'sub a']);
    here.say('never mind');
    here.pass(hour);
    expect(place(here)).toEqual(['own heard-expired']);
  });

  test('expired, and what followed is gone back over to before', () => {
    const here = begin(flowOf(asks, 'expires: 2h'));
    here.pass(2 * hour);
    here.say('yes');
    const other = begin(flowOf(asks, 'expires: 2h'));
    other.pass(2 * hour);
    expect(other.say('back')).toMatch(/First\?/);
    other.say('one');
    expect(place(other)).toEqual(['own ~run-1', 'sub a']);
    other.pass(2 * hour);
    expect(place(other)).toEqual(['own heard-expired']);
  });

  test('expired, when a question of its expired without another way', () => {
    const here = begin(flowOf(asks.replace(' }', ', silence: { expire: { after: 1h } } }')));
    here.arrive();
    here.pass(hour);
    expect(place(here)).toEqual(['own heard-expired']);
  });

  test('missing, when there is none', () => {
    expect(place(begin(null))).toEqual(['own heard-missing']);
  });

  test('where its `on: undeliverable` says', () => {
    const here = begin(flowOf(asks, 'on: { undeliverable: { end: undeliverable } }'));
    here.happen({
      type: 'Undeliverable',
      delivery: 'd9' as never,
      question: here.member.asked?.id ?? null,
      reason: 'refused',
    });
    expect(place(here)).toEqual(['own heard-undeliverable']);
  });

  test('not at all by what cannot reach the member, a crisis or a word that works everywhere', () => {
    const here = begin(flowOf(asks));
    here.happen({
      type: 'Undeliverable',
      delivery: 'd9' as never,
      question: here.member.asked?.id ?? null,
      reason: 'refused',
    });
    expect(place(here)).toEqual(['own ~run-1', 'sub a']);
    here.say('i want to kill myself');
    expect(place(here).slice(0, 2)).toEqual(['own ~run-1', 'sub a']);
  });

  test('with the flow that ran it, by the menu', () => {
    const here = begin(flowOf(asks));
    here.say('menu');
    expect(place(here).some((one) => one.startsWith('own') || one.startsWith('sub'))).toBe(false);
  });
});
