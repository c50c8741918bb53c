import type { Before, Plan, Rang, Settings } from '#conversation/conversation.ts';
import type { Memory } from '#conversation/memory.ts';
import { replaceSession, rootIndex, type Draft } from './draft.ts';

/** Writes one key of memory, and keeps what stood there for `back`. */
export function remember<Kind extends keyof Memory>(
  draft: Draft,
  kind: Kind,
  key: string,
  value: NonNullable<Memory[Kind]>[string],
): void {
  const { memory } = draft.member;
  const now: Readonly<Record<string, unknown>> = memory[kind] ?? {};
  keep(draft, kind, key, now[key] ?? null);
  draft.member = {
    ...draft.member,
    memory: { ...memory, [kind]: { ...now, [key]: value } },
  };
}

/** Puts a plan in the place of the one with its key, or takes that away, and keeps what stood there for `back`. */
export function replacePlan(draft: Draft, key: string, plan: Plan | null): void {
  const { plans } = draft.member;
  keep(draft, 'plans', key, plans.find((one) => one.key === key) ?? null);
  const others = plans.filter((one) => one.key !== key);
  draft.member = { ...draft.member, plans: plan === null ? others : [...others, plan] };
}

/** When the plan of a key last rang, whether or not it still stands; what lies ahead of the turn's instant is left out. */
export function lastRang({ member, now }: Draft, key: string, also?: Plan): Rang {
  const stands = member.plans.find((plan) => plan.key === key);
  let last: Rang = { lastDate: null, lastAt: null };
  for (const one of [member.rang?.[key], also, stands]) {
    if (one?.lastAt == null || one.lastAt > now || one.lastAt <= (last.lastAt ?? -Infinity))
      continue;
    last = { lastDate: one.lastDate, lastAt: one.lastAt };
  }
  return last;
}

/** Takes new settings, and keeps the old ones for `back`. */
export function replaceSettings(draft: Draft, settings: Settings): void {
  const old = draft.member.settings;
  for (const name of Object.keys(settings) as (keyof Settings)[]) {
    if (settings[name] !== old[name]) keep(draft, 'settings', name, old[name]);
  }
  draft.member = { ...draft.member, settings };
}

/** Nothing was changed yet. */
export const untouched: Before = { pools: {}, seen: {}, done: {}, plans: {}, settings: {} };

function keep(draft: Draft, kind: keyof Before, key: string, old: unknown): void {
  const index = rootIndex(draft.member);
  const session = draft.member.sessions[index];
  if (session?.root == null) return;
  const { root } = session;
  const { before } = root.beginning;
  if (key in (before[kind] ?? {})) return;
  const kept = { ...before, [kind]: { ...before[kind], [key]: old } };
  const beginning = { ...root.beginning, before: kept };
  replaceSession(draft, index, { ...session, root: { ...root, beginning } });
}
