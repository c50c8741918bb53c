import { askAgain, pendingOf } from './asking.ts';
import { say, type Draft } from './draft.ts';
import { house } from './house.ts';
import { open } from './play.ts';
import { phrase, plainMessage, unasked } from './texts.ts';

/** The member came without saying what for: on with what is open, else to the welcome or the menu. */
export function greet(draft: Draft): void {
  if (pendingOf(draft) !== null) return askAgain(draft, phrase(draft, 'resumed.head'));
  if (open(draft, isMet(draft) ? house.menu : house.welcome, {})) return;
  say(draft, unasked(draft));
}

/** The member said hello while nothing is asked: hello, and what there is. The welcome says its own, and nobody is greeted twice in one turn. */
export function greetBack(draft: Draft): void {
  const isGreeted = draft.effects.some((effect) => effect.type === 'Say');
  if (isMet(draft) && !isGreeted) say(draft, plainMessage(phrase(draft, 'greeting.reply')));
  greet(draft);
}

function isMet({ member }: Draft): boolean {
  return member.consents['keep'] !== undefined;
}
