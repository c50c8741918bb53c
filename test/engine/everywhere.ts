import type { MemberConversation, Session } from '#conversation/conversation.ts';
import type { Snapshot } from '#conversation/snapshot.ts';
import type { FlowId, QuestionId, StepId } from '#conversation/id.ts';
import { untouched } from '#engine/remember.ts';
import { explore, stepAt } from '#flow/explore.ts';
import type { Script } from '#flow/script.ts';
import { shippedLibrary, visit, type Visit } from '../support/visit.ts';

/** A place where a conversation can stand: a question or a wait of a shipped flow, alone or run by another. */
export interface Standing {
  readonly name: string;
  readonly flow: FlowId;
  readonly step: StepId;
  /** A member who stands there, in a language, with everything allowed and Ireland as their country. */
  enter(locale: string): Visit;
}

/** Every place the explorer finds in these flows: each question and wait, and each flow another one runs, standing at its first. */
export function everywhere(flows: readonly string[]): readonly Standing[] {
  return flows.flatMap((id) => {
    const script = scriptOf(id);
    return restsOf(script).flatMap((rest): readonly Standing[] => {
      const step = script.flow.steps[stepAt(rest)];
      if (step?.type !== 'run') return [standing([[script, rest]])];
      return step.among.flatMap((name) => {
        const other = scriptOf(name);
        const [first] = restsOf(other).filter((one) => isQuestion(other, one));
        return first === undefined
          ? []
          : [
              standing([
                [script, rest],
                [other, first],
              ]),
            ];
      });
    });
  });
}

function scriptOf(id: string): Script {
  const script = shippedLibrary().flow(id as FlowId);
  if (script === null) throw new Error(`no flow ${id}`);
  return script;
}

/** One snapshot a step. */
function restsOf(script: Script): readonly Snapshot[] {
  const known = new Set<StepId>();
  return (explore(script.flow)?.rests ?? []).filter((rest) => {
    const step = stepAt(rest);
    return !known.has(step) && known.add(step);
  });
}

function isQuestion({ flow }: Script, rest: Snapshot): boolean {
  return flow.steps[stepAt(rest)]?.type === 'ask';
}

type Link = readonly [script: Script, rest: Snapshot];

function standing(chain: readonly [Link, ...Link[]]): Standing {
  const [script, rest] = chain.at(-1) as Link;
  const asks = isQuestion(script, rest);
  return {
    name: chain.map(([{ flow }, at]) => `${flow.id} ${stepAt(at)}`).join(' > '),
    flow: chain[0][0].flow.id,
    step: stepAt(rest),
    enter(locale) {
      const here = visit({ locale });
      const { now } = here;
      const given = { at: now, given: true, text: '', locale };
      const member: MemberConversation = {
        ...here.member,
        settings: { ...here.member.settings, country: 'IE', ageBand: 'adult' },
        consents: { keep: given, contact: given, count: given },
        activeAt: now,
        disclosedAt: now,
        questions: 1,
        asked: asks ? { id: 'q1' as QuestionId, offer: null } : null,
        sessions: chain.map(([one, at], index) => session(one, at, { now, isRoot: index === 0 })),
      };
      here.member = member;
      return here;
    },
  };
}

function session(
  { flow, hash }: Script,
  rest: Snapshot,
  { now, isRoot }: { now: number; isRoot: boolean },
): Session {
  const data = Object.fromEntries(Object.keys(flow.data).map((name) => [name, null]));
  return {
    flow: flow.id,
    revision: hash,
    community: null,
    snapshot: { ...rest, data },
    wakes: [],
    returns: !isRoot,
    startedAt: now,
    root: isRoot
      ? {
          seed: 'everywhere',
          beginning: { inputs: {}, at: now, before: untouched },
          trail: [],
          made: [],
          unsolicited: false,
          base: null,
        }
      : null,
  };
}
