import { broken } from './answer.ts';
import { askAgain, type Pending } from './asking.ts';
import type { Draft } from './draft.ts';
import { tell } from './play.ts';
import { phrase } from './texts.ts';
import { readText } from './understand/read-text.ts';

/** Takes words that are none of the answers, where their author says what becomes of them; false elsewhere. */
export function takeOtherwise(draft: Draft, { step }: Pending, text: string): boolean {
  if (step.otherwise === null) return false;
  const { longest } = step;
  const read = readText({ options: [], longest }, text);
  if (read.type !== 'answer') askAgain(draft, phrase(draft, 'lost.too-long', { longest }));
  else {
    draft.member = { ...draft.member, lost: 0 };
    if (!tell(draft, { type: 'otherwise', text: read.value as string })) broken(draft);
  }
  return true;
}
