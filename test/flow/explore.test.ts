import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { explore, stepAt, type Exploration } from '#flow/explore.ts';
import type { Flow } from '#flow/flow.ts';
import { readFlow } from '#flow/read-flow.ts';
import { fragmentsIn } from '#library/fragment-texts.ts';
import { read, root } from '../support/repository.ts';
import { flowOf } from './flow-of.ts';

const shipped = readdirSync(join(root, 'flows')).filter((name) => /^[^.]+\.yaml$/.test(name));

function explored(steps: string, top = '') {
  return wholly(flowOf(steps, top).flow);
}

function wholly(flow: Flow): Exploration {
  const found = explore(flow);
  if (found === null) throw new Error('the flow is too tangled');
  return found;
}

describe('exploring a flow’s machine', () => {
  test.each(shipped)('%s reaches every step and an end, and never goes round for ever', (file) => {
    const source = { text: read(`flows/${file}`), fragments: fragmentsIn(root) };
    const found = readFlow(file, file.slice(0, -5) as FlowId, source);
    if (!('flow' in found)) throw new Error(`${file} does not read`);
    const { flow } = found;
    const { reached, traps, circles, outcomes, rests } = wholly(flow);
    expect(Object.keys(flow.steps).filter((step) => !reached.has(step as never))).toEqual([]);
    expect(traps).toEqual([]);
    expect(circles).toEqual([]);
    expect(outcomes.size).toBeGreaterThan(0);
    const waiting = Object.values(flow.steps).filter(({ type }) =>
      ['ask', 'wait', 'run'].includes(type),
    );
    expect([...new Set(rests.map(stepAt))].toSorted()).toEqual(
      waiting.map(({ id }) => id).toSorted(),
    );
  });

  test('goes round a loop a bounded number of times, and for ever where its body begins it anew', () => {
    const loop = (inside: string) => `
      - id: again
        repeat: 3
        until: chance(0.5)
        do:
          - set: { n: '1' }
          ${inside}
    `;
    const top = 'data: { n: number }';
    expect(explored(loop(''), top)).toMatchObject({ circles: [], traps: [] });
    const [circle, ...others] = explored(loop('- goto: again'), top).circles;
    expect(others).toEqual([]);
    expect(circle).toContain('again');
  });

  test('follows each answer, silence and the last misunderstanding', () => {
    const { reached, outcomes } = explored(`
      - id: mood
        ask: How are you?
        attempts: 2
        options:
          - { label: Good, value: good, goto: good }
          - { label: Bad, value: bad, end: bad }
        silence:
          nudge: { after: 1h, say: Still here? }
          expire: { after: 2h, goto: later }
      - id: unclear
        say: I did not get it.
      - end: unclear
      - id: good
        say: Good.
      - end: done
      - id: later
        say: Another time.
      - end: later
    `);
    expect([...reached].toSorted()).toEqual(
      ['good', 'later', 'mood', 'unclear', '~end-1', '~end-2', '~end-3'].toSorted(),
    );
    expect([...outcomes].toSorted()).toEqual(['bad', 'done', 'later', 'unclear']);
  });

  test('counts a check that does not hold among the attempts, and comes to an end', () => {
    const { reached, outcomes } = explored(
      `
      - id: code
        ask: Which four digits?
        save: code
        attempts: 2
        check: [{ that: length(code) == 4, message: Four. }, { that: number(code) > 0.0, message: Digits. }]
      - id: thanks
        say: Thanks.
    `,
      'data: { code: text }',
    );
    expect([...reached].toSorted()).toEqual(['code', 'thanks']);
    expect([...outcomes]).toEqual(['done']);
  });

  test('takes conditions both ways, however many follow each other', () => {
    const many = Array.from(
      { length: 30 },
      (_, index) => `
      - branch:
          - when: mood > ${index}
            do: [{ id: over-${index}, say: Over ${index}. }]
      `,
    ).join('');
    const { reached } = explored(
      `      - { id: mood, ask: How?, input: scale, from: 0, to: 40, save: mood }${many}`,
      'data: { mood: number }',
    );
    expect([...reached].filter((step) => step.startsWith('over-'))).toHaveLength(30);
  });

  test('a step behind a jump is not reached', () => {
    const { reached } = explored(`
      - goto: bye
      - { id: lost, say: Nobody hears this. }
      - { id: bye, say: Bye. }
    `);
    expect(reached.has('lost' as never)).toBe(false);
    expect(reached.has('bye' as never)).toBe(true);
  });

  test('a way every option has passes over what follows', () => {
    const { reached } = explored(`
      - id: where
        ask: Where to?
        skip: false
        options: [{ label: A, goto: bye }, { label: B, end: b }]
      - { id: never, say: Nobody comes here. }
      - { id: bye, say: Bye. }
    `);
    expect(reached.has('never' as never)).toBe(false);
  });

  test('a circle of steps without a question is found, conditions or not', () => {
    const plain = explored(`
      - { id: one, say: One. }
      - { id: two, say: Two. }
      - goto: one
    `);
    expect(plain.circles).toEqual([['one', 'two', '~goto-1']]);
    const guarded = explored(
      `
      - { id: mood, ask: How?, input: number, save: mood }
      - { id: one, say: One. }
      - branch: [{ when: mood > 3, goto: two }]
      - end: done
      - { id: two, say: Two. }
      - branch: [{ when: mood > 4, goto: three }]
      - end: done
      - { id: three, say: Three. }
      - branch: [{ when: mood > 5, goto: one }]
    `,
      'data: { mood: number }',
    );
    expect(guarded.circles.map((circle) => circle.toSorted())).toEqual([
      ['one', 'three', 'two', '~branch-1', '~branch-2', '~branch-3'],
    ]);
  });

  test('a question that can be passed over does not make a circle wait', () => {
    const { circles } = explored(
      `
      - { id: again, say: Again. }
      - { id: mood, ask: How?, input: number, save: mood, ask-if: mood > 3 }
      - goto: again
    `,
      'data: { mood: number }',
    );
    expect(circles).toHaveLength(1);
  });

  test('a circle with a question or a wait in it is no circle', () => {
    expect(
      explored(`
      - { id: mood, ask: How?, options: [{ label: More, goto: mood }, { label: Enough, end: done }] }
      - { id: nap, wait: 1h }
      - goto: mood
    `).circles,
    ).toEqual([]);
  });

  test('running another flow is no waiting: it may end at once', () => {
    expect(
      explored(`
      - { id: again, run: other }
      - goto: again
    `).circles,
    ).toHaveLength(1);
  });

  test('questions that only lead to each other are a trap', () => {
    const { traps } = explored(`
      - { id: start, say: Hello. }
      - { id: one, ask: One? }
      - { id: two, ask: Two? }
      - goto: one
    `);
    expect(traps).toEqual(['one']);
  });

  test('one way out is enough to be no trap', () => {
    const { traps } = explored(`
      - { id: one, ask: One?, options: [{ label: On, value: on }, { label: Out, end: left }] }
      - { id: two, ask: Two? }
      - goto: one
    `);
    expect(traps).toEqual([]);
  });

  test('a word of the flow comes back to the question it was said under', () => {
    const { reached, traps, rests } = explored(
      `
      - { id: one, ask: One? }
      - { id: two, ask: Two? }
    `,
      `
      on:
        word:
          - say: [breathe]
            do: [{ id: breath, say: Breathe out. }]
    `,
    );
    expect(reached.has('breath' as never)).toBe(true);
    expect(traps).toEqual([]);
    expect(rests.length).toBeGreaterThanOrEqual(2);
  });

  test('a word said under a word’s own question still comes back to the first question', () => {
    const { traps } = explored(
      `
      - { id: one, ask: One? }
    `,
      `
      on:
        word:
          - say: [breathe]
            do: [{ id: ready, ask: Ready? }, { id: breath, say: Breathe out. }]
    `,
    );
    expect(traps).toEqual([]);
  });

  test('a word’s steps entered from outside have no question to come back to', () => {
    const { traps } = explored(
      `
      - { id: one, ask: One? }
      - goto: breath
    `,
      `
      on:
        word:
          - say: [breathe]
            do: [{ id: breath, say: Breathe out. }]
    `,
    );
    expect(traps).toContain('!~back');
  });

  test('a flow that leads too many ways is refused in good time, not followed for ever', () => {
    const asks = (name: string, indent: string) =>
      Array.from({ length: 60 }, (_, index) => `${indent}- { id: ${name}-${index}, ask: A? }`).join(
        '\n',
      );
    const word = `on:\n  word:\n    - say: [w]\n      do:\n${asks('aside', '        ')}`;
    expect(explore(flowOf(asks('main', ''), word).flow)).toBeNull();
  });
});
