import type { Offer } from '#conversation/offer.ts';
import { plain } from '#content/fold.ts';
import { repairs, type AlwaysOnWord, type Repair } from '#content/words.ts';
import { take } from './answer.ts';
import { askAgain, choicesOf, pendingOf } from './asking.ts';
import { changeAnswer, goBack } from './back.ts';
import type { Draft } from './draft.ts';
import { takeTwo } from './hear-two.ts';
import { obey } from './interrupt.ts';
import { takeOtherwise } from './otherwise.ts';
import { newQuestion, tell } from './play.ts';
import { leave, mend, mendOffer } from './repair.ts';
import { answersOf } from './two-answers.ts';
import { lexiconOf } from './understand/lexicon.ts';
import { repairIn } from './understand/repair-in.ts';
import { understand } from './understand/understand.ts';

/** A text in answer to a question of our own; false when it is none, and may be an answer to the open one. */
export function hearOffer(draft: Draft, made: Offer, text: string): boolean {
  const choice = choiceIn(draft, made, text);
  const words = draft.stage.library.phrases.words(draft.member.settings.locale);
  const said = choice === null ? repairIn(text, words) : null;
  if (said?.near === false && mendOffer(draft, made, said.repair)) return true;
  const isNeither = choice === null && isEither(made) && isRefusal(draft, text);
  if (!isNeither) return follow(draft, made, choice);
  follow(draft, made, null);
  askAgain(draft, []);
  return true;
}

/** A question which of some things is meant. */
function isEither(made: Offer): boolean {
  return made.type === 'earlier'
    ? made.here !== null
    : made.type === 'which' || made.type === 'parts';
}

function isRefusal(draft: Draft, text: string): boolean {
  const { no, none } = lexiconOf(draft.stage.library.phrases.words(draft.member.settings.locale));
  return no.has(plain(text)) || none.has(plain(text));
}

/** A tap on a choice of ours; one that is not on offer only asks the open question again. */
export function tapOffer(draft: Draft, made: Offer, id: string): void {
  const isOffered = choicesOf(draft, made).some((choice) => choice.id === id);
  if (!follow(draft, made, isOffered ? id : null)) askAgain(draft, []);
}

function follow(draft: Draft, made: Offer, choice: string | null): boolean {
  if (choice === null && (made.type === 'near-word' || made.type === 'own-word')) return false;
  // The question beneath is not what these buttons ask: a late tap on them must not answer it.
  if (draft.member.asked !== null) draft.member = newQuestion(draft.member);
  if (choice === null) return false;
  switch (made.type) {
    case 'near-word':
      if (choice === 'yes') heed(draft, made.word);
      else if (!isTaken(draft, made.text)) take(draft, made.text, null);
      return true;
    case 'own-word':
      if (choice !== 'yes') take(draft, made.text, null);
      else if (!tell(draft, { type: 'word', index: made.index })) askAgain(draft, []);
      return true;
    case 'near-answer':
      if (choice === 'yes') take(draft, made.value, made.option);
      else if (made.text === undefined || !isTaken(draft, made.text)) askAgain(draft, []);
      return true;
    case 'earlier':
      if (choice === 'yes') changeAnswer(draft, made);
      else if (made.here !== null) take(draft, made.here.value, made.here.option);
      else askAgain(draft, []);
      return true;
    case 'which': {
      const chosen = made.among[Number(choice)];
      if (chosen !== undefined) take(draft, chosen.value, chosen.option);
      return true;
    }
    case 'parts': {
      const pending = pendingOf(draft);
      const found = choice === 'all' || pending === null ? null : answersOf(draft, pending, made);
      if (pending === null || found === null || !takeTwo(draft, pending, found))
        take(draft, choice === 'all' ? made.text : made.first, null);
      return true;
    }
    case 'cancel':
      if (choice === 'yes') leave(draft);
      else askAgain(draft, []);
      return true;
    case 'ways-out':
      draft.member = { ...draft.member, lost: 0 };
      if (choice === 'again') askAgain(draft, []);
      else obey(draft, choice as AlwaysOnWord);
      return true;
    case 'change': {
      goBack(draft, Number(choice));
      return true;
    }
  }
}

/** Words that were not meant as what they nearly are, where words of one's own are an answer. */
function isTaken(draft: Draft, text: string): boolean {
  const pending = pendingOf(draft);
  return pending !== null && takeOtherwise(draft, pending, text);
}

/** Does what a word asks for: one that works everywhere, or one about the open question. */
function heed(draft: Draft, word: string): void {
  if ((repairs as readonly string[]).includes(word)) mend(draft, word as Repair);
  else obey(draft, word as AlwaysOnWord);
}

/** The choice a text means; typed by its number or its words, or a plain yes or no. */
function choiceIn(draft: Draft, made: Offer, text: string): string | null {
  const { locale } = draft.member.settings;
  const words = draft.stage.library.phrases.words(locale);
  if (made.type === 'which' && /\d/.test(text)) {
    // Here a number is an answer, and no place among the choices.
    const at = made.among.findIndex(({ label }) => plain(label) === plain(text));
    return at < 0 ? null : String(at);
  }
  const options = choicesOf(draft, made).map(({ id, label }) => ({
    value: id,
    labels: [label],
    match: id === 'yes' ? words.yes : id === 'no' ? words.no : [],
  }));
  const found = understand(
    {
      input: 'choice',
      options,
      from: null,
      to: null,
      min: null,
      max: null,
      whole: false,
      longest: 200,
      most: null,
      zone: 'UTC',
      today: '2026-01-01',
      locale,
      asked: '',
    },
    text,
    words,
  );
  return found.type === 'answer' ? found.option : null;
}
