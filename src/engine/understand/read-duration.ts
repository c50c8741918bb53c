import { keptAs, longestDuration, readIso } from '#conversation/duration.ts';
import type { Lexicon } from './lexicon.ts';
import { minutesIn } from './minutes-in.ts';
import { answer, unclear, type Understood } from './question.ts';

const minute = 60_000;

/** A length of time as ISO 8601 in days, hours and minutes (`P1DT12H`, `PT30M`): more than nothing, at most 366 days. */
export function readDuration(text: string, lexicon: Lexicon): Understood {
  const iso = readIso(text.trim());
  const minutes = iso === null ? minutesIn(text, lexicon) : iso / minute;
  if (minutes === 'unit') return unclear('unit');
  if (minutes === null) return unclear();
  const whole = Math.round(minutes) * minute;
  return whole < minute || whole > longestDuration ? unclear('other') : answer(keptAs(whole));
}
