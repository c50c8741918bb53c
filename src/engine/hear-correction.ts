import { take } from './answer.ts';
import { offer, type Pending } from './asking.ts';
import { changeAnswer } from './back.ts';
import type { Draft } from './draft.ts';
import { earlierAnswer, type Earlier } from './earlier.ts';
import { isAboutSafety } from './look-ahead.ts';
import { readAnswer } from './read-answer.ts';
import { correctionIn, type Correction } from './understand/correction-in.ts';

/** “No, I meant 3”: changes the answer before, or asks which question is meant where it could be either. False where it is none. */
export function hearCorrection(draft: Draft, pending: Pending, text: string): boolean {
  const words = draft.stage.library.phrases.words(draft.member.settings.locale);
  const correction = correctionIn(text, words);
  if (correction === null || correction.isMere) return false;
  const found = earlierAnswer(draft, correction.rest);
  const isFree = pending.step.input === 'text';
  const earlier = found?.input === 'text' && (isFree || !correction.isPlain) ? null : found;
  if (isFree) {
    if (earlier === null) return false;
    offer(draft, { type: 'earlier', ...changed(earlier), here: { value: text, option: null } });
    return true;
  }
  const here = readAnswer(draft, pending, correction.rest);
  const open = here.type === 'answer' ? { value: here.value, option: here.option } : null;
  if (earlier === null) {
    if (open === null) return false;
    take(draft, open.value, open.option);
  } else if (open !== null || !isCertain(earlier, correction)) {
    offer(draft, { type: 'earlier', ...changed(earlier), here: open });
  } else changeAnswer(draft, earlier);
  return true;
}

/** “No, 42”: asks whether it is to change the answer before, or is the answer here. A private answer is not shown. */
export function hearInstead(draft: Draft, pending: Pending, text: string): boolean {
  const words = draft.stage.library.phrases.words(draft.member.settings.locale);
  const correction = correctionIn(text, words);
  if (correction?.isMere !== true || isAboutSafety(draft)) return false;
  const { rest } = correction;
  const here = readAnswer(draft, pending, rest);
  if (here.type !== 'answer') return hearLate(draft, rest);
  const { value, option } = here;
  if (pending.step.private || pending.step.input === 'confirm') return false;
  offer(draft, { type: 'near-answer', value, option, label: rest });
  return true;
}

/** “4”, typed too late: asks whether it is to change the answer before. Never for words of one’s own. */
export function hearLate(draft: Draft, text: string): boolean {
  const earlier = earlierAnswer(draft, text);
  if (earlier === null || earlier.input === 'text') return false;
  offer(draft, { type: 'earlier', ...changed(earlier), here: null });
  return true;
}

/** “Sorry, I’m sad” may be an excuse and no correction: after a mere “sorry” only figures change an answer unasked. */
function isCertain({ input }: Earlier, { isPlain }: Correction): boolean {
  return input !== 'text' && (isPlain || figures.has(input));
}

const figures: ReadonlySet<string> = new Set(['scale', 'number', 'date', 'time', 'duration']);

function changed({ position, value, option }: Earlier) {
  return { position, value, option };
}
