import type { Session } from '#conversation/conversation.ts';
import type { StepId } from '#conversation/id.ts';
import type { FormSent } from '#conversation/inbound.ts';
import { formFrom } from '#flow/form.ts';
import type { AlwaysOnWord } from '#content/words.ts';
import { saved, take } from './answer.ts';
import { pendingOf, type Pending } from './asking.ts';
import { replaceSession, type Draft } from './draft.ts';
import { doubt, misheard, tooLate } from './hear.ts';
import { readAnswer } from './read-answer.ts';
import { obey } from './interrupt.ts';
import { tell } from './play.ts';
import { offeredOptions } from './offered-options.ts';
import { alwaysOn } from './understand/always-on.ts';

/** A form was sent: what stands on it is kept for its questions, each answered in its turn. One that is not open any more changes nothing. */
export function hearForm(draft: Draft, { question, fields }: FormSent): void {
  const pending = pendingOf(draft);
  const { asked } = draft.member;
  if (pending === null || asked === null || asked.offer !== null || asked.id !== question)
    return tooLate(draft);
  const open = formFrom(pending.voice.script.flow, pending.step.id);
  if (open.length === 0) return tooLate(draft);
  const sent: Record<StepId, string> = {};
  let word: AlwaysOnWord | 'change' | null = null;
  for (const { id, skip } of open) {
    const text = fields[id]?.trim();
    if (text === undefined) continue;
    const spoken = wordIn(draft, text);
    if (spoken === null || spoken === 'skip') {
      const left = spoken === null ? text : '';
      if (left !== '' || skip) sent[id] = left;
    } else word ??= spoken;
  }
  hold(draft, { ...pending.voice.session.sent, ...sent });
  if (word !== null) obey(draft, word);
}

/** Answers the open question with what was written for it on a panel, and those after it, as far as they are understood. */
export function answerAhead(draft: Draft): void {
  for (;;) {
    const pending = pendingOf(draft);
    if (pending === null || draft.member.asked?.offer != null) return;
    const { [pending.step.id]: text, ...rest } = pending.voice.session.sent ?? {};
    if (text === undefined) return;
    hold(draft, rest);
    answer(draft, pending, text);
  }
}

/** A word that works everywhere works on a panel too, where it is all that was written for a question. */
function wordIn(draft: Draft, text: string): AlwaysOnWord | 'change' | null {
  const words = draft.stage.library.phrases.words(draft.member.settings.locale);
  const spoken = alwaysOn(text, words);
  return spoken === null || spoken.near ? null : spoken.word;
}

function hold(draft: Draft, sent: Readonly<Record<StepId, string>>): void {
  const index = draft.member.sessions.length - 1;
  const { sent: _before, ...session } = draft.member.sessions[index] as Session;
  const isEmpty = Object.keys(sent).length === 0;
  replaceSession(draft, index, isEmpty ? session : { ...session, sent });
}

function answer(draft: Draft, pending: Pending, text: string): void {
  const { step, voice } = pending;
  if (text === '') {
    draft.member = { ...draft.member, lost: 0 };
    return void tell(draft, { type: 'skip' });
  }
  const values = offeredOptions(draft, voice, step).map(({ value }) => value);
  const taken = text.split(',').map((one) => one.trim());
  if (step.input === 'many' && taken.every((one) => values.includes(one)))
    return take(draft, saved(pending, taken.slice(0, step.most ?? 25)), null);
  if (values.includes(text)) return take(draft, saved(pending, text), text);
  const understood = readAnswer(draft, pending, text);
  if (understood.type === 'answer') return take(draft, understood.value, understood.option);
  if (understood.type === 'unclear') return misheard(draft, pending, understood.why);
  doubt(draft, understood);
}
