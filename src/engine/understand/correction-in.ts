import { plain } from '#content/fold.ts';
import type { Words } from '#content/words.ts';

/** What a member says instead; `isPlain`: it says of itself that it is a correction; `isMere`: it may be one, “no, 3”. */
export interface Correction {
  readonly rest: string;
  readonly isPlain: boolean;
  readonly isMere: boolean;
}

/** What follows “no, I meant …”, “sorry, …” or “no, …”. `null` for a message that does not begin so, or has nothing after it. “No tea” is none: a no and what is said instead stand apart. */
export function correctionIn(text: string, { corrections, no }: Words): Correction | null {
  if (text.length > longestMessage) return null;
  let left = text
    .replace(/(\p{L})([,:;.…!-]+)(?=\S)/gu, '$1$2 ')
    .split(/\s+/)
    .filter((word) => word !== '');
  let isPlain = false;
  let isOne = false;
  let isApart = false;
  for (;;) {
    const opening = openingOf(left, corrections);
    if (opening === null) break;
    isPlain ||= opening.kind === 'meant';
    isOne ||= opening.kind !== 'oh';
    const last = left[opening.length - 1] as string;
    isApart ||= apart.test(last) || !no.some((one) => plain(one) === plain(last));
    left = left.slice(opening.length);
  }
  const rest = left.join(' ');
  return (isOne || isApart) && plain(rest) !== '' ? { rest, isPlain, isMere: !isOne } : null;
}

const apart = /[,:;.…!-]$/u;

/** Longer than this is a story, not a correction. */
const longestMessage = 300;

/** Words an opening may have at most. */
const longestOpening = 5;

type Kind = keyof Words['corrections'];

function openingOf(
  words: readonly string[],
  corrections: Words['corrections'],
): { readonly kind: Kind; readonly length: number } | null {
  for (let length = Math.min(longestOpening, words.length); length > 0; length -= 1) {
    const said = plain(words.slice(0, length).join(' '));
    for (const kind of ['meant', 'sorry', 'oh'] as const)
      if (corrections[kind].some((one) => plain(one) === said)) return { kind, length };
  }
  return null;
}
