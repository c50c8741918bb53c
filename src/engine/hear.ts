import type { ChoiceMade } from '#conversation/inbound.ts';
import { alwaysOnWords, type AlwaysOnWord } from '#content/words.ts';
import { broken, saved, take } from './answer.ts';
import { isAwaited } from './awaited.ts';
import { askAgain, offer, pendingOf, type Pending } from './asking.ts';
import { say, type Draft } from './draft.ts';
import { greetBack } from './greet.ts';
import { isHalted } from './halted.ts';
import { hearCorrection, hearInstead, hearLate } from './hear-correction.ts';
import { isAboutSafety } from './look-ahead.ts';
import { hearOffer, tapOffer } from './hear-offer.ts';
import { hearParts, hearTwo } from './hear-two.ts';
import { house, waysOutAfter } from './house.ts';
import { obey } from './interrupt.ts';
import { takeOtherwise } from './otherwise.ts';
import { open, tell } from './play.ts';
import { readAnswer } from './read-answer.ts';
import { mend, mendNothing } from './repair.ts';
import { offeredOptions } from './offered-options.ts';
import { alwaysOnRow, phrase, plainMessage, unasked } from './texts.ts';
import { alwaysOn } from './understand/always-on.ts';
import { lexiconOf } from './understand/lexicon.ts';
import { named, optionIndex } from './understand/option-index.ts';
import type { Unclarity, Understood } from './understand/question.ts';
import { repairIn } from './understand/repair-in.ts';
import { isGreeting } from './understand/greeting.ts';
import { plain } from '#content/fold.ts';
import { reasonOf } from './unclarity.ts';

/** A member's text, after the screen heard nothing in it. */
export function hearText(draft: Draft, text: string): void {
  const words = draft.stage.library.phrases.words(draft.member.settings.locale);
  const word = alwaysOn(text, words);
  if (word !== null && !word.near) return obey(draft, word.word);
  const pending = pendingOf(draft);
  if (draft.member.asked?.offer != null) {
    if (hearOffer(draft, draft.member.asked.offer, text)) return;
  }
  const heard = repairIn(text, words);
  const isWords = pending?.step.input === 'text' && ownWords.has(heard?.repair ?? '');
  const said = isWords ? null : heard;
  const exactly = said?.near === false ? said.repair : null;
  // What is nearly a word may be another thing exactly: “ok, back” is a hello.
  const spoken = heard?.near === false || isGreeting(text, words) ? null : word;
  if (pending === null) {
    if (spoken !== null) return obey(draft, spoken.word);
    if (isAwaited(draft) || isHalted(draft)) return; // The flow goes on at the end of this turn.
    if (exactly !== null && mendNothing(draft, exactly)) return;
    return isGreeting(text, words) ? greetBack(draft) : idle(draft);
  }
  if (draft.member.asked?.unseen === true && spoken === null && exactly !== 'cancel') {
    const head = isGreeting(text, words) ? 'greeting.reply' : 'unseen.head';
    return askAgain(draft, phrase(draft, head));
  }
  if (draft.member.asked === null && spoken === null && exactly !== 'cancel') {
    // Nothing was asked lately: what was written is no answer to a question they no longer see.
    return askAgain(draft, phrase(draft, 'resumed.head'));
  }
  const own = ownWordIn(draft, pending, text);
  if (pending.step.input === 'text') {
    if (own !== null) return offer(draft, { type: 'own-word', ...own, text });
    if (exactly !== null) return mend(draft, exactly);
    const near = spoken?.word ?? said?.repair;
    if (near !== undefined) return offer(draft, { type: 'near-word', word: near, text });
    if (hearCorrection(draft, pending, text) || hearParts(draft, pending, text)) return;
  }
  const understood = readAnswer(draft, pending, text);
  const isAnswer = understood.type === 'answer';
  if (exactly !== null && !(isAnswer && isClear(draft, pending, text)))
    return heed(draft, own) ? undefined : mend(draft, exactly);
  if (understood.type === 'answer') return take(draft, understood.value, understood.option);
  const isFree = pending.step.otherwise !== null;
  const near = spoken?.word ?? said?.repair;
  if (heed(draft, own)) return;
  if (isFree && near !== undefined) return offer(draft, { type: 'near-word', word: near, text });
  if (spoken !== null) return obey(draft, spoken.word);
  const isUnclear = understood.type === 'unclear';
  if (hearCorrection(draft, pending, text) || hearTwo(draft, pending, { text, isUnclear })) return;
  const isNo = isUnclear || (understood.type === 'near' && pending.step.input === 'confirm');
  if (isNo && !isFree && hearInstead(draft, pending, text)) return;
  const isOneOf = understood.type === 'several' && !isFree && !isAboutSafety(draft);
  if (understood.type === 'near' || isOneOf) return doubt(draft, understood, isFree ? text : null);
  if (isGreeting(text, words)) return askAgain(draft, phrase(draft, 'greeting.reply'));
  if (said !== null) return mend(draft, said.repair);
  const why = understood.type === 'several' ? 'other' : understood.why;
  if (why === 'other' && takeOtherwise(draft, pending, text)) return;
  if (lateFor.has(why) && hearLate(draft, text)) return;
  misheard(draft, pending, why);
}

/** Said under a question for words of one’s own, these are the answer. */
const ownWords: ReadonlySet<string> = new Set(['unsure', 'weary', 'thanks', 'apology']);

/** What may have been meant for the question before. */
const lateFor: ReadonlySet<string> = new Set(['other', 'out-of-bounds']);

/** A tap on a choice. Old, foreign and forged ones change nothing and are answered kindly. */
export function hearChoice(draft: Draft, made: ChoiceMade): void {
  const { asked } = draft.member;
  if (made.question === null) {
    const word = made.choices[0] ?? '';
    if ((alwaysOnWords as readonly string[]).includes(word))
      return obey(draft, word as AlwaysOnWord);
    return idle(draft);
  }
  const pending = pendingOf(draft);
  if (asked === null || asked.id !== made.question) return tooLate(draft);
  if (asked.offer !== null) {
    return tapOffer(draft, asked.offer, made.choices[0] ?? '');
  }
  if (pending === null) return tooLate(draft);
  const offered = offeredOptions(draft, pending.voice, pending.step).map((option) => option.value);
  const chosen = made.choices.filter((choice) => offered.includes(choice));
  const isNone = made.choices.length === 0;
  if (pending.step.input === 'many' && (isNone || chosen.length > 0))
    return take(draft, saved(pending, chosen.slice(0, pending.step.most ?? 25)), null);
  const [choice] = chosen;
  if (choice === undefined) return tooLate(draft);
  take(draft, saved(pending, choice), choice);
}

/** An answer to a question that is not open: on to the one that is, or to what else there is. */
export function tooLate(draft: Draft): void {
  if (pendingOf(draft) === null) {
    return say(draft, plainMessage(phrase(draft, 'click.over'), { alwaysOn: alwaysOnRow(draft) }));
  }
  say(draft, plainMessage(phrase(draft, 'click.stale')));
  askAgain(draft, []);
}

/** Whether words about the question are all the same an answer to it: “I would rather not” may be a no, “I would rather not say” is none. */
function isClear(draft: Draft, { voice, step }: Pending, text: string): boolean {
  if (step.input !== 'confirm') return true;
  const { yes, no } = lexiconOf(draft.stage.library.phrases.words(draft.member.settings.locale));
  const index = optionIndex(offeredOptions(draft, voice, step));
  return yes.has(plain(text)) || no.has(plain(text)) || named(text, index) !== null;
}

/** The word of the flow’s own that a whole message is. */
function ownWordIn(
  draft: Draft,
  { voice }: Pending,
  text: string,
): { readonly index: number; readonly word: string } | null {
  const { flow } = voice.script;
  const translated =
    draft.stage.library.translation(flow.id, draft.member.settings.locale)?.words ?? {};
  for (const [index, { say: own }] of flow.on.words.entries()) {
    const word = [...own, ...(translated[index] ?? [])].find((one) => plain(one) === plain(text));
    if (word !== undefined) return { index, word };
  }
  return null;
}

function heed(draft: Draft, own: ReturnType<typeof ownWordIn>): boolean {
  return own !== null && tell(draft, { type: 'word', index: own.index });
}

/** Probably an answer, or one of several: asks before it is taken. `own`: the text, where words of the member’s own are an answer too. */
export function doubt(
  draft: Draft,
  understood: Extract<Understood, { type: 'near' | 'several' }>,
  own: string | null = null,
): void {
  if (understood.type === 'several') {
    return offer(draft, { type: 'which', among: understood.among });
  }
  const { value, option, label } = understood;
  const words = own === null ? {} : { text: own };
  offer(draft, { type: 'near-answer', value, option, label, ...words });
}

/** Not understood: said so, kindly, and why where that is known; the third time there are ways out. */
export function misheard(draft: Draft, pending: Pending, why: Unclarity): void {
  const lost = draft.member.lost + 1;
  draft.member = { ...draft.member, lost };
  if (lost >= waysOutAfter && pending.step.attempts === null) {
    // Whoever takes none of the ways sees the question again, not the ways for ever.
    draft.member = { ...draft.member, lost: 0 };
    note(draft);
    return offer(draft, { type: 'ways-out' });
  }
  draft.reason = reasonOf(pending.step, why);
  const isHeard = tell(draft, { type: 'misheard' });
  draft.reason = null;
  if (!isHeard) broken(draft);
}

/** A misunderstanding that is answered with words of our own: the flow and its trail hear of it all the same, so that `back` counts it too. */
function note(draft: Draft): void {
  const { silent } = draft;
  draft.silent = true;
  tell(draft, { type: 'misheard' });
  draft.silent = silent;
}

/** Nothing is asked: what can be done now. What was written is not kept. */
function idle(draft: Draft): void {
  const { member } = draft;
  if (member.consents['keep'] === undefined && open(draft, house.welcome, {})) return;
  const { lapsedAt } = member;
  if (lapsedAt === null || draft.now - lapsedAt >= stillInView) return say(draft, unasked(draft));
  say(draft, plainMessage(phrase(draft, 'lapsed.reply'), { alwaysOn: alwaysOnRow(draft) }));
}

/** How long a question that closed may still be the last thing a member sees of us. */
const stillInView = 48 * 3_600_000;
