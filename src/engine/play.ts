import type { MemberConversation, Root, Session, TrailEvent } from '#conversation/conversation.ts';
import type { MachineEvent } from '#conversation/snapshot.ts';
import type { FlowId, QuestionId, StepId } from '#conversation/id.ts';
import type { Values } from '#conversation/value.ts';
import type { notPlayed } from '#flow/wire.ts';
import type { Script } from '#flow/script.ts';
import { called, voiceOf } from './called.ts';
import { replaceSession, rootIndex, rootOf, say, scriptOf, topOf, type Draft } from './draft.ts';
import { deepestStack, isNeverPinned } from './house.ts';
import { knownAtStart, learn, upToDate } from './member-data.ts';
import { remember, untouched } from './remember.ts';
import { rememberSeen } from './remember-seen.ts';
import { begin, move, notBegun, stepOf, type Moved, type Wished } from './step.ts';
import { phrase, plainMessage } from './texts.ts';
import { viewOf } from './view.ts';

/** Flows that become each other without a question in between are broken off here. */
const mostBecoming = 10;

/** Opens a flow as a root session on top of the stack; false when there is no such flow or no room. */
export function open(draft: Draft, flow: FlowId, inputs: Values, unsolicited = false): boolean {
  const script = draft.stage.library.flow(flow);
  if (script === null || draft.member.sessions.length >= deepestStack) return false;
  const root: Root = {
    seed: `${draft.member.questions}.${draft.now}.${String(draft.member.id).slice(-8)}`,
    beginning: { inputs, at: draft.now, before: untouched },
    trail: [],
    made: [],
    unsolicited,
    base: null,
    ran: {},
  };
  start(draft, script, { inputs, root });
  return true;
}

/** Runs a flow for the session on top, which hears how it ended; or says why it cannot be run. */
export function runFlow(
  draft: Draft,
  flow: FlowId,
  inputs: Values,
): 'runs' | (typeof notPlayed)[number] {
  const script = toRun(draft, flow);
  if (script === null) return 'missing';
  if (draft.member.sessions.length >= deepestStack) return 'too-deep';
  startRun(draft, script, inputs);
  return 'runs';
}

/** The edition of a flow a session runs: the one it ran before, so that going back leads the same way; else the one of now. */
function toRun(draft: Draft, flow: FlowId): Script | null {
  const { library } = draft.stage;
  const ran = rootOf(draft.member)?.root?.ran?.[flow] ?? draft.pins[flow];
  const pinned = ran === undefined || isNeverPinned(flow) ? null : library.revision(ran);
  return pinned ?? library.flow(flow);
}

function startRun(draft: Draft, script: Script, inputs: Values): void {
  const index = rootIndex(draft.member);
  const session = draft.member.sessions[index];
  if (session?.root != null) {
    const ran = { ...session.root.ran, [script.flow.id]: script.hash };
    replaceSession(draft, index, { ...session, root: { ...session.root, ran } });
  }
  start(draft, script, { inputs, root: null });
}

/** Begins a script on top of the stack and carries out what it wishes. */
export function start(
  draft: Draft,
  script: Script,
  way: { inputs: Values; root: Root | null },
): void {
  const known = knownAtStart(draft, script.flow, way.root === null);
  const fresh: Session = {
    flow: script.flow.id,
    revision: script.hash,
    community: draft.stage.community,
    snapshot: { value: '~start', data: known, visits: {}, tries: 0, from: null },
    wakes:
      script.flow.expires === null ? [] : [{ key: 'overdue', at: draft.now + script.flow.expires }],
    returns: way.root === null,
    startedAt: draft.now,
    root: way.root,
  };
  draft.member = { ...draft.member, sessions: [...draft.member.sessions, fresh], asked: null };
  const seed = rootOf(draft.member)?.root?.seed ?? '';
  const { stimulus } = viewOf(draft, { session: fresh, script, seed });
  settle(draft, script, begin(script, { inputs: way.inputs, known }, stimulus));
}

/** Lets the session on top hear an event, writes it into the trail, and carries out what follows. False when it meant nothing. */
export function tell(draft: Draft, event: MachineEvent): boolean {
  const stale = topOf(draft.member);
  if (stale === null) return false;
  const at = stepOf(stale.snapshot);
  const script = scriptOf(draft, stale);
  if (at === null || script === null) return false;
  const top = refreshed(draft, script, stale);
  const { stimulus } = viewOf(draft, {
    session: top,
    script,
    seed: rootOf(draft.member)?.root?.seed ?? '',
  });
  const moved = move(script, top.snapshot, { ...event, step: at }, stimulus);
  if (moved === null || !moved.heard) return false;
  const isAnew = moved.snapshot.visits[at] !== top.snapshot.visits[at];
  const stayed = stepOf(moved.snapshot) === at && (!isAnew || event.type === 'word');
  if (event.type !== 'ended' && event.type !== 'error')
    follow(draft, { step: at, event: withoutLooseWords(script, at, event), stayed });
  settle(draft, script, moved);
  return true;
}

/** Words that a question asks for and nothing keeps are not kept in the trail either: the way on is the same without them. */
function withoutLooseWords({ flow }: Script, at: StepId, event: MachineEvent): MachineEvent {
  const step = flow.steps[at];
  const isLoose =
    step?.type === 'ask' &&
    step.input === 'text' &&
    step.save === null &&
    step.options.length === 0 &&
    step.checks.length === 0;
  return isLoose && event.type === 'answer' ? { ...event, value: '' } : event;
}

/** The session on top, with the member's data as other flows left it. */
function refreshed(draft: Draft, { flow }: Script, session: Session): Session {
  const data = upToDate(draft, flow, session.snapshot.data);
  if (data === session.snapshot.data) return session;
  const top = { ...session, snapshot: { ...session.snapshot, data } };
  replaceSession(draft, draft.member.sessions.length - 1, top);
  return top;
}

function follow(
  draft: Draft,
  { step, event, stayed }: { step: StepId; event: MachineEvent; stayed: boolean },
): void {
  const index = rootIndex(draft.member);
  const session = draft.member.sessions[index] as Session;
  if (session.root === null) return;
  const depth = draft.member.sessions.length - 1 - index;
  const flow = topOf(draft.member)?.flow;
  const heard: TrailEvent = {
    depth,
    ...(depth === 0 || flow === undefined ? {} : { flow }),
    step,
    event,
    at: draft.now,
    ...(stayed ? { stayed } : {}),
  };
  const trail = [...session.root.trail, heard];
  replaceSession(draft, index, { ...session, root: { ...session.root, trail } });
}

/** Takes over where a machine came to: memory, wishes, and the end of the flow. */
function settle(draft: Draft, script: Script, moved: Moved): void {
  const index = draft.member.sessions.length - 1;
  const before = draft.member.sessions[index] as Session;
  replaceSession(draft, index, { ...before, snapshot: moved.snapshot });
  let { visits } = before.snapshot;
  // What is said sees the steps before it, and none that come after it in the same move.
  const saw = (until: typeof visits) => {
    rememberSeen(draft, script, { from: visits, until });
    visits = until;
  };
  let known = before.snapshot.data;
  const learnt = (after: Values) => {
    learn(draft, script, { before: known, after });
    known = after;
  };
  for (const wished of moved.wishes) {
    learnt(wished.data);
    saw(wished.visits);
    // `act: stop` takes away what lies beneath, and this session moves down.
    draft.fulfil(draft, {
      script,
      index: Math.min(index, draft.member.sessions.length - 1),
      wished,
    });
    if (draft.erased) return;
  }
  learnt(moved.snapshot.data);
  saw(moved.snapshot.visits);
  const becoming = moved.wishes.find(({ wish }) => wish.type === 'become');
  if (becoming !== undefined) become(draft, script, becoming);
  else if (moved.ended !== null) close(draft, script, moved);
}

/** Ends a flow as done and begins another in its place. Where the first one stood nothing is to go back to: it has ended. */
function become(draft: Draft, script: Script, wished: Wished): void {
  const step = script.flow.steps[wished.wish.step];
  if (step?.type !== 'become') return;
  const index = draft.member.sessions.length - 1;
  const session = draft.member.sessions[index] as Session;
  const { flow, inputs } = called(draft, voiceOf(draft, { script, index, wished }), step);
  const isRun = session.root === null;
  const next = flow === null ? null : isRun ? toRun(draft, flow) : draft.stage.library.flow(flow);
  draft.became += 1;
  if (next === null || draft.became > mostBecoming) {
    const { data } = wished;
    const snapshot = { ...session.snapshot, value: step.id, data };
    replaceSession(draft, index, { ...session, snapshot });
    if (script.flow.on.error !== null && tell(draft, { type: 'error' })) return;
    say(draft, plainMessage(phrase(draft, isRun ? 'broken.gone' : 'flow.unknown')));
    return close(draft, script, { ended: 'missing', snapshot: session.snapshot });
  }
  remember(draft, 'done', script.flow.id, doneOnceMore(draft, script));
  draft.member = { ...draft.member, sessions: draft.member.sessions.slice(0, -1), asked: null };
  if (session.root === null) startRun(draft, next, inputs);
  else open(draft, next.flow.id, inputs, session.root.unsolicited);
}

function doneOnceMore(draft: Draft, { flow: { id } }: Script): readonly [number, number] {
  return [(draft.member.memory.done[id]?.[0] ?? 0) + 1, draft.now];
}

function close(draft: Draft, script: Script, moved: Pick<Moved, 'ended' | 'snapshot'>): void {
  const outcome = moved.ended as string;
  const { id, outputs } = script.flow;
  if (outcome === 'done') remember(draft, 'done', id, doneOnceMore(draft, script));
  const ended = topOf(draft.member) as Session;
  draft.member = { ...draft.member, sessions: draft.member.sessions.slice(0, -1), asked: null };
  // What is to begin anew does so once the member writes.
  if (!ended.returns || topOf(draft.member)?.snapshot.value === notBegun) return;
  const given: Record<string, Values[string]> = {};
  for (const name of outputs) given[name] = moved.snapshot.data[name] ?? null;
  if (!tell(draft, { type: 'ended', outcome, outputs: given })) dropChain(draft);
}

/** Leaves the flow on top and those that ran it. */
export function dropChain(draft: Draft): void {
  draft.member = {
    ...draft.member,
    sessions: draft.member.sessions.slice(0, Math.max(0, rootIndex(draft.member))),
    asked: null,
  };
}

/** A new asking of a question: older clicks are stale from now on. */
export function newQuestion(member: MemberConversation): MemberConversation {
  const questions = member.questions + 1;
  return { ...member, questions, asked: { id: `q${questions}` as QuestionId, offer: null } };
}
