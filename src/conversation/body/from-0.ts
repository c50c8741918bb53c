import type { Body } from './conversation-in.ts';

/**
 * Format 0 to 1. Format 0 had no trail and no luck: whoever is in the middle of something goes on from there, and
 * `back` stops where they stand. It is older than the first release, and made up so that upgrading is always tried.
 */
export function from0(body: Body): Body {
  return body['kind'] === 'community'
    ? communityFrom(body)
    : memberFrom(body as unknown as Member0);
}

interface Member0 {
  readonly profile: {
    readonly name: string | null;
    readonly lang: string;
    readonly tz: string;
    readonly country: string | null;
    readonly age: string | null;
    readonly intensity: number;
    readonly rhythm: string;
    readonly time: string | null;
    readonly quiet: readonly [from: string, to: string];
  };
  readonly stack: readonly Session0[];
  readonly used: Readonly<Record<string, readonly number[]>>;
  readonly seen: Readonly<Record<string, readonly [number, number]>>;
  readonly done: Readonly<Record<string, readonly [number, number]>>;
}

interface Session0 {
  readonly flow: string;
  readonly revision: string;
  readonly community: string | null;
  readonly state: string | Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly timers: readonly { readonly key: string; readonly at: number }[];
  readonly begun: number;
  /** Run by the one below. */
  readonly inner: boolean;
}

function memberFrom({ profile, stack, used, seen, done, ...kept }: Member0): Body {
  return {
    lost: 0,
    activeAt: null,
    disclosedAt: null,
    lapsedAt: null,
    contacted: { chosen: [], other: [] },
    crisis: null,
    answers: [],
    // Above any number a question of theirs can have had, so that no old tap fits a new one.
    questions: 1_000_000,
    asked: null,
    ...kept,
    settings: {
      name: profile.name,
      locale: profile.lang,
      zone: profile.tz,
      country: profile.country,
      ageBand: profile.age,
      intensity: profile.intensity,
      rhythm: profile.rhythm,
      checkInTime: profile.time,
      quietFrom: profile.quiet[0],
      quietTo: profile.quiet[1],
    },
    memory: { pools: used, seen, done },
    sessions: stack.map((session, index) => sessionFrom(session, stack.slice(index))),
  };
}

function sessionFrom(session: Session0, above: readonly Session0[]) {
  const root = session.inner
    ? null
    : {
        seed: `${session.flow}.${session.begun}`,
        beginning: { inputs: {}, at: session.begun, before: untouched },
        trail: [],
        made: [],
        unsolicited: false,
        base: chainOf(above).map((link) => ({ ...linkFrom(link), root: null })),
      };
  return { ...linkFrom(session), root };
}

/** A session and those it runs. */
function chainOf(stack: readonly Session0[]): readonly Session0[] {
  const end = stack.findIndex(({ inner }, index) => index > 0 && !inner);
  return stack.slice(0, end < 0 ? stack.length : end);
}

function linkFrom(session: Session0) {
  const { flow, revision, community, state, answers, timers, begun, inner } = session;
  const step = typeof state === 'string' ? state : Object.keys(state).join();
  return {
    flow,
    revision,
    community,
    snapshot: { value: state, data: answers, visits: { [step]: 1 }, tries: 0, from: null },
    wakes: timers,
    returns: inner,
    startedAt: begun,
  };
}

const untouched = { pools: {}, seen: {}, done: {}, plans: {}, settings: {} };

function communityFrom({ lang, open, count, ...kept }: Body): Body {
  return { country: null, ...kept, locale: lang, reports: open, reportCount: count };
}
