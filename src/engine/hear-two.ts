import { broken } from './answer.ts';
import { offer, type Pending } from './asking.ts';
import { say, type Draft } from './draft.ts';
import { hearInstead } from './hear-correction.ts';
import { tell } from './play.ts';
import { phrase, plainMessage } from './texts.ts';
import { partedWords, twoAnswers, type Said, type TwoAnswers } from './two-answers.ts';
import type { Candidate } from './understand/question.ts';

/** Two answers in one message, “8, wound up”: both are taken where they are certain, and said; else it asks, or says that it took the first alone. False where there are not two. */
export function hearTwo(
  draft: Draft,
  pending: Pending,
  { text, isUnclear }: { readonly text: string; readonly isUnclear: boolean },
): boolean {
  const found = twoAnswers(draft, pending, text);
  // “No, 42” to “Is that right?” puts an answer right, where it is not the next question’s too.
  const isNo =
    pending.step.input === 'confirm' && (found?.type === 'remark' || found?.type === 'first');
  if (isNo && hearInstead(draft, pending, text)) return true;
  // Two numbers in a remark are asked about together.
  if (found === null || (found.type === 'remark' && !isUnclear)) return false;
  // Where words of one's own are an answer, the whole of them may be one.
  const isFree = pending.step.otherwise !== null;
  return (
    (!isFree || found.type === 'both' || found.type === 'same') && takeTwo(draft, pending, found)
  );
}

/** Under a question for a few words, asks whether all of it is the answer. */
export function hearParts(draft: Draft, pending: Pending, text: string): boolean {
  const parts = partedWords(draft, pending, text);
  if (parts === null) return false;
  offer(draft, { type: 'parts', text, ...parts });
  return true;
}

/** Takes what was found, or asks; false where only the first part of a remark could be meant and is none. */
export function takeTwo(draft: Draft, { step }: Pending, found: TwoAnswers): boolean {
  const { first } = found;
  switch (found.type) {
    case 'both':
      say(draft, plainMessage(bothTaken(draft, step.private, found)));
      draft.ahead = found.next.step.id;
      take(draft, first);
      draft.ahead = null;
      take(draft, found.second);
      return true;
    case 'first': {
      const key = step.private || first.event.type === 'skip' ? 'two.first-part' : 'two.first';
      say(draft, plainMessage(phrase(draft, key, { first: first.label })));
      take(draft, first);
      return true;
    }
    case 'same':
      take(draft, first);
      return true;
    case 'which': {
      const among = [first, found.other].flatMap(candidatesOf);
      if (among.length < 2) return false;
      offer(draft, { type: 'which', among });
      return true;
    }
    case 'remark': {
      const [candidate] = candidatesOf(first);
      if (candidate === undefined) return false;
      offer(draft, { type: 'near-answer', ...candidate });
      return true;
    }
  }
}

function bothTaken(
  draft: Draft,
  isPrivate: boolean,
  { first, second }: { readonly first: Said; readonly second: Said },
) {
  const slots = { first: first.label, second: second.label };
  if (first.event.type === 'skip') return phrase(draft, 'two.left-first', slots);
  if (isPrivate) return phrase(draft, 'two.both-parts');
  return phrase(draft, second.event.type === 'skip' ? 'two.left-next' : 'two.both', slots);
}

function take(draft: Draft, { event }: Said): void {
  draft.member = { ...draft.member, lost: 0 };
  if (!tell(draft, event)) broken(draft);
}

function candidatesOf({ event, label }: Said): readonly Candidate[] {
  return event.type === 'answer' ? [{ value: event.value, option: event.option, label }] : [];
}
