import { assertNever } from '#assert.ts';
import type { MemberConversation, Session } from '#conversation/conversation.ts';
import type { Effect, Say } from '#conversation/effect.ts';
import type { News } from '#conversation/inbound.ts';
import { nextOccurrence } from '#schedule/next-occurrence.ts';
import type { AlwaysOnWord } from '#content/words.ts';
import { alwaysOn } from './understand/always-on.ts';
import { goOn } from './awaited.ts';
import { rootIndex, rootOf, say, scriptOf, type Draft } from './draft.ts';
import { askAgain, pendingOf } from './asking.ts';
import { hearChoice, hearText } from './hear.ts';
import { answerAhead, hearForm } from './hear-form.ts';
import { digress, obey } from './interrupt.ts';
import { raiseBarrier, shorten } from './barrier.ts';
import { gathered } from './gather.ts';
import { greet } from './greet.ts';
import { takeUp } from './halted.ts';
import { hearChange } from './hear-change.ts';
import { fresh, house } from './house.ts';
import { protect, riskIn } from './protect.ts';
import { phrase, plainMessage, unasked } from './texts.ts';
import { hearReportAnswer, tellKeptAnswers } from './report-answer.ts';
import { ring } from './ring.ts';
import { arm, disarm, hush } from './silence.ts';

/** Decides a member's turn: the screen first, then what happened, then what is open again. */
export function memberTurn(draft: Draft, before: MemberConversation): void {
  const { inbound } = draft;
  const spoke =
    inbound.type === 'TextSaid' ||
    inbound.type === 'ChoiceMade' ||
    inbound.type === 'FormSent' ||
    inbound.type === 'FlowAsked';
  const isBack = spoke && !isLate(draft);
  const risk = riskIn(inbound, draft.stage.library);
  if (spoke) tellWithdrawn(draft, risk !== null);
  if (spoke) arrive(draft, before, risk !== null);
  if (risk !== null) protect(draft, risk);
  else happen(draft);
  if (draft.erased) return finish(draft);
  answerAhead(draft);
  if (risk === null) goOn(draft, { before, isBack });
  if (risk === null && spoke) takeUp(draft);
  if (spoke) draft.member = { ...draft.member, lapsedAt: null };
  if (spoke) {
    if (before.disclosedAt === null) introduce(draft);
    resume(draft, before);
    if (draft.askedNow) hush(draft);
  }
  if (draft.barrier) raiseBarrier(draft);
  else shorten(draft);
  finish(draft);
}

/** A tap on a question that is not asked now, such as the second of two clicks: nobody is back because of it. */
function isLate(draft: Draft): boolean {
  const { inbound, member } = draft;
  if (inbound.type !== 'ChoiceMade' && inbound.type !== 'FormSent') return false;
  if (inbound.question === null || member.asked?.offer != null) return false;
  return inbound.question !== member.asked?.id || pendingOf(draft) === null;
}

/** Something they were in was taken out: whoever is in danger is answered for that alone. */
function tellWithdrawn(draft: Draft, urgent: boolean): void {
  const { withdrawn, ...member } = draft.member;
  if (withdrawn === undefined) return;
  draft.member = member;
  if (!urgent) say(draft, plainMessage(phrase(draft, 'broken.withdrawn')));
}

function happen(draft: Draft): void {
  const { inbound } = draft;
  switch (inbound.type) {
    case 'TextSaid':
      return inbound.edited === true ? hearEdit(draft) : hearText(draft, inbound.text);
    case 'ChoiceMade':
      return hearChoice(draft, inbound);
    case 'FormSent':
      return hearForm(draft, inbound);
    case 'FlowAsked':
      if (inbound.flow === house.start) return greet(draft);
      if (!digress(draft, inbound.flow, inbound.inputs))
        say(draft, plainMessage(phrase(draft, 'flow.unknown')));
      return;
    case 'TimePassed':
      return ring(draft);
    case 'Delivered':
      return arm(draft, inbound);
    case 'Undeliverable':
      return disarm(draft, inbound);
    case 'Told':
      return hearNews(draft, inbound.news);
    case 'ModeratorActed':
      return;
    default:
      return assertNever(inbound, 'inbound');
  }
}

function hearNews(draft: Draft, news: News): void {
  if (news.type === 'answered') return hearReportAnswer(draft, news);
  if (news.type === 'replaced' || news.type === 'withdrawn') hearChange(draft, news);
}

/** Whoever comes straight to a check-in, a lesson or an exercise hears first what we are; system flows say it themselves. */
function introduce(draft: Draft): void {
  const root = rootOf(draft.member);
  if (root === null || scriptOf(draft, root)?.flow.kind === 'system') return;
  say(draft, plainMessage(phrase(draft, 'disclosure.first')));
  draft.effects.unshift(...draft.effects.splice(-1));
}

const long = 3 * 3_600_000;
const away = 30 * 86_400_000;
const lull = 30 * 60_000;

/** The member did something: they are here again, and are told again what we are when it is time. */
function arrive(draft: Draft, before: MemberConversation, urgent: boolean): void {
  const { now } = draft;
  const { contact, activeAt, disclosedAt } = before;
  const isEdit = draft.inbound.type === 'TextSaid' && draft.inbound.edited === true;
  const back = contact.type !== 'open' && !isEdit && quietWord(draft) === null;
  const anew = disclosedAt === null || (activeAt !== null && now - activeAt >= lull);
  draft.member = {
    ...draft.member,
    activeAt: now,
    reachable: true,
    disclosedAt: anew ? now : disclosedAt,
  };
  if (urgent) return;
  if (!before.reachable) say(draft, plainMessage(phrase(draft, 'contact.undeliverable')));
  if (back) {
    const key =
      contact.type === 'stopped' ? 'contact.returned-from-stop' : 'contact.returned-from-pause';
    draft.member = {
      ...draft.member,
      contact: { type: 'open' },
      plans: draft.member.plans.map((plan) =>
        plan.rhythm === 'once'
          ? plan
          : { ...plan, next: nextOccurrence(plan, draft.member.settings.zone, now) },
      ),
    };
    say(draft, plainMessage(phrase(draft, key)));
    tellKeptAnswers(draft);
  }
  if (disclosedAt === null || activeAt === null) return;
  const key =
    now - activeAt > away
      ? 'disclosure.away'
      : !anew && now - disclosedAt > long
        ? 'disclosure.long'
        : null;
  if (key === null) return;
  draft.member = { ...draft.member, disclosedAt: now };
  say(draft, plainMessage(phrase(draft, key)));
}

/** Words that work while all contact is ended, without ending that: the one that was written. */
function quietWord({ inbound, stage, member }: Draft): AlwaysOnWord | null {
  if (inbound.type !== 'TextSaid') return null;
  const heard = alwaysOn(inbound.text, stage.library.phrases.words(member.settings.locale));
  if (heard === null || heard.near) return null;
  return quietWords.find((word) => word === heard.word) ?? null;
}

const quietWords: readonly AlwaysOnWord[] = [
  'stop',
  'pause',
  'help-now',
  'ground-me',
  'delete-my-data',
  'who-are-you',
];

/** A message that was changed answers nothing and takes nothing back; only words somebody may need are heard. */
function hearEdit(draft: Draft): void {
  const word = quietWord(draft);
  if (word !== null) return obey(draft, word);
  say(draft, plainMessage(phrase(draft, 'edited.noted')));
}

/** After a digression: the very question that waits beneath. */
function resume(draft: Draft, before: MemberConversation): void {
  const quiet = draft.member.contact.type !== 'open';
  if (quiet || draft.askedNow || draft.member.asked !== null) return ensureAnswered(draft);
  while (draft.member.sessions.length > 0 && pendingOf(draft) !== null) {
    const root = rootOf(draft.member) as Session;
    if (draft.now - root.startedAt < fresh) {
      const known = before.sessions.some(
        (session) => session.startedAt === root.startedAt && session.flow === root.flow,
      );
      askAgain(draft, known && draft.effects.length > 0 ? phrase(draft, 'resumed.head') : []);
      break;
    }
    draft.member = {
      ...draft.member,
      sessions: draft.member.sessions.slice(0, rootIndex(draft.member)),
    };
  }
  ensureAnswered(draft);
}

/** A member is never met with silence. */
function ensureAnswered(draft: Draft): void {
  if (draft.effects.some((effect: Effect) => effect.type === 'Say')) return;
  say(draft, unasked(draft));
}

/** Messages of one breath become one. */
function finish(draft: Draft): void {
  const says = draft.effects.filter((effect): effect is Say => effect.type === 'Say');
  const others = draft.effects.filter((effect) => effect.type !== 'Say');
  draft.effects.splice(0, draft.effects.length, ...gathered(says), ...others);
}
