import type { MemberConversation, Session, Wake } from '#conversation/conversation.ts';
import type { WaitStep } from '#flow/step.ts';
import { replaceSession, scriptOf, topOf, type Draft } from './draft.ts';
import { tell } from './play.ts';
import { stepOf } from './step.ts';

/** The key of a wait's wake; with the flow it waits for, how often that was done when the wait began. */
export function waitKey(draft: Draft, { id, event }: WaitStep, visit: number): string {
  const key = `wait:${id}:${visit}`;
  return event?.type === 'done' ? `${key}:${timesDone(draft.member, event.flow)}` : key;
}

/** True where the flow that talks waits for the member to be here again. */
export function isAwaited(draft: Draft): boolean {
  return waitOf(draft)?.event?.type === 'member-returns';
}

/** Lets flows go on whose event has come, one after the other as they come to lie on top. A break from messages holds them. */
export function goOn(
  draft: Draft,
  turn: { readonly before: MemberConversation; readonly isBack: boolean },
): void {
  for (;;) {
    const session = topOf(draft.member);
    const step = waitOf(draft);
    if (session === null || step === null || draft.member.contact.type !== 'open') return;
    const wake = wakeOf(session, step);
    if (wake === undefined || !hasCome(draft, { step, session, wake }, turn)) return;
    const wakes = session.wakes.filter((one) => one !== wake);
    replaceSession(draft, draft.member.sessions.length - 1, { ...session, wakes });
    if (!tell(draft, { type: 'came' })) return;
  }
}

interface Waiting {
  readonly step: WaitStep;
  readonly session: Session;
  readonly wake: Wake;
}

function hasCome(
  { member }: Draft,
  { step, session, wake }: Waiting,
  { before, isBack }: { readonly before: MemberConversation; readonly isBack: boolean },
): boolean {
  if (step.event?.type === 'done')
    return timesDone(member, step.event.flow) > Number(wake.key.split(':')[3]);
  // What is written in the turn that leads to a wait is no return.
  const stood = before.sessions[member.sessions.length - 1];
  return (
    isBack &&
    stood?.startedAt === session.startedAt &&
    stood.flow === session.flow &&
    stood.wakes.some(({ key }) => key === wake.key)
  );
}

/** The step the flow that talks waits at for something to happen. */
function waitOf(draft: Draft): WaitStep | null {
  const session = topOf(draft.member);
  const at = session === null ? null : stepOf(session.snapshot);
  if (session === null || at === null) return null;
  const step = scriptOf(draft, session)?.flow.steps[at];
  return step?.type === 'wait' && step.event !== null ? step : null;
}

function wakeOf({ wakes, snapshot }: Session, { id }: WaitStep): Wake | undefined {
  const key = `wait:${id}:${snapshot.visits[id] ?? 1}`;
  return wakes.find((wake) => wake.key === key || wake.key.startsWith(`${key}:`));
}

function timesDone({ memory }: MemberConversation, flow: string): number {
  return memory.done[flow]?.[0] ?? 0;
}
