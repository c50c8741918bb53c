import type { Lexicon } from './lexicon.ts';
import { minutesIn } from './minutes-in.ts';
import { answer, unclear, type Understood } from './question.ts';

/** A length of time as ISO 8601 in days, hours and minutes (`P1DT12H`, `PT30M`): more than nothing, at most 366 days. */
export function readDuration(text: string, lexicon: Lexicon): Understood {
  const minutes = fromIso(text.trim()) ?? minutesIn(text, lexicon);
  if (minutes === 'unit') return unclear('unit');
  if (minutes === null) return unclear();
  const whole = Math.round(minutes);
  if (whole < 1 || whole > 366 * 1_440) return unclear('other');
  const days = Math.floor(whole / 1_440);
  const hours = Math.floor((whole % 1_440) / 60);
  return answer(Temporal.Duration.from({ days, hours, minutes: whole % 60 }).toString());
}

/** ISO 8601 without months and years, which have no fixed length. */
function fromIso(text: string): number | null {
  if (!/^p[\d.,wd]*(t[\d.,hms]+)?$/i.test(text)) return null;
  try {
    return Temporal.Duration.from(text.toUpperCase()).total({
      unit: 'minutes',
      relativeTo: '2001-01-01',
    });
  } catch {
    return null;
  }
}
