import { distance } from '#conversation/spelling.ts';
import { plain } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { answer, near, unclear, type Question, type Understood } from './question.ts';
import { countryCode, placeForms, zonesOf } from './read-country.ts';
import { currentName, mainZones, zoneNames } from './zone-names.ts';

/** An IANA zone: its id, a city, a country or an abbreviation with one clock. Where several are possible, the likely one is asked about. */
export function readZone(question: Question, text: string, lexicon: Lexicon): Understood {
  const id = knownId(text.trim());
  if (id !== null) return answer(id);
  const whole = placed(text, question, lexicon);
  if (whole !== null) return whole;
  const [city = '', ...rest] = text.split(',');
  if (rest.length > 0) {
    const found = placed(city, question, lexicon);
    if (found?.type !== 'answer' && found?.type !== 'near') return unclear();
    const country = countryCode(rest.join(' '), question.locale, lexicon);
    if (country !== null && zonesOf(country).map(currentName).includes(String(found.value)))
      return answer(found.value);
    return asked(String(found.value));
  }
  return nearby(plain(text), lexicon);
}

/** `europe/berlin`, `US/Eastern`: any id or old name the tables know, but no fixed offset, which would be wrong for half the year. */
function knownId(text: string): string | null {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)+$/.test(text) || /^etc\//i.test(text)) return null;
  try {
    return currentName(
      new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone,
    );
  } catch {
    return null;
  }
}

function placed(text: string, question: Question, lexicon: Lexicon): Understood | null {
  for (const words of placeForms(text, lexicon)) {
    if (words === '') continue;
    const guess = lexicon.zoneGuesses.get(words);
    if (guess !== undefined) return asked(guess);
    const zone = lexicon.zones.get(words) ?? zoneNames().get(words);
    if (zone !== undefined) return answer(zone);
  }
  const country = countryCode(text, question.locale, lexicon);
  return country === null ? null : inCountry(country, question.today);
}

/** One clock in the whole country: that one. Several: the one most people there live by, if there is one, is asked about. */
function inCountry(country: string, today: string): Understood {
  const zones = zonesOf(country);
  const main = mainZones[country] ?? (zones.length === 1 ? zones[0] : undefined);
  if (main === undefined) return unclear();
  const clocks = new Set(zones.map((zone) => clockOf(zone, today)));
  return clocks.size === 1 ? answer(currentName(main)) : asked(main);
}

/** What a zone's clock shows in winter and in summer: equal for zones that differ in name only. */
function clockOf(zone: string, today: string): string {
  const year = today.slice(0, 4);
  return ['01-15', '07-15']
    .map((day) => Temporal.PlainDate.from(`${year}-${day}`).toZonedDateTime(zone).offset)
    .join();
}

/** The one zone whose city begins like this or is one typo away, four letters at least. */
function nearby(words: string, lexicon: Lexicon): Understood {
  const close = new Set<string>();
  for (const names of [zoneNames(), lexicon.zones]) {
    for (const [name, zone] of names) {
      if (
        words.length >= 4 &&
        name.length >= 4 &&
        (name.startsWith(words) || distance(words, name, 1) <= 1)
      )
        close.add(zone);
    }
  }
  const [zone] = close;
  return zone === undefined || close.size > 1 ? unclear() : asked(zone);
}

/** A zone is shown by its city: "New York". */
function asked(zone: string): Understood {
  const id = currentName(zone);
  return near(id, (id.split('/').at(-1) as string).replaceAll('_', ' '));
}
