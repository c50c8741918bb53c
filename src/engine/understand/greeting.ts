import { plain } from '#content/fold.ts';
import type { Words } from '#content/words.ts';

/** Whether a whole message is a greeting. A last letter may be drawn out: "heyyy". */
export function isGreeting(text: string, { greetings }: Words): boolean {
  if (text.length > longestGreeting) return false;
  const message = undrawn(plain(text));
  return greetings.some((greeting) => undrawn(plain(greeting)) === message);
}

/** No greeting comes near this many characters, emoji included. */
const longestGreeting = 60;

function undrawn(words: string): string {
  return words.replace(/(.)\1+$/u, '$1');
}
