import type { MemberConversation, Session } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import type { Known } from '#conversation/memory.ts';
import type { Value, Values } from '#conversation/value.ts';
import type { DataType, Flow } from '#flow/flow.ts';
import { isOf } from '#flow/is-of.ts';
import type { Script } from '#flow/script.ts';
import { replaceSession, rootIndex, scriptOf, type Draft } from './draft.ts';
import { remember } from './remember.ts';

/** A flow's data as it is now: what other flows changed of the member's is seen here too. The same object where nothing was. */
export function upToDate(draft: Draft, flow: Flow, data: Values): Values {
  let next = data;
  for (const name of Object.keys(flow.kept)) {
    const known = knownTo(draft, flow, name);
    if (known !== null && known.value !== data[name]) next = { ...next, [name]: known.value };
  }
  return next;
}

/** What a flow knows of the member as it begins: from the flows that run it, else from what is kept. */
export function knownAtStart(draft: Draft, flow: Flow, runs: boolean): Values {
  const names = Object.keys(flow.kept);
  if (names.length === 0) return {};
  const above = runs ? chainOf(draft).toReversed() : [];
  const known: Record<string, Value> = {};
  for (const name of names) {
    const link = above.find((one) => shares(flow, scriptOf(draft, one)?.flow, name));
    known[name] =
      link === undefined
        ? (knownTo(draft, flow, name)?.value ?? null)
        : (link.snapshot.data[name] ?? null);
  }
  return known;
}

/** Takes over what a flow changed of the member's data: for the flows that ran it, and, if they agreed that answers are kept, for all to come. */
export function learn(draft: Draft, { flow }: Script, { before, after }: Change): void {
  for (const [name, keep] of Object.entries(flow.kept)) {
    const value = after[name] ?? null;
    if (isSame(before[name] ?? null, value)) continue;
    for (const [index, link] of draft.member.sessions.entries()) {
      if (index < rootIndex(draft.member) || !shares(flow, scriptOf(draft, link)?.flow, name))
        continue;
      const data = { ...link.snapshot.data, [name]: value };
      replaceSession(draft, index, { ...link, snapshot: { ...link.snapshot, data } });
    }
    if (draft.member.consents['keep']?.given === true)
      remember(draft, 'known', name, { value, flow: flow.id, until: draft.now + keep });
  }
}

interface Change {
  readonly before: Values;
  readonly after: Values;
}

/** A member of whom nothing is known beyond its time, nor without their consent. The same object where there is nothing to forget. */
export function withoutForgotten(member: MemberConversation, now: Millis): MemberConversation {
  const { known } = member.memory;
  if (known === undefined) return member;
  const agreed = member.consents['keep']?.given === true;
  const left = Object.entries(known).filter(([, { until }]) => agreed && until > now);
  if (left.length === Object.keys(known).length) return member;
  return { ...member, memory: { ...member.memory, known: Object.fromEntries(left) } };
}

/** When something known of a member is to be forgotten next; `null` where there is nothing. */
export function nextForgotten({ memory: { known = {} } }: MemberConversation): Millis | null {
  const ends = Object.values(known).map(({ until }) => until);
  return ends.length === 0 ? null : Math.min(...ends);
}

/** What is kept under a name, while it is, and as far as it is what the flow declares. */
function knownTo({ member, now }: Draft, flow: Flow, name: string): Known | null {
  const known = member.memory.known?.[name];
  if (known === undefined || known.until <= now) return null;
  return isOf(flow.data[name] as DataType, known.value) ? known : null;
}

/** Whether both flows declare this name as the member's, with one type. */
function shares(flow: Flow, other: Flow | undefined, name: string): boolean {
  return other !== undefined && name in other.kept && other.data[name] === flow.data[name];
}

/** The root session on top and the flows it runs. */
function chainOf({ member }: Draft): readonly Session[] {
  return member.sessions.slice(Math.max(0, rootIndex(member)));
}

function isSame(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
