import { assertNever } from '#assert.ts';
import type { Asked } from '#conversation/conversation.ts';
import type { Offer } from '#conversation/offer.ts';
import type { QuestionId } from '#conversation/id.ts';
import type { Choice, Paragraph } from '#conversation/message.ts';
import { plainText } from '#content/format.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import type { AlwaysOnWord, Repair } from '#content/words.ts';
import type { AskStep } from '#flow/ask-step.ts';
import type { Script } from '#flow/script.ts';
import { rootOf, say, scriptOf, topOf, type Draft } from './draft.ts';
import { upToDate } from './member-data.ts';
import { newQuestion } from './play.ts';
import { stepOf } from './step.ts';
import { alwaysOnRow, phrase, plainMessage, question, type Lead } from './texts.ts';
import { translated, type Voice } from './slots.ts';
import { slotted } from './wording.ts';

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
      data: upToDate(draft, script.flow, session.snapshot.data),
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
  const message = plainMessage(wordsOf(draft, made), {
    question: asked.id,
    input: { type: 'choice' },
    choices: choicesOf(draft, made),
    sensitivity: pendingOf(draft)?.step.private === true ? 'private' : 'ordinary',
    alwaysOn: alwaysOnRow(draft),
  });
  say(draft, message);
}

function wordsOf(draft: Draft, made: Offer): readonly Paragraph[] {
  switch (made.type) {
    case 'near-word':
      return phrase(draft, 'near-word.ask', { word: nameOf(draft, made.word) });
    case 'own-word':
      return phrase(draft, 'near-word.ask', { word: made.word });
    case 'near-answer':
      return phrase(draft, 'near.ask', { label: made.label });
    case 'ways-out':
      return phrase(draft, 'ways-out.ask');
    case 'earlier':
      return made.here === null
        ? phrase(draft, 'earlier.ask', { question: answeredAt(draft, made.position) })
        : phrase(draft, 'either.ask');
    case 'which':
      return phrase(draft, 'which.ask');
    case 'parts':
      return phrase(draft, 'parts.ask');
    case 'cancel':
      return phrase(draft, 'cancel.ask');
    case 'change':
      return phrase(draft, 'change.which');
    default:
      return assertNever(made, 'offer');
  }
}

/** What can be chosen, in the member's language. */
export function choicesOf(draft: Draft, made: Offer): readonly Choice[] {
  const { locale } = draft.member.settings;
  const choice = (id: string, key: PhraseKey, slots = {}) => ({
    id,
    label: draft.stage.library.phrases.text(key, locale, slots),
  });
  switch (made.type) {
    case 'own-word':
    case 'near-word': {
      const word = made.type === 'own-word' ? made.word : nameOf(draft, made.word);
      return [choice('yes', 'near-word.yes', { word }), choice('no', 'near-word.no')];
    }
    case 'near-answer':
      return [choice('yes', 'near.yes'), choice('no', 'near.no')];
    case 'which':
      return made.among.map(({ label }, at) => ({ id: String(at), label }));
    case 'parts':
      return [choice('all', 'parts.all'), choice('first', 'parts.first')];
    case 'cancel':
      return [choice('yes', 'cancel.yes'), choice('no', 'cancel.no')];
    case 'ways-out': {
      const skippable = pendingOf(draft)?.step.skip === true;
      return [
        choice('again', 'ways-out.again'),
        ...(skippable ? [choice('skip', 'ways-out.skip')] : []),
        choice('menu', 'ways-out.menu'),
        choice('help-now', 'ways-out.help-now'),
      ];
    }
    case 'change':
      return made.positions.map((position) => ({
        id: String(position),
        label: answeredAt(draft, position),
      }));
    case 'earlier': {
      if (made.here === null) return [choice('yes', 'earlier.yes'), choice('no', 'earlier.no')];
      const pending = pendingOf(draft);
      const open =
        pending === null ? '…' : nameOfQuestion(draft, pending.voice.script, pending.step);
      return [
        choice('yes', 'either.earlier', { question: answeredAt(draft, made.position) }),
        choice('here', 'either.here', { question: open }),
      ];
    }
    default:
      return assertNever(made, 'offer');
  }
}

/** An always-on word, or one about the question itself, as the member knows it. */
function nameOf(draft: Draft, word: string): string {
  const words = draft.stage.library.phrases.words(draft.member.settings.locale);
  if (word === 'change') return words.change[0] as string;
  return (words.repairs[word as Repair] ?? words.alwaysOn[word as AlwaysOnWord])[0] as string;
}

/** The question that was answered at a trail position, in few words. */
export function answeredAt(draft: Draft, position: number): string {
  const root = rootOf(draft.member);
  const event = root?.root?.trail[position];
  if (root === null || event === undefined) return '…';
  const { flow, step } = event;
  const ran = flow === undefined ? root.revision : root.root?.ran?.[flow];
  const { library } = draft.stage;
  const script =
    (ran === undefined ? null : library.revision(ran)) ??
    (flow === undefined ? null : library.flow(flow));
  const asked = script?.flow.steps[step];
  return script == null || asked?.type !== 'ask' ? '…' : nameOfQuestion(draft, script, asked);
}

/** A question in the wording that was shown last, its slots as they are filled now. */
function nameOfQuestion(draft: Draft, script: Script, step: AskStep): string {
  const { member } = draft;
  const text = translated(draft, script, step)?.text ?? step.text;
  const shown = member.memory.pools[`${script.flow.id}/${step.id}`]?.at(-1) ?? 0;
  const words = (text[shown] ?? text[0])?.text ?? '…';
  const session = member.sessions.findLast(({ flow }) => flow === script.flow.id);
  if (session === undefined) return short(plainText([[words.replace(/\{[^{}]*\}/g, '…')]]));
  const { data } = session.snapshot;
  return short(slotted(draft, { session, script, data, visit: 1, seed: '' }, words));
}

function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57).trimEnd()}…`;
}
