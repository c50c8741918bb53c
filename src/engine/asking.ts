import type { Asked, Offer } from '#conversation/conversation.ts';
import type { QuestionId } from '#conversation/id.ts';
import { plainText } from '#content/format.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import type { AlwaysOnWord } from '#content/words.ts';
import type { AskStep } from '#flow/step.ts';
import { rootOf, say, scriptOf, topOf, type Draft } from './draft.ts';
import { newQuestion } from './play.ts';
import { stepOf } from './step.ts';
import { alwaysOnRow, phrase, plainMessage, question, type Lead } from './texts.ts';
import type { Voice } from './slots.ts';

/** Where the conversation waits for an answer. */
export interface Pending {
  readonly voice: Voice;
  readonly step: AskStep;
}

/** The question that is open, or `null`. */
export function pendingOf(draft: Draft): Pending | null {
  const session = topOf(draft.member);
  if (session === null) return null;
  const script = scriptOf(draft, session);
  const at = stepOf(session.snapshot);
  const step = at === null ? undefined : script?.flow.steps[at];
  if (script === null || step?.type !== 'ask') return null;
  return {
    step,
    voice: {
      session,
      script,
      data: session.snapshot.data,
      visit: session.snapshot.visits[step.id] ?? 1,
      seed: rootOf(draft.member)?.root?.seed ?? '',
    },
  };
}

/** The open question once more, the very same, after `head`. */
export function askAgain(
  draft: Draft,
  head: Parameters<typeof plainMessage>[0],
  lead: Lead = 'again',
): void {
  const pending = pendingOf(draft);
  if (pending === null) return;
  draft.member = newQuestion(draft.member);
  draft.askedNow = true;
  const message = question(draft, pending.voice, pending.step, lead);
  say(
    draft,
    { ...message, paragraphs: [...head, ...message.paragraphs] },
    { report: pending.step.silence !== null },
  );
}

/** Puts a question of our own on top of the open one. */
export function offer(draft: Draft, made: Offer): void {
  const member = newQuestion(draft.member);
  const asked: Asked = { id: member.asked?.id as QuestionId, offer: made };
  draft.member = { ...member, asked };
  draft.askedNow = true;
  const choice = (id: string, key: PhraseKey, slots = {}) => ({
    id,
    label: draft.stage.library.phrases.text(key, member.settings.locale, slots),
  });
  const base = {
    question: asked.id,
    input: { type: 'choice' } as const,
    alwaysOn: alwaysOnRow(draft),
  };
  switch (made.type) {
    case 'near-word': {
      const { alwaysOn: named, change } = draft.stage.library.phrases.words(member.settings.locale);
      const word = (
        made.word === 'change' ? change[0] : named[made.word as AlwaysOnWord][0]
      ) as string;
      const choices = [choice('yes', 'near-word.yes', { word }), choice('no', 'near-word.no')];
      return say(
        draft,
        plainMessage(phrase(draft, 'near-word.ask', { word }), { ...base, choices }),
      );
    }
    case 'near-answer': {
      const choices = [choice('yes', 'near.yes'), choice('no', 'near.no')];
      return say(
        draft,
        plainMessage(phrase(draft, 'near.ask', { label: made.label }), { ...base, choices }),
      );
    }
    case 'ways-out': {
      const skippable = pendingOf(draft)?.step.skip === true;
      const choices = [
        choice('again', 'ways-out.again'),
        ...(skippable ? [choice('skip', 'ways-out.skip')] : []),
        choice('menu', 'ways-out.menu'),
        choice('help-now', 'ways-out.help-now'),
      ];
      return say(draft, plainMessage(phrase(draft, 'ways-out.ask'), { ...base, choices }));
    }
    case 'change':
      return offerChange(draft, made.positions, asked.id);
  }
}

/** Asks which of the last answers is to change, by the words they were asked with. */
function offerChange(draft: Draft, positions: readonly number[], id: QuestionId): void {
  const root = rootOf(draft.member)?.root;
  const choices = positions.map((position) => {
    const event = root?.trail[position];
    const label = event === undefined ? '' : labelOf(draft, event.step);
    return { id: String(position), label };
  });
  say(
    draft,
    plainMessage(phrase(draft, 'change.which'), {
      question: id,
      input: { type: 'choice' },
      choices,
      alwaysOn: alwaysOnRow(draft),
    }),
  );
}

function labelOf(draft: Draft, step: string): string {
  for (const session of draft.member.sessions) {
    const script = draft.stage.library.revision(session.revision);
    const asked = script?.flow.steps[step as never];
    if (script == null || asked === undefined || !('text' in asked)) continue;
    const { locale } = draft.member.settings;
    const translated = draft.stage.library.translation(script.flow.id, locale)?.steps[asked.id]
      ?.text;
    const text = (translated ?? asked.text)[0]?.text ?? step;
    return short(plainText([[text.replace(/\{[^{}]*\}/g, '…')]]));
  }
  return step;
}

function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57).trimEnd()}…`;
}
