import type { Session, TrailEvent } from '#conversation/conversation.ts';
import type { Value } from '#conversation/value.ts';
import { take } from './answer.ts';
import { answeredAt, askAgain, pendingOf } from './asking.ts';
import { waysOutAfter } from './house.ts';
import { rootIndex, say, type Draft } from './draft.ts';
import { tell } from './play.ts';
import { relive } from './relive.ts';
import { phrase, plainMessage } from './texts.ts';

/** The places in a trail where the member answered, skipped, or was understood at last. */
export function answersIn(trail: readonly TrailEvent[]): readonly number[] {
  return trail.flatMap(({ event, stayed }, position) =>
    stayed !== true && answering.has(event.type) ? [position] : [],
  );
}

const answering: ReadonlySet<TrailEvent['event']['type']> = new Set([
  'answer',
  'skip',
  'otherwise',
  'misheard', // The last of its attempts: the flow went on.
]);

/** Where `back` stops: at answers, and at a word of the flow’s own that led to another question. */
function stopsIn(trail: readonly TrailEvent[]): readonly number[] {
  const led = trail.flatMap(({ event, stayed }, position) =>
    event.type === 'word' && stayed !== true ? [position] : [],
  );
  return [...answersIn(trail), ...led].toSorted((one, other) => one - other);
}

/** Goes back before the last answer, or before the one at `position`, and asks that question again. */
export function goBack(draft: Draft, position: number | null = null): void {
  const index = rootIndex(draft.member);
  const session = draft.member.sessions[index];
  if (session?.root == null) return say(draft, plainMessage(phrase(draft, 'back.nothing')));
  const { trail, base } = session.root;
  const last = position ?? stopsIn(trail).at(-1);
  if (last === undefined && base === null && tell(draft, { type: 'back' })) return;
  if (last === undefined)
    return askAgain(draft, phrase(draft, base === null ? 'back.nothing' : 'back.barrier'));
  const events = trail.slice(0, last);
  takeBack(draft, { index, session, events });
  const attempts = pendingOf(draft)?.step.attempts ?? null;
  const lost = lostIn(events);
  draft.member = { ...draft.member, lost: attempts === null ? lost % waysOutAfter : lost };
  askAgain(draft, phrase(draft, 'back.done'));
}

/** Changes the answer at `position`, as if it had been given so first: what came after it is asked anew. */
export function changeAnswer(draft: Draft, to: Changed): void {
  const index = rootIndex(draft.member);
  const session = draft.member.sessions[index];
  if (session?.root == null) return;
  const done = phrase(draft, 'correct.done', { question: answeredAt(draft, to.position) });
  takeBack(draft, { index, session, events: session.root.trail.slice(0, to.position) });
  say(draft, plainMessage(done));
  take(draft, to.value, to.option);
}

/** Another answer to the question at a trail position. */
export interface Changed {
  readonly position: number;
  readonly value: Value;
  readonly option: string | null;
}

/** Misunderstandings in a row where a trail ends. */
function lostIn(trail: readonly TrailEvent[]): number {
  const heard = trail.filter(({ event }) => event.type !== 'nudge');
  const last = heard.findLastIndex(
    ({ event, stayed }) => event.type !== 'misheard' || stayed !== true,
  );
  return heard.length - 1 - last;
}

/** Lives the session again without what came after, and takes back what is no longer made. */
function takeBack(
  draft: Draft,
  way: {
    readonly index: number;
    readonly session: Session;
    readonly events: readonly TrailEvent[];
  },
): void {
  const had = draft.member.plans.map((plan) => plan.key);
  const made = way.session.root?.made ?? [];
  if (!relive(draft, way)) return;
  const still = draft.member.sessions[way.index]?.root?.made ?? [];
  for (const key of made) {
    if (!still.includes(key)) draft.effects.push({ type: 'Retract', key });
  }
  const has = draft.member.plans.map((plan) => plan.key);
  for (const key of had) if (!has.includes(key)) draft.effects.push({ type: 'Unplan', key });
  for (const plan of draft.member.plans)
    if (!had.includes(plan.key)) draft.effects.push({ type: 'Plan', plan });
}
