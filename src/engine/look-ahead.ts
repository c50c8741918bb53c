import type { MachineEvent } from '#conversation/snapshot.ts';
import { pendingOf, type Pending } from './asking.ts';
import { rootOf, scratchOf, topOf, type Draft } from './draft.ts';
import { house } from './house.ts';
import { tell } from './play.ts';

/** Where an answer would lead, found out without anything being said or kept. */
export interface Ahead {
  readonly after: Draft;
  /** The question that comes next, if it may be answered ahead: in the same flow, nothing done in between, and not for words of one’s own or private ones. */
  readonly next: Pending | null;
}

/** Looks where an answer would lead; `null` where it would be refused, or is a matter of consent, safety or age: such an answer stands alone. */
export function lookAhead(draft: Draft, event: MachineEvent): Ahead | null {
  if (isAboutSafety(draft)) return null;
  const before = topOf(draft.member);
  let acted = false;
  let isGrave = false;
  const then: Draft = {
    ...scratchOf(draft),
    fulfil(inner, wishing) {
      const step = wishing.script.flow.steps[wishing.wished.wish.step];
      if (step?.type === 'act') {
        acted = true;
        isGrave ||= step.act !== 'setting' || 'age' in step.with;
      }
      draft.fulfil(inner, wishing);
    },
  };
  const isHeard = tell(then, event);
  draft.needsEntries ||= then.needsEntries;
  const trail = rootOf(then.member)?.root?.trail ?? [];
  if (!isHeard || isGrave || then.barrier || trail.at(-1)?.stayed === true) return null;
  const top = topOf(then.member);
  const isSame =
    then.member.sessions.length === draft.member.sessions.length &&
    top?.flow === before?.flow &&
    top?.startedAt === before?.startedAt;
  const next = pendingOf(then);
  const isOpen = next !== null && next.step.input !== 'text' && !next.step.private;
  return { after: then, next: isSame && !acted && isOpen ? next : null };
}

/** Help and crisis replies take one answer at a time, and show all of them again rather than a few. */
export function isAboutSafety({ member }: Draft): boolean {
  const flow = topOf(member)?.flow;
  return flow === house.crisis || flow === house.helpNow;
}
