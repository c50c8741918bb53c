import { assertNever } from '#assert.ts';
import type { Offer } from '#conversation/offer.ts';
import type { Repair } from '#content/words.ts';
import { askAgain, offer, pendingOf } from './asking.ts';
import { answersIn } from './back.ts';
import { rootOf, say, type Draft } from './draft.ts';
import { house } from './house.ts';
import { dropChain } from './play.ts';
import { skip } from './skip.ts';
import { alwaysOnRow, phrase, plainMessage, whyOf } from './texts.ts';

/** Does what a member wants of the question itself. None of it counts as a misunderstanding. */
export function mend(draft: Draft, repair: Repair): void {
  switch (repair) {
    case 'cancel':
      return cancel(draft);
    case 'repeat':
      return askAgain(draft, []);
    case 'moment':
      return say(draft, plainMessage(phrase(draft, 'moment.reply')));
    case 'refuse':
      return refuse(draft);
    case 'why':
      return explain(draft);
    default:
      return assertNever(repair, 'repair');
  }
}

/** The same about a question of our own; false where it is about the one beneath. */
export function mendOffer(draft: Draft, made: Offer, repair: Repair): boolean {
  if (repair === 'refuse' || repair === 'why') return false;
  if (repair === 'moment') mend(draft, repair);
  else if (repair === 'repeat') offer(draft, made);
  else if (made.type === 'cancel') leave(draft);
  else askAgain(draft, []);
  return true;
}

/** What can be said while nothing is asked; false for what needs a question. */
export function mendNothing(draft: Draft, repair: Repair): boolean {
  if (repair !== 'cancel' && repair !== 'moment') return false;
  const key = repair === 'cancel' ? 'cancel.nothing' : 'moment.reply';
  say(draft, plainMessage(phrase(draft, key), { alwaysOn: alwaysOnRow(draft) }));
  return true;
}

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
  const skippable = pending?.step.skip === true;
  const own = pending === null ? null : whyOf(draft, pending.voice, pending.step);
  askAgain(draft, [
    ...(own ?? phrase(draft, 'why.general')),
    ...(skippable ? phrase(draft, 'why.skippable') : []),
  ]);
}
