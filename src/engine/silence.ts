import type { Delivered, Undeliverable } from '#conversation/inbound.ts';
import type { Wake } from '#conversation/conversation.ts';
import { prune } from '#schedule/contact-budget.ts';
import { replaceSession, rootOf, type Draft } from './draft.ts';
import { pendingOf } from './asking.ts';
import { answersIn } from './back.ts';
import { dropChain, tell } from './play.ts';

/** A message arrived: from now on its silence counts, and it is one contact of ours if we came of our own accord. */
export function arm(draft: Draft, delivered: Delivered): void {
  contact(draft, delivered);
  const pending = pendingOf(draft);
  const { asked } = draft.member;
  if (pending === null || asked === null || asked.id !== delivered.question) return;
  const { unseen: _unseen, ...seen } = asked;
  draft.member = { ...draft.member, asked: seen };
  const { silence, id } = pending.step;
  if (silence === null) return;
  const index = draft.member.sessions.length - 1;
  const { session, visit } = pending.voice;
  const rungs = nudgedSoFar(draft);
  const armed: Wake[] = silence.nudges.flatMap(({ after }, rung) =>
    rung < rungs ? [] : [{ key: nudgeKey({ id, visit, rung }), at: draft.now + after }],
  );
  if (silence.expire !== null)
    armed.push({ key: `expire:${id}:${visit}`, at: draft.now + silence.expire.after });
  const kept = session.wakes.filter((wake) => !armed.some((one) => one.key === wake.key));
  replaceSession(draft, index, { ...session, wakes: [...kept, ...armed] });
}

/** The key of a nudge's wake. */
function nudgeKey({ id, visit, rung }: { id: string; visit: number; rung: number }): string {
  return rung === 0 ? `nudge:${id}:${visit}` : `nudge:${id}:${visit}:${rung}`;
}

/** How many rungs of the open question's ladder lie behind: none is said twice. */
function nudgedSoFar(draft: Draft): number {
  const trail = rootOf(draft.member)?.root?.trail ?? [];
  const open = trail.slice(trail.findLastIndex(({ stayed }) => stayed !== true) + 1);
  return Math.max(
    0,
    ...open.map(({ event }) => (event.type === 'nudge' ? (event.rung ?? 0) + 1 : 0)),
  );
}

/** Whoever wrote and was asked again is not silent: no nudge of before comes any more. When the question arrives, its silence counts anew. */
export function hush(draft: Draft): void {
  const index = draft.member.sessions.length - 1;
  const session = draft.member.sessions[index];
  if (session === undefined) return;
  const wakes = session.wakes.filter(({ key }) => !key.startsWith('nudge:'));
  if (wakes.length < session.wakes.length) replaceSession(draft, index, { ...session, wakes });
}

function contact(draft: Draft, delivered: Delivered): void {
  const root = rootOf(draft.member)?.root;
  const ours = root?.unsolicited === true && (draft.member.activeAt ?? 0) < root.beginning.at;
  if (!ours || delivered.question === null) return;
  const { chosen, other } = draft.member.contacted;
  const { now } = draft;
  draft.member = {
    ...draft.member,
    contacted: { chosen: [...prune(chosen, now), now], other: prune(other, now) },
  };
}

/**
 * A message will never arrive: no silence is counted, where the member cannot be reached plans hold until they act, and the flow is told.
 * A question nobody saw is not open: what we began of our own accord ends, and anything else is asked anew when the member writes.
 */
export function disarm(draft: Draft, lost: Undeliverable): void {
  if (lost.reason === 'closed' || lost.reason === 'gone')
    draft.member = { ...draft.member, reachable: false };
  if (draft.member.asked === null || draft.member.asked.id !== lost.question) return;
  if (tell(draft, { type: 'undeliverable' })) return;
  const root = rootOf(draft.member)?.root;
  if (root?.unsolicited === true && answersIn(root.trail).length === 0) dropChain(draft);
  else draft.member = { ...draft.member, asked: null };
}
