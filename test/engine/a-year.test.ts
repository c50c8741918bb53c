import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { formatText, plainText } from '#content/format.ts';
import type { Text } from '#flow/flow.ts';
import { shippedLibrary, visit } from '../support/visit.ts';

const flow = 'daily-check-in' as FlowId;

/** One wording of one step, and the condition it stands under. */
interface Wording {
  readonly step: string;
  readonly index: number;
  readonly when: string | null;
}

/** Every wording of the check-in by what a member without a name reads of it. */
function wordings(locale: string): ReadonlyMap<string, Wording> {
  const library = shippedLibrary();
  const script = library.flow(flow);
  if (script === null) throw new Error('there is no daily check-in');
  const translation = locale === 'en' ? null : library.translation(flow, locale);
  const found = new Map<string, Wording>();
  for (const step of Object.values(script.flow.steps)) {
    if (step.type !== 'say' && step.type !== 'ask') continue;
    const texts: Text = translation?.steps[step.id]?.text ?? step.text;
    for (const [index, { text, when }] of texts.entries()) {
      const read = plainText(formatText(text, { hasName: false, name: null }, locale));
      expect(found.has(read), `two wordings read “${read}”`).toBe(false);
      found.set(read, { step: step.id, index, when });
    }
  }
  return found;
}

/** Answers to the questions of day `n`, never twice the same row. */
function answers(locale: string, n: number): readonly string[] {
  const skip = locale === 'es' ? 'saltar' : 'skip';
  return [
    `${(n * 7) % 11}`,
    `${1 + ((n * 5) % 4)}`,
    n % 3 === 0 ? skip : `${1 + (n % 16)}`,
    `${1 + ((n * 3) % 4)}`,
    skip,
    n % 5 === 0 ? skip : '2',
  ];
}

describe.each([
  ['en', 'm1'],
  ['en', 'somebody-else'],
  ['es', 'm1'],
])('a year of daily check-ins in %s for %s', (locale, id) => {
  const known = wordings(locale);
  const here = visit({ locale, id });
  here.member = {
    ...here.member,
    consents: { keep: { at: 0, given: true, text: 'keep', locale } },
  };
  const days: string[][] = [];
  for (let n = 0; n < 365; n += 1) {
    const from = here.effects.length;
    here.now = Date.UTC(2026, 2, 2 + n, n % 4 === 3 ? 19 : 9);
    here.ask(flow);
    for (const answer of answers(locale, n)) here.say(answer);
    for (let left = 0; here.member.sessions.length > 0; left += 1) {
      if (left > 9) throw new Error(`day ${n} does not end`);
      here.say(locale === 'es' ? 'saltar' : 'skip');
    }
    days.push(
      here.effects
        .slice(from)
        .flatMap((one) => (one.type === 'Say' ? [plainText(one.message.paragraphs)] : []))
        .flatMap((said) => [...known.keys()].filter((text) => said.includes(text))),
    );
  }

  test('says something of every step it visits', () => {
    expect(days.every((lines) => lines.length >= 6)).toBe(true);
    expect(new Set(days.flat()).size).toBeGreaterThan(known.size * 0.6);
  });

  test('repeats no line before every other that fitted was said', () => {
    const order: { text: string; at: number }[] = days.flatMap((lines, at) =>
      lines.map((text) => ({ text, at })),
    );
    const early: string[] = [];
    for (const [now, { text }] of order.entries()) {
      const before = order.slice(0, now).findLastIndex((one) => one.text === text);
      if (before < 0) continue;
      const { step, when } = known.get(text) as Wording;
      const between = new Set(order.slice(before + 1, now).map((one) => one.text));
      for (const [other, wording] of known) {
        const fitted = wording.when === null || wording.when === when;
        if (other !== text && wording.step === step && fitted && !between.has(other))
          early.push(`“${text}” came again before “${other}”`);
      }
    }
    expect(early).toEqual([]);
  });

  test('never opens two days alike', () => {
    const openings = days.map((lines) =>
      lines.filter((text) => known.get(text)?.step === 'opening').join(),
    );
    expect(openings.every((opening) => opening !== '')).toBe(true);
    expect(openings.filter((opening, n) => n > 0 && opening === openings[n - 1])).toEqual([]);
  });
});
