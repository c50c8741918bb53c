import type { Choice, Input, Media, Message, Paragraph } from '#conversation/message.ts';
import type { Slots } from '#content/format.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import type { AskStep } from '#flow/ask-step.ts';
import type { Text } from '#flow/flow.ts';
import { formFrom } from '#flow/form.ts';
import { sharedId } from '#flow/shared-question.ts';
import type { SayStep } from '#flow/step.ts';
import type { StepTexts } from '#flow/translation.ts';
import type { AlwaysOnWord } from '#content/words.ts';
import type { Draft } from './draft.ts';
import { translated, translatedTexts, type Voice } from './slots.ts';
import { offeredOptions } from './offered-options.ts';
import { slotted, worded } from './wording.ts';

/** A message of nothing but these paragraphs. */
export function plainMessage(
  paragraphs: readonly Paragraph[],
  extra: Partial<Message> = {},
): Message {
  return {
    paragraphs,
    question: null,
    choices: [],
    input: null,
    media: [],
    sensitivity: 'ordinary',
    alwaysOn: [],
    ...extra,
  };
}

/** A system phrase as paragraphs, its wordings taken in turn. */
export function phrase(draft: Draft, key: PhraseKey, slots: Slots = {}): readonly Paragraph[] {
  return draft.stage.library.phrases.say(
    key,
    draft.member.settings.locale,
    slots,
    draft.member.questions,
  );
}

/** Nothing was asked: what can be done now, in another wording each time. */
export function unasked(draft: Draft): Message {
  const { phrases } = draft.stage.library;
  const { settings, version } = draft.member;
  return plainMessage(phrases.say('unasked.reply', settings.locale, {}, version), {
    alwaysOn: alwaysOnRow(draft),
  });
}

/** The always-on row, in constant order. */
export function alwaysOnRow(draft: Draft): readonly Choice[] {
  const { alwaysOn } = draft.stage.library.phrases.words(draft.member.settings.locale);
  const row: readonly AlwaysOnWord[] = ['help-now', 'ground-me', 'pause', 'stop'];
  return row.map((id) => ({ id, label: alwaysOn[id][0] as string }));
}

/** What a `say` says. */
export function sayText(draft: Draft, voice: Voice, step: SayStep): readonly Paragraph[] {
  const texts = translated(draft, voice.script, step);
  return worded(draft, voice, {
    pool: step.id,
    text: texts?.text ?? step.text,
    pick: step.pick,
    own: texts === null,
  });
}

/** The pictures of a `say`, and what they show in the member's language. */
export function mediaOf(draft: Draft, { script }: Voice, step: SayStep): readonly Media[] {
  const alts = translated(draft, script, step)?.alts ?? [];
  return step.media.map((one, index) =>
    one.type === 'picture' ? { ...one, alt: alts[index] ?? one.alt } : one,
  );
}

/** The whole question: text, choices, input, hints. `lead` is said instead of the question's own text. */
export function question(draft: Draft, voice: Voice, step: AskStep, lead: Lead = 'ask'): Message {
  const texts = translated(draft, voice.script, step);
  const paragraphs = worded(draft, voice, {
    ...wordsFor(draft, voice, { step, lead }),
    pick: step.pick,
    again: lead === 'again' || lead === 'simpler',
    always: true,
  });
  const hinted = hints(draft, step, { texts });
  return {
    paragraphs: [...paragraphs, ...hinted],
    hints: hinted.length,
    question: draft.member.asked?.id ?? null,
    choices: choicesOf(draft, voice, step),
    input: inputOf(step),
    ...fieldsWith(draft, voice, step),
    media: [],
    sensitivity: step.private ? 'private' : 'ordinary',
    alwaysOn: alwaysOnRow(draft),
  };
}

/** What the question’s author answers to “why do you ask?”; `null` where they say nothing, or not in the member’s language. */
export function whyOf(draft: Draft, voice: Voice, step: AskStep): readonly Paragraph[] | null {
  const texts = translated(draft, voice.script, step);
  const why = texts === null ? step.why : texts.why;
  if (why === null) return null;
  const text = [{ text: why, when: null }];
  return worded(draft, voice, { pool: step.id, text, pick: 'least-recent', own: texts === null });
}

/** The question with those that follow it in its form, if it stands in one and is not the last. */
function fieldsWith(draft: Draft, voice: Voice, step: AskStep): Pick<Message, 'form'> {
  const { flow } = voice.script;
  const open = formFrom(flow, step.id);
  if (open.length < 2) return {};
  return {
    form: open.map((one) => ({
      id: one.id,
      label: slotted(
        draft,
        voice,
        (translated(draft, voice.script, one)?.text ?? one.text)[0]?.text ?? '',
      ),
      input: inputOf(one),
      choices: choicesOf(draft, voice, one),
      required: !one.skip,
      longest: one.longest,
    })),
  };
}

/** Why the question is said: asked, the very question again, for someone who does not know what to say, something not understood, or a nudge of its ladder. */
export type Lead = 'ask' | 'again' | 'simpler' | 'reprompt' | { readonly nudge: number };

/** The words it is said in, whether those are the flow's own, and the turn they are taken in: each kind has one of its own. */
function wordsFor(
  draft: Draft,
  { script }: Voice,
  { step, lead }: { step: AskStep; lead: Lead },
): { text: Text; own: boolean; pool: string } {
  const { reprompts, silence, ofFlow } = step;
  const texts = translated(draft, script, step);
  const all = translatedTexts(draft, script, sharedId);
  const said = (mine: Text | undefined | null, text: Text, pool: string) =>
    mine == null
      ? { text, own: texts === null || text !== step.text, pool }
      : { text: mine, own: false, pool };
  if (typeof lead === 'object') {
    const text = silence?.nudges[lead.nudge]?.say ?? step.text;
    const mine = (ofFlow.silence ? all : texts)?.nudges[lead.nudge];
    const rung = lead.nudge === 0 ? '' : `-${lead.nudge}`;
    return said(mine, text, `${ofFlow.silence ? sharedId : step.id}!nudge${rung}`);
  }
  if ((lead === 'reprompt' || lead === 'simpler') && reprompts.length > 0) {
    const mine = (ofFlow.reprompts ? all : texts)?.reprompts;
    const again = said(mine, reprompts, `${ofFlow.reprompts ? sharedId : step.id}!reprompt`);
    if (lead === 'reprompt') return again;
    // No wording is used up by what the trail does not hold.
    const first = again.text.find(({ when }) => when === null);
    if (first !== undefined) return { ...again, text: [first] };
  }
  const pool = lead === 'reprompt' ? `${step.id}!reprompt` : step.id;
  return said(texts?.text, step.text, pool);
}

function choicesOf(draft: Draft, voice: Voice, step: AskStep): readonly Choice[] {
  return offeredOptions(draft, voice, step).map(({ value, label }) => ({ id: value, label }));
}

function inputOf(step: AskStep): Input {
  switch (step.input) {
    case 'many':
      return { type: 'many', most: step.most };
    case 'scale':
      return { type: 'scale', from: step.from ?? 0, to: step.to ?? 10 };
    default:
      return { type: step.input };
  }
}

function hints(
  draft: Draft,
  step: AskStep,
  { texts }: { texts: StepTexts | null },
): readonly Paragraph[] {
  switch (step.input) {
    case 'scale': {
      const low = texts === null ? step.low : texts.low;
      const high = texts === null ? step.high : texts.high;
      const { from, to } = step;
      return low === null || high === null
        ? phrase(draft, 'hint.scale', { from, to })
        : phrase(draft, 'hint.scale-ends', { from, to, low, high });
    }
    case 'number':
      return step.from === null || step.to === null
        ? phrase(draft, 'hint.number')
        : phrase(draft, 'hint.number-between', { min: step.from, max: step.to });
    case 'many':
      return step.most === null
        ? phrase(draft, 'hint.many')
        : phrase(draft, 'hint.many-most', { most: step.most });
    case 'time':
    case 'date':
    case 'duration':
      return step.options.length > 0 ? [] : phrase(draft, `hint.${step.input}`);
    case 'zone':
    case 'country':
      return phrase(draft, `hint.${step.input}`);
    default:
      return [];
  }
}
