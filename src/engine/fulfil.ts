import type { Session } from '#conversation/conversation.ts';
import type { Message, Paragraph } from '#conversation/message.ts';
import { atLocalTime } from '#schedule/zone.ts';
import type { AskStep } from '#flow/ask-step.ts';
import { patienceOf } from '#flow/patience.ts';
import type { RecordStep, RunStep, WaitStep } from '#flow/step.ts';
import { assertNever } from '#assert.ts';
import { useVariant } from '#content/variant.ts';
import { formatText } from '#content/format.ts';
import { act } from './act.ts';
import { agree, giveUp } from './agree.ts';
import { called, valuesOf, voiceOf } from './called.ts';
import { waitKey } from './awaited.ts';
import { replaceSession, rootIndex, say, type Draft, type Wishing } from './draft.ts';
import { rememberPicked, rememberTaken } from './picked.ts';
import { newQuestion, runFlow, tell } from './play.ts';
import { remember } from './remember.ts';
import { mediaOf, phrase, plainMessage, question, sayText } from './texts.ts';
import { slotsOf, type Voice } from './slots.ts';
import { toldBefore } from './unclarity.ts';

/** Carries out what a machine wishes. */
export function fulfil(draft: Draft, wishing: Wishing): void {
  const { script, wished } = wishing;
  const { wish } = wished;
  const step = script.flow.steps[wish.step];
  if (step === undefined) return;
  const voice = voiceOf(draft, wishing);
  switch (wish.type) {
    case 'say':
      if (step.type !== 'say') return;
      return say(
        draft,
        plainMessage(sayText(draft, voice, step), { media: mediaOf(draft, voice, step) }),
      );
    case 'ask':
      if (step.type === 'ask') ask(draft, voice, step);
      return;
    case 'reprompt':
      if (step.type === 'ask') repeat(draft, voice, step);
      return;
    case 'refuse':
      if (step.type === 'ask') refuse(draft, voice, { step, check: wish.check });
      return;
    case 'nudge':
      if (step.type === 'ask')
        say(draft, question(draft, voice, step, { nudge: wish.rung }), { report: false });
      return;
    case 'chose': {
      const key = `${script.flow.id}/${step.id}`;
      return remember(
        draft,
        'pools',
        key,
        useVariant(draft.member.memory.pools[key] ?? [], wish.way),
      );
    }
    case 'took':
      if (step.type === 'ask') rememberTaken(draft, voice, step);
      return;
    case 'picked':
      if (step.type === 'set') rememberPicked(draft, voice, step);
      return;
    case 'run':
      if (step.type === 'run') run(draft, voice, step);
      return;
    case 'wait':
      if (step.type === 'wait') wait(draft, wishing, step);
      return;
    case 'record':
      if (step.type === 'record') record(draft, voice, step);
      return;
    case 'plan':
      if (step.type === 'plan') agree(draft, voice, step);
      return;
    case 'unplan':
      if (step.type === 'unplan') giveUp(draft, step.key);
      return;
    case 'act':
      if (step.type === 'act') act(draft, step, valuesOf(draft, voice, step.with));
      return;
    case 'become': // `settle` ends this flow first.
    case 'visit':
      return;
    default:
      return assertNever(wish, 'wish');
  }
}

function ask(draft: Draft, voice: Voice, step: AskStep): void {
  if (draft.silent) return void question(draft, voice, step); // Its wording was used up all the same.
  draft.member = { ...newQuestion(draft.member), lost: 0 };
  // Its answer is there, and is taken in this turn.
  if (draft.ahead === step.id || voice.session.sent?.[step.id] !== undefined)
    return void question(draft, voice, step);
  draft.askedNow = true;
  const { asked } = draft.member;
  if (draft.class === 'unsolicited' && asked !== null)
    draft.member = { ...draft.member, asked: { ...asked, unseen: true } };
  say(draft, question(draft, voice, step), {
    report: step.silence !== null || draft.class === 'unsolicited',
  });
}

function repeat(draft: Draft, voice: Voice, step: AskStep): void {
  if (!draft.silent) draft.askedNow = true;
  const isOwn = step.reprompts.length > 0;
  const asked = question(draft, voice, step, isOwn ? 'reprompt' : 'again');
  const head = headOf(draft, isOwn ? asked : null);
  say(
    draft,
    { ...asked, paragraphs: [...head, ...asked.paragraphs] },
    { report: step.silence !== null },
  );
}

/** What is said before the question once more: why the answer was not taken, where that is known. `own`: as its author says it then. */
function headOf(draft: Draft, own: Message | null): readonly Paragraph[] {
  const { reason, member } = draft;
  if (own !== null) {
    const words = own.paragraphs.slice(0, own.paragraphs.length - (own.hints ?? 0));
    return reason === null ? [] : toldBefore(draft, reason, words);
  }
  if (reason !== null) return phrase(draft, reason.key, reason.slots);
  return phrase(draft, member.lost <= 1 ? 'lost.once' : 'lost.twice');
}

function refuse(
  draft: Draft,
  voice: Voice,
  { step, check }: { step: AskStep; check: number },
): void {
  if (draft.silent) return;
  draft.askedNow = true;
  const { locale } = draft.member.settings;
  const flow = voice.script.flow;
  const mine =
    locale === flow.locale
      ? null
      : draft.stage.library.translation(flow.id, locale)?.steps[step.id]?.checks[check];
  const text = mine ?? step.checks[check]?.message ?? '';
  const asked = question(draft, voice, step, 'again');
  const slots = text.includes('{') ? slotsOf(draft, voice) : {};
  const paragraphs = formatText(text, slots, mine == null ? flow.locale : locale);
  say(draft, { ...asked, paragraphs }, { report: step.silence !== null });
}

function run(draft: Draft, voice: Voice, step: RunStep): void {
  const { flow, inputs } = called(draft, voice, step);
  const outcome = flow === null ? 'missing' : runFlow(draft, flow, inputs);
  if (outcome === 'runs') return;
  const isForeseen = outcome in step.outcomes || voice.script.flow.on.error !== null;
  if (!isForeseen) say(draft, plainMessage(phrase(draft, 'broken.gone')));
  tell(draft, { type: 'ended', outcome, outputs: {} });
}

function wait(draft: Draft, { index, wished }: Wishing, step: WaitStep): void {
  const session = draft.member.sessions[index] as Session;
  const patience = patienceOf(step, wished.data);
  // It goes on at once.
  if (patience === null) return;
  const at =
    typeof patience === 'string'
      ? atLocalTime(draft.now, patience, draft.member.settings.zone)
      : draft.now + patience;
  const wake = { key: waitKey(draft, step, wished.visit), at };
  replaceSession(draft, index, { ...session, wakes: [...session.wakes, wake] });
}

function record(draft: Draft, voice: Voice, step: RecordStep): void {
  if (draft.member.consents['keep']?.given !== true) return;
  const key = `${voice.seed}/${voice.script.flow.id}/${step.id}/${voice.visit}`;
  made(draft, key);
  if (draft.silent) return;
  draft.effects.push({
    type: 'Record',
    key,
    kind: step.kind,
    at: draft.now,
    until: step.keep === null ? null : draft.now + step.keep,
    values: valuesOf(draft, voice, step.values),
  });
}

function made(draft: Draft, key: string): void {
  const index = rootIndex(draft.member);
  const session = draft.member.sessions[index];
  if (session?.root == null || session.root.made.includes(key)) return;
  replaceSession(draft, index, {
    ...session,
    root: { ...session.root, made: [...session.root.made, key] },
  });
}
