import { assertNever } from '#assert.ts';
import type { Offer } from '#conversation/offer.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import type { Repair } from '#content/words.ts';
import { askAgain, offer, pendingOf } from './asking.ts';
import { answersIn } from './back.ts';
import { rootOf, say, type Draft } from './draft.ts';
import { house } from './house.ts';
import { dropChain } from './play.ts';
import { skip } from './skip.ts';
import { alwaysOnRow, phrase, plainMessage, question, whyOf } from './texts.ts';

/** Does what a member wants of the question itself. None of it counts as a misunderstanding. */
export function mend(draft: Draft, repair: Repair): void {
  switch (repair) {
    case 'cancel':
      return cancel(draft);
    case 'repeat':
      return askAgain(draft, []);
    case 'meaning':
      return inOtherWords(draft);
    case 'moment':
      return say(draft, plainMessage(phrase(draft, 'moment.reply')));
    case 'refuse':
      return refuse(draft);
    case 'why':
      return explain(draft);
    case 'unsure':
      return askAgain(draft, [...phrase(draft, 'unsure.reply'), ...ifSkippable(draft)], 'simpler');
    case 'weary':
    case 'thanks':
    case 'apology':
      return askAgain(draft, phrase(draft, `${repair}.reply`));
    default:
      return assertNever(repair, 'repair');
  }
}

/** The same about a question of our own; false where it is about the one beneath. */
export function mendOffer(draft: Draft, made: Offer, repair: Repair): boolean {
  if (repair === 'refuse' || repair === 'why' || repair === 'unsure' || repair === 'weary')
    return false;
  if (repair === 'moment') mend(draft, repair);
  else if (repair !== 'cancel') offer(draft, made);
  else if (made.type === 'cancel') leave(draft);
  else askAgain(draft, []);
  return true;
}

/** What can be said while nothing is asked; false for what needs a question. */
export function mendNothing(draft: Draft, repair: Repair): boolean {
  const key = inNothing[repair];
  if (key === undefined) return false;
  say(draft, plainMessage(phrase(draft, key), { alwaysOn: alwaysOnRow(draft) }));
  return true;
}

const inNothing: Readonly<Partial<Record<Repair, PhraseKey>>> = {
  cancel: 'cancel.nothing',
  moment: 'moment.reply',
  weary: 'weary.reply',
  thanks: 'thanks.reply',
  apology: 'apology.reply',
};

/** Leaves the flow and those that ran it; what was recorded stays, and what waits beneath is asked again. */
export function leave(draft: Draft): void {
  dropChain(draft);
  say(draft, plainMessage(phrase(draft, 'cancel.done'), { alwaysOn: alwaysOnRow(draft) }));
}

/** Asks first where answers would be lost. A crisis reply has a kinder end of its own. */
function cancel(draft: Draft): void {
  const session = rootOf(draft.member);
  if (session?.flow === house.crisis) return skip(draft);
  const root = session?.root ?? null;
  const isGiven = root !== null && (root.base !== null || answersIn(root.trail).length > 0);
  if (isGiven) offer(draft, { type: 'cancel' });
  else leave(draft);
}

function refuse(draft: Draft): void {
  if (pendingOf(draft)?.step.skip === true) say(draft, plainMessage(phrase(draft, 'refuse.taken')));
  skip(draft);
}

function explain(draft: Draft): void {
  const pending = pendingOf(draft);
  const own = pending === null ? null : whyOf(draft, pending.voice, pending.step);
  askAgain(draft, [...(own ?? phrase(draft, 'why.general')), ...ifSkippable(draft)]);
}

/** The question, and what its author says to someone who was not understood: the same in other words. */
function inOtherWords(draft: Draft): void {
  const pending = pendingOf(draft);
  if (pending === null || pending.step.reprompts.length === 0) return askAgain(draft, []);
  const { paragraphs, hints = 0 } = question(draft, pending.voice, pending.step, 'again');
  askAgain(draft, paragraphs.slice(0, paragraphs.length - hints), 'simpler');
}

function ifSkippable(draft: Draft) {
  return pendingOf(draft)?.step.skip === true ? phrase(draft, 'why.skippable') : [];
}
