import type { MachineEvent } from '#conversation/snapshot.ts';
import type { Value } from '#conversation/value.ts';
import { plain } from '#content/fold.ts';
import { listIn, numberIn } from '#content/format.ts';
import { pendingOf, type Pending } from './asking.ts';
import type { Draft } from './draft.ts';
import { lookAhead } from './look-ahead.ts';
import { readAnswer } from './read-answer.ts';
import { offeredOptions } from './offered-options.ts';
import { alwaysOn } from './understand/always-on.ts';
import { correctionIn } from './understand/correction-in.ts';
import { lexiconOf } from './understand/lexicon.ts';
import { partsOf, type Parts } from './understand/parts-of.ts';

/** One of two answers: what it tells the flow, and what it is called. */
export interface Said {
  readonly event: Extract<MachineEvent, { type: 'answer' | 'skip' }>;
  readonly label: string;
}

/**
 * What a message that may be two answers comes to. `both`: the second is the very next question’s. `first`: the rest looks like an answer that cannot be taken.
 * `remark`: the rest is something else. `same`: one answer, said twice or put right at once. `which`: two answers to the one question.
 */
export type TwoAnswers = { readonly first: Said } & (
  | { readonly type: 'both'; readonly second: Said; readonly next: Pending }
  | { readonly type: 'first' | 'remark' | 'same' }
  | { readonly type: 'which'; readonly other: Said }
);

/** The message by the first seam that makes sense of both parts, else by the last that makes sense of one. */
export function twoAnswers(draft: Draft, pending: Pending, text: string): TwoAnswers | null {
  let best: TwoAnswers | null = null;
  for (const parts of partsOf(text, lexiconOf(wordsOf(draft)))) {
    const found = answersOf(draft, pending, parts);
    if (found === null) continue;
    if (found.type === 'both') return found;
    if (best === null || best.type === 'remark' || found.type !== 'remark') best = found;
  }
  return best;
}

/** The same of a message whose seam is known. */
export function answersOf(draft: Draft, pending: Pending, parts: Parts): TwoAnswers | null {
  const first = saidFor(draft, pending, parts.first);
  const ahead = first === null ? null : lookAhead(draft, first.event);
  if (first === null || ahead === null) return null;
  const meant = correctionIn(parts.rest, wordsOf(draft));
  const correction = meant?.isMere === true ? null : meant;
  const other = takesSeveral(pending)
    ? null
    : saidFor(draft, pending, correction?.rest ?? parts.rest);
  // “Skip, 8” may mean this question or the next.
  if (other?.event.type === 'answer' && first.event.type === 'skip') return null;
  if (other?.event.type === first.event.type) {
    if (correction?.isPlain === true) return { type: 'same', first: other };
    const isSame = JSON.stringify(other.event) === JSON.stringify(first.event);
    return isSame ? { type: 'same', first } : { type: 'which', first, other };
  }
  const { after: then, next } = ahead;
  const second = next === null ? null : saidFor(then, next, parts.rest);
  const isSeen = next === null || !isPlace(draft, next, parts.rest);
  const isFree = second !== null && isSeen && lookAhead(then, second.event) !== null;
  draft.needsEntries ||= then.needsEntries;
  if (next !== null && second !== null && isFree) return { type: 'both', first, second, next };
  const isAnswer = correction !== null || isLike(then, parts.rest);
  return { type: isAnswer ? 'first' : 'remark', first };
}

/** Whether words name a choice by its place: nobody counts choices they have not seen, so “no, 4” is no answer to what comes next. */
function isPlace(draft: Draft, { voice, step }: Pending, words: string): boolean {
  const { numbers, ordinals } = wordsOf(draft);
  const said = plain(words);
  const isFigure = /^\d+$/.test(said) || said in numbers || said in ordinals;
  const labels = offeredOptions(draft, voice, step).map(({ label }) => plain(label));
  return isFigure && labels.length > 0 && !labels.includes(said);
}

/** A message under a question for a few words, parted where the rest is surely an answer to what comes next: “Robin, and I’m in Ireland”. */
export function partedWords(draft: Draft, pending: Pending, text: string): Parts | null {
  if (pending.step.longest > fewWords) return null;
  const found = partsOf(text, lexiconOf(wordsOf(draft))).find(({ first, rest }) => {
    const ahead = lookAhead(draft, { type: 'answer', value: first, option: null });
    const next = ahead === null ? null : pendingOf(ahead.after);
    if (ahead === null || next === null || next.step.input === 'text') return false;
    return readAnswer(ahead.after, next, rest).type === 'answer';
  });
  return found ?? null;
}

/** A question for so many characters at most is for a name or a word, and not for a story. */
const fewWords = 60;

function takesSeveral({ step: { input } }: Pending): boolean {
  return input === 'many' || input === 'text';
}

/** What a part says for certain to a question: an answer, or that it is to be skipped. */
function saidFor(draft: Draft, pending: Pending, words: string): Said | null {
  const spoken = alwaysOn(words, wordsOf(draft));
  if (spoken?.near === false) {
    const isSkip = spoken.word === 'skip' && pending.step.skip;
    return isSkip ? { event: { type: 'skip' }, label: words } : null;
  }
  const found = readAnswer(draft, pending, words);
  if (found.type !== 'answer') return null;
  const { value, option } = found;
  const label = labelOf(draft, pending, { value, option }) ?? words;
  return { event: { type: 'answer', value, option }, label };
}

/** What an answer is called: its option, its number, its time, else `null`. */
function labelOf(
  draft: Draft,
  { voice, step }: Pending,
  { value, option }: { readonly value: Value; readonly option: string | null },
): string | null {
  const { locale } = draft.member.settings;
  const options = offeredOptions(draft, voice, step);
  const named = (one: string) => options.find((other) => other.value === one)?.label;
  if (option !== null) return named(option) ?? null;
  if (Array.isArray(value) && value.length > 0)
    return listIn(
      value.map((one: string) => named(one) ?? one),
      locale,
    );
  if (step.input === 'time') return String(value);
  return typeof value === 'number' ? numberIn(value, locale) : null;
}

/** Whether words look like an answer to the question that is open in a draft. */
function isLike(draft: Draft, words: string): boolean {
  const pending = pendingOf(draft);
  if (alwaysOn(words, wordsOf(draft))?.near === false) return true;
  if (pending === null || pending.step.input === 'text') return false;
  return readAnswer(draft, pending, words).type !== 'unclear';
}

function wordsOf(draft: Draft) {
  return draft.stage.library.phrases.words(draft.member.settings.locale);
}
