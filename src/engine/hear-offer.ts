import type { Offer } from '#conversation/conversation.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import type { AlwaysOnWord } from '#content/words.ts';
import { take } from './answer.ts';
import { askAgain, pendingOf } from './asking.ts';
import { goBack } from './back.ts';
import type { Draft } from './draft.ts';
import { obey } from './interrupt.ts';
import { phrase } from './texts.ts';
import { understand } from './understand/understand.ts';

/** An answer to a question of our own; false when it is none, and may be an answer to the open one. */
export function hearOffer(draft: Draft, made: Offer, text: string): boolean {
  const choice = choiceIn(draft, made, text);
  if (choice === null && made.type === 'near-word') return false;
  draft.member = {
    ...draft.member,
    asked: draft.member.asked === null ? null : { ...draft.member.asked, offer: null },
  };
  if (choice === null) return false;
  switch (made.type) {
    case 'near-word':
      if (choice === 'yes') obey(draft, made.word as AlwaysOnWord);
      else take(draft, made.text, null);
      return true;
    case 'near-answer':
      if (choice === 'yes') take(draft, made.value, made.option);
      else askAgain(draft, []);
      return true;
    case 'ways-out':
      draft.member = { ...draft.member, lost: 0 };
      if (choice === 'again') askAgain(draft, []);
      else obey(draft, choice as AlwaysOnWord);
      return true;
    case 'change': {
      const position = Number(choice);
      if (goBack(draft, position)) askAgain(draft, phrase(draft, 'back.done'));
      return true;
    }
  }
}

function choiceIn(draft: Draft, made: Offer, text: string): string | null {
  const { phrases } = draft.stage.library;
  const { locale } = draft.member.settings;
  const words = phrases.words(locale);
  const ids =
    made.type === 'ways-out'
      ? ['again', ...(pendingOf(draft)?.step.skip === true ? ['skip'] : []), 'menu', 'help-now']
      : made.type === 'change'
        ? made.positions.map(String)
        : ['yes', 'no'];
  if (ids.includes(text)) return made.type === 'change' ? null : text;
  const labels =
    made.type === 'ways-out'
      ? ids.map((id) => [phrases.text(`ways-out.${id}` as PhraseKey, locale)])
      : made.type === 'change'
        ? ids.map(() => [] as string[])
        : [[...words.yes], [...words.no]];
  const options = ids.map((value, index) => ({ value, labels: labels[index] ?? [], match: [] }));
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
    },
    text,
    words,
  );
  return found.type === 'answer' ? found.option : null;
}
