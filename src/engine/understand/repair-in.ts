import { repairs, type Repair, type Words } from '#content/words.ts';
import { wholeMessages } from './whole-message.ts';

/** What a member said about the question itself; `near`: with one typo. */
export interface Repairing {
  readonly repair: Repair;
  readonly near: boolean;
}

/** What a whole message says about the question that is open; never a part of a longer one. One typo is forgiven from six letters on. */
export function repairIn(text: string, words: Words): Repairing | null {
  const found = find(text, words);
  return found === null ? null : { repair: found.meaning, near: found.near };
}

const find = wholeMessages<Repair>(
  (words) =>
    repairs.flatMap((repair) => words.repairs[repair].map((phrase) => [phrase, repair] as const)),
  6,
);
