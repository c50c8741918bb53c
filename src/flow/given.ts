import { EvaluationError } from '@marcbachmann/cel-js';

/** What a function of an expression found. Where it found nothing the whole expression gives nothing: reckoned on, `null` would count as 0. */
export function given<Found>(found: Found | null | undefined): Found {
  if (found === null || found === undefined) throw new EvaluationError('there is no answer');
  return found;
}
