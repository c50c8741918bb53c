import { numberIn, plainText, type Slots } from '#content/format.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import type { AskStep } from '#flow/ask-step.ts';
import type { Paragraph } from '#conversation/message.ts';
import type { Draft } from './draft.ts';
import { phrase } from './texts.ts';
import type { Unclarity } from './understand/question.ts';

/** Why an answer was not taken, in words that help with the next one. */
export interface Reason {
  readonly key: PhraseKey;
  readonly slots: Slots;
}

/** The reason there is to tell, with the bounds of the question; `null` where nothing was recognised. */
export function reasonOf({ from, to, longest, most }: AskStep, why: Unclarity): Reason | null {
  switch (why) {
    case 'other':
      return null;
    case 'out-of-bounds':
      if (from === null) return { key: 'lost.at-most', slots: { to } };
      if (to === null) return { key: 'lost.at-least', slots: { from } };
      return { key: 'lost.out-of-bounds', slots: { from, to } };
    case 'too-long':
      return { key: 'lost.too-long', slots: { longest } };
    case 'too-many':
      return { key: 'lost.too-many', slots: { most } };
    default:
      return { key: `lost.${why}`, slots: {} };
  }
}

/** The reason told before what the question's author says; nothing where their own words show its bounds. */
export function toldBefore(
  draft: Draft,
  { key, slots }: Reason,
  own: readonly Paragraph[],
): readonly Paragraph[] {
  const bounds = Object.values(slots).filter((one) => typeof one === 'number');
  const { locale } = draft.member.settings;
  const text = plainText(own);
  const isShown =
    bounds.length > 0 &&
    bounds.every((bound) =>
      [String(bound), numberIn(bound, locale)].some((figure) => isIn(text, figure)),
    );
  return isShown ? [] : phrase(draft, key, slots);
}

/** Whether a figure stands in a text by itself, and not as a part of another: 1 is not in 10 or 0.1. */
function isIn(text: string, figure: string): boolean {
  return new RegExp(String.raw`(?<![\d.,])${figure.replaceAll('.', '\\.')}(?!\d|[.,]\d)`).test(
    text,
  );
}
