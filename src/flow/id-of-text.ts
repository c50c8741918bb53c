import { withoutSlots } from './without-slots.ts';

/** A short name for a step out of its type and its words: `ask-how-heavy-is-today`; the type alone where no word is left, a number behind it where it is taken. */
export function idOfText(type: string, words: string, taken: ReadonlySet<unknown>): string {
  const name = [type, ...wordsIn(words)].join('-');
  if (!taken.has(name)) return name;
  for (let count = 2; ; count += 1) {
    if (!taken.has(`${name}-${count}`)) return `${name}-${count}`;
  }
}

const mostWords = 4;
const mostLetters = 30;

/** The first words of a text, in plain letters, without its slots. */
function wordsIn(text: string): readonly string[] {
  const found = withoutSlots(text)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}’']/gu, '')
    .match(/[a-z0-9]+/g);
  const words: string[] = [];
  let letters = 0;
  for (const word of found ?? []) {
    letters += word.length + 1;
    if (words.length === mostWords || letters > mostLetters) break;
    words.push(word);
  }
  return words;
}
