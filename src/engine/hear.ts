import type { Asked, Offer } from '#conversation/conversation.ts';
import type { ChoiceMade } from '#conversation/inbound.ts';
import type { Value } from '#conversation/value.ts';
import type { QuestionId } from '#conversation/id.ts';
import { alwaysOnWords, type AlwaysOnWord } from '#content/words.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import type { AskStep } from '#flow/step.ts';
import { rootOf, say, scriptOf, topOf, type Draft } from './draft.ts';
import { offerChange, obey } from './interrupt.ts';
import { goBack } from './back.ts';
import { newQuestion, open, tell } from './play.ts';
import { house } from './house.ts';
import { stepOf } from './step.ts';
import { alwaysOnRow, offeredOptions, phrase, plainMessage, question, type Lead, type Voice } from './texts.ts';
import { alwaysOn } from './understand/always-on.ts';
import type { Understood } from './understand/question.ts';
import { understand } from './understand/understand.ts';

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

/** A member's text, after the screen heard nothing in it. */
export function hearText(draft: Draft, text: string): void {
  const words = draft.stage.library.phrases.words(draft.member.settings.locale);
  const spoken = alwaysOn(text, words);
  if (spoken !== null && !spoken.near) return obey(draft, spoken.word);
  const pending = pendingOf(draft);
  if (draft.member.asked?.offer != null) {
    if (hearOffer(draft, draft.member.asked.offer, text)) return;
  }
  if (pending === null) {
    if (spoken !== null) return obey(draft, spoken.word);
    return idle(draft);
  }
  if (pending.step.input === 'text' && spoken !== null) {
    return offer(draft, { type: 'near-word', word: spoken.word, text });
  }
  const understood = read(draft, pending, text);
  if (understood.type === 'answer') return take(draft, understood.value, understood.option);
  if (spoken !== null) return obey(draft, spoken.word);
  if (understood.type === 'near') {
    const { value, option, label } = understood;
    return offer(draft, { type: 'near-answer', value, option, label });
  }
  if (ownWord(draft, pending, text)) return;
  misheard(draft, pending, understood.why);
}

/** A tap on a choice. Old, foreign and forged ones change nothing and are answered kindly. */
export function hearChoice(draft: Draft, made: ChoiceMade): void {
  const { asked } = draft.member;
  if (made.question === null) {
    const word = made.choices[0] ?? '';
    if ((alwaysOnWords as readonly string[]).includes(word)) return obey(draft, word as AlwaysOnWord);
    return idle(draft);
  }
  const pending = pendingOf(draft);
  if (asked === null || asked.id !== made.question) {
    say(draft, plainMessage(phrase(draft, 'click.stale')));
    return pending === null ? undefined : askAgain(draft, []);
  }
  if (asked.offer !== null) {
    hearOffer(draft, asked.offer, made.choices[0] ?? '');
    return;
  }
  if (pending === null) return idle(draft);
  const open = offeredOptions(draft, pending.voice, pending.step).map((option) => option.value);
  const chosen = made.choices.filter((choice) => open.includes(choice));
  if (pending.step.input === 'many') return take(draft, saved(pending, chosen.slice(0, pending.step.most ?? 25)), null);
  const [choice] = chosen;
  if (choice === undefined) {
    say(draft, plainMessage(phrase(draft, 'click.stale')));
    return askAgain(draft, []);
  }
  take(draft, saved(pending, choice), choice);
}

function saved(pending: Pending, value: string | readonly string[]): Value {
  const { save, input } = pending.step;
  const type = save === null ? null : pending.voice.script.flow.data[save];
  if (type === 'number' && typeof value === 'string') return Number(value);
  if ((type === 'yes-no' || input === 'confirm') && (value === 'yes' || value === 'no')) return value === 'yes';
  return value;
}

function read(draft: Draft, pending: Pending, text: string): Understood {
  const { step, voice } = pending;
  const { settings } = draft.member;
  const found = understand(
    {
      input: step.input,
      options: offeredOptions(draft, voice, step),
      from: step.from,
      to: step.to,
      min: step.from,
      max: step.to,
      whole: step.whole,
      longest: step.longest,
      most: step.most,
      zone: settings.zone,
      today: Temporal.Instant.fromEpochMilliseconds(draft.now).toZonedDateTimeISO(settings.zone).toPlainDate().toString(),
      locale: settings.locale,
    },
    text,
    draft.stage.library.phrases.words(settings.locale),
  );
  if (found.type === 'unclear' || typeof found.value !== 'string') return found;
  return { ...found, value: saved(pending, found.value) };
}

function take(draft: Draft, value: Value, option: string | null): void {
  draft.member = { ...draft.member, lost: 0 };
  if (!tell(draft, { type: 'answer', value, option })) broken(draft);
}

/** The flow cannot go on: an honest sentence, and out of it. */
export function broken(draft: Draft): void {
  say(draft, plainMessage(phrase(draft, 'broken.flow')));
  draft.member = { ...draft.member, sessions: [], asked: null };
}

function ownWord(draft: Draft, pending: Pending, text: string): boolean {
  const { flow } = pending.voice.script;
  const translated = draft.stage.library.translation(flow.id, draft.member.settings.locale)?.words ?? {};
  const index = flow.on.words.findIndex((word, at) =>
    [...word.say, ...(translated[at] ?? [])].some((one) => fold(one) === fold(text)),
  );
  return index >= 0 && tell(draft, { type: 'word', index });
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** Not understood: said so, kindly; the third time there are ways out. */
function misheard(draft: Draft, pending: Pending, why: string): void {
  const lost = draft.member.lost + 1;
  draft.member = { ...draft.member, lost };
  if (lost >= 3 && pending.step.attempts === null) return offer(draft, { type: 'ways-out' });
  const key = `lost.${why}` as PhraseKey;
  if (why === 'other') {
    if (!tell(draft, { type: 'misheard' })) broken(draft);
    return;
  }
  const { step } = pending;
  const slots = { longest: step.longest, most: step.most, from: step.from, to: step.to };
  const possible = why !== 'out-of-bounds' || (step.from !== null && step.to !== null);
  if (!possible) return void tell(draft, { type: 'misheard' });
  askAgain(draft, phrase(draft, key, slots));
}

/** The open question once more, the very same, after `head`. */
export function askAgain(draft: Draft, head: Parameters<typeof plainMessage>[0], lead: Lead = 'again'): void {
  const pending = pendingOf(draft);
  if (pending === null) return;
  draft.member = newQuestion(draft.member);
  draft.askedNow = true;
  const message = question(draft, pending.voice, pending.step, lead);
  say(draft, { ...message, paragraphs: [...head, ...message.paragraphs] }, { report: pending.step.silence !== null });
}

/** Nothing is asked: what can be done now. What was written is not kept. */
function idle(draft: Draft): void {
  const { member } = draft;
  if (member.consents['keep'] === undefined && open(draft, house.welcome, {})) return;
  say(draft, plainMessage(phrase(draft, 'unasked.reply'), { alwaysOn: alwaysOnRow(draft) }));
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
  const base = { question: asked.id, input: { type: 'choice' } as const, alwaysOn: alwaysOnRow(draft) };
  switch (made.type) {
    case 'near-word': {
      const { alwaysOn: named, change } = draft.stage.library.phrases.words(member.settings.locale);
      const word = (made.word === 'change' ? change[0] : named[made.word as AlwaysOnWord][0]) as string;
      const choices = [choice('yes', 'near-word.yes', { word }), choice('no', 'near-word.no')];
      return say(draft, plainMessage(phrase(draft, 'near-word.ask', { word }), { ...base, choices }));
    }
    case 'near-answer': {
      const choices = [choice('yes', 'near.yes'), choice('no', 'near.no')];
      return say(draft, plainMessage(phrase(draft, 'near.ask', { label: made.label }), { ...base, choices }));
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

/** An answer to a question of our own; false when it is none, and may be an answer to the open one. */
function hearOffer(draft: Draft, made: Offer, text: string): boolean {
  const choice = choiceIn(draft, made, text);
  if (choice === null && made.type === 'near-word') return false;
  draft.member = { ...draft.member, asked: draft.member.asked === null ? null : { ...draft.member.asked, offer: null } };
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
    { input: 'choice', options, from: null, to: null, min: null, max: null, whole: false, longest: 200, most: null, zone: 'UTC', today: '2026-01-01', locale },
    text,
    words,
  );
  return found.type === 'answer' ? found.option : null;
}

