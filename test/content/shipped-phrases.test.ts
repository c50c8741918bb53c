import { describe, expect, test } from 'vitest';
import { alwaysOn } from '#engine/understand/always-on.ts';
import { plain } from '#content/fold.ts';
import { alwaysOnWords, repairs } from '#content/words.ts';
import { shippedFile, shippedLocales } from './shipped.ts';

/** Guilt, promises, diagnosis, pressure: what the companion never says (safety.md, U-7, U-8, U-12). */
const banned = {
  en: /miss(ed)? you|streak|should|must\b|always here|i understand|get better|everything will|commit|therapy|treatment|counsel|disorder|don’t give up|proud|disappoint|!/i,
  es: /echado de menos|te extraño|racha|deberías|debes|siempre estoy|te entiendo|todo irá|mejorará|terapia|tratamiento|trastorno|¡|decepcion|orgullo/i,
};

describe.each(shippedLocales)('the phrases in %s', (locale) => {
  const { phrases, words } = shippedFile(locale);
  const texts = [...phrases].flatMap(([key, wordings]) => wordings.map((text) => ({ key, text })));

  test('never blame, promise or push', () => {
    for (const { key, text } of texts) expect(text, key).not.toMatch(banned[locale]);
  });

  test('are short: sentences of at most 20 words, paragraphs of at most 60', () => {
    for (const { key, text } of texts) {
      for (const paragraph of text.split('\n\n'))
        expect(paragraph.split(/\s+/).length, key).toBeLessThanOrEqual(60);
      for (const sentence of text.split(/[.?:]\s|\n\n/))
        expect(sentence.split(/\s+/).length, `${key}: ${sentence}`).toBeLessThanOrEqual(20);
    }
  });

  test('use typographic quotes and no straight apostrophe', () => {
    for (const { key, text } of texts) expect(text, key).not.toMatch(/['"]/);
  });

  test('quote only always-on words that are heard', () => {
    const plainly = new Set([
      'ways-out',
      'unasked',
      'lost',
      'skip',
      'cancel',
      'why',
      'contact',
      'broken',
      'edited',
      'flow',
      'click',
      'crisis',
      'who',
    ]);
    for (const { key, text } of texts) {
      if (!plainly.has(key.split('.')[0] as string)) continue;
      for (const [, quoted] of text.matchAll(/[“«]([^”»{}\d]+)[”»]/g)) {
        if (key === 'lost.two-dates' || key === 'lost.unit') continue;
        expect(alwaysOn(quoted as string, words!), `${key}: ${quoted}`).toMatchObject({
          near: false,
        });
      }
    }
  });

  test('what is said about a question is no always-on word, no greeting, and means one thing', () => {
    const all = repairs
      .flatMap((repair) => words!.repairs[repair])
      .filter((one) => !one.includes('…'))
      .map(plain);
    expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
    const greetings = new Set(words!.greetings.map(plain));
    for (const one of all) {
      expect(alwaysOn(one, words!)?.near, one).not.toBe(false);
      expect(greetings.has(one), one).toBe(false);
    }
  });

  test('no word means two things among the always-on words, or both yes and no', () => {
    const all = [...alwaysOnWords.map((word) => words!.alwaysOn[word]), words!.change]
      .map((list) => [...new Set(list.map(plain))])
      .flat();
    expect(new Set(all).size).toBe(all.length);
    const no = new Set(words!.no.map(plain));
    expect(words!.yes.map(plain).filter((word) => no.has(word))).toEqual([]);
  });

  test('fillers never negate', () => {
    const telling = new Set([...words!.no, ...words!.none].map(plain));
    expect(words!.fillers.map(plain).filter((word) => telling.has(word))).toEqual([]);
    expect(
      words!.fillers.filter((word) => /^(no|not|never|nunca|sin|without)$/.test(plain(word))),
    ).toEqual([]);
  });

  test('a label shown for an always-on word fits every platform', () => {
    for (const word of alwaysOnWords)
      expect((words!.alwaysOn[word][0] as string).length).toBeLessThanOrEqual(20);
  });

  test('every zone named is one', () => {
    for (const zone of [...Object.values(words!.zones), ...Object.values(words!.zoneGuesses)]) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone }), zone).not.toThrow();
    }
  });
});
