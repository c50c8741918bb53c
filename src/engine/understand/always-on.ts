import { alwaysOnWords, type AlwaysOnWord, type Words } from '#content/words.ts';
import { wholeMessages } from './whole-message.ts';

/** An always-on word a member wrote, or `change` ("change an answer"); `near`: with one typo. */
export interface AlwaysOn {
  readonly word: AlwaysOnWord | 'change';
  readonly near: boolean;
}

/** The always-on word a whole message is; never one inside a longer message. One typo is forgiven from four letters on. */
export function alwaysOn(text: string, words: Words): AlwaysOn | null {
  const found = find(text, words);
  return found === null ? null : { word: found.meaning, near: found.near };
}

const find = wholeMessages<AlwaysOn['word']>(
  (words) => [
    ...words.change.map((phrase) => [phrase, 'change'] as const),
    ...alwaysOnWords.flatMap((word) =>
      words.alwaysOn[word].map((phrase) => [phrase, word] as const),
    ),
  ],
  4,
);
