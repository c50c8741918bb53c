import type { FlowId, StepId } from '#conversation/id.ts';
import { asItStands } from '#conversation/step-map.ts';
import { rootOf } from '#engine/draft.ts';
import { stepOf } from '#engine/step.ts';
import { plainText } from '#content/format.ts';
import type { Library } from '#engine/library.ts';
import { isNeverPinned } from '#engine/house.ts';
import { neededFlows } from '#command/needed-flows.ts';
import { everywhere } from '../engine/everywhere.ts';
import { before, withEdited, type EditedHouse } from './edited-house.ts';
import { allRenamed, edits, renamed, type Edit } from './edits.ts';
import { shippedFlows } from './shipped-flows.ts';
import { agreed, saysOf, visit, type Visit } from './visit.ts';

/** Somebody who stands at a step of a shipped flow. */
export interface Stander {
  readonly flow: FlowId;
  readonly step: StepId;
  readonly name: string;
  /** The same person, at the same moment, among these flows. */
  enter(library: Library): Visit;
}

/** Somebody at each step where a conversation can stand: met on the way there where a walk comes by, with everything they answered; else put there. Of a flow and those it runs, each is edited once. */
export function standers(): readonly Stander[] {
  const met = new Map(shippedFlows.flatMap((flow) => [...walk(flow)]));
  for (const place of everywhere(shippedFlows))
    if (!met.has(place.name))
      met.set(place.name, (library) => Object.assign(place.enter('en'), { library }));
  return [...met].flatMap(([name, enter]) =>
    enter(before).member.sessions.flatMap(({ flow, snapshot }): readonly Stander[] => {
      const step = stepOf(snapshot);
      return step === null ? [] : [{ flow, step, name, enter }];
    }),
  );
}

/** Talks through a flow in a few ways, and keeps who stood where for the first time. */
function walk(flow: string): ReadonlyMap<string, Stander['enter']> {
  const found = new Map<string, Stander['enter']>();
  for (let way = 1; way <= 6; way += 1) {
    const here = agreed(visit({ library: before }));
    here.ask(flow);
    for (let turn = 0; turn < 40 && here.member.sessions[0]?.flow === flow; turn += 1) {
      const name = here.member.sessions
        .map((one) => `${one.flow} ${stepOf(one.snapshot)}`)
        .join(' > ');
      const { now, member, journal } = here;
      if (!found.has(name))
        found.set(name, (library) => Object.assign(visit({ library }), { now, member, journal }));
      here.now += 30_000;
      if (here.member.asked === null) here.pass(26 * 3_600_000);
      else here.say(['1', '2', '3', '5', 'a few words', 'skip'][(turn * way + way) % 6] as string);
    }
  }
  return found;
}

/** What somebody does after the edit. */
export const doings: Readonly<Record<string, (here: Visit) => string>> = {
  answers: (here) => here.say('1'),
  'says something else': (here) => here.say('a few other words'),
  'goes back': (here) => here.say('back'),
  'changes an answer': (here) => here.say('I want to change an answer') + here.say('1'),
  skips: (here) => here.say('skip'),
  'is nudged, and lets it lapse': (here) =>
    here.arrive() + here.pass(4 * 3_600_000) + here.pass(26 * 3_600_000) + here.say('2'),
  'comes after days': (here) => here.pass(3 * 86_400_000) + here.say('1'),
  'taps an old button': (here) => here.tap('yes'),
  'wants the menu': (here) => here.say('menu'),
};

/** One edit under somebody's feet. */
export interface Case {
  readonly stander: Stander;
  readonly edit: string;
}

/** Every step, with every edit that can be made of it. */
export function cases(all: readonly Stander[]): readonly Case[] {
  return all.flatMap((stander) => Object.keys(edits).map((edit) => ({ stander, edit })));
}

/** How often it was looked, and what was wrong. */
export interface Looked {
  readonly talks: number;
  readonly wrong: readonly string[];
}

/** Edits the flow under somebody, lets them do these things, and compares with the same person where nothing was edited. */
export async function look(one: Case, doing: readonly string[]): Promise<Looked> {
  const { stander, edit } = one;
  const house = await withEdited(stander.flow, stander.step, edits[edit] as Edit);
  // Without these Mooring does not start.
  const starts = [...(house?.hashes ?? [])].every(
    ([flow, hash]) => hash !== null || !neededFlows.has(flow),
  );
  if (house === null || !starts) return { talks: 0, wrong: [] };
  const judge = isNeverPinned(stander.flow) ? goesOn : isAsBefore;
  const wrong = doing.flatMap((name) => {
    const told = judge(stander, house, doings[name] as (here: Visit) => string);
    return told === null ? [] : [`${stander.name}, ${edit}, ${name}: ${told}`];
  });
  return { talks: doing.length, wrong };
}

type Judge = (stander: Stander, house: EditedHouse, act: (here: Visit) => string) => string | null;

/** So many answers are given after the first thing that is done. */
const furtherOn = 8;

/** Whoever is in the middle of a flow notices nothing: the very words and places they had without the edit. */
const isAsBefore: Judge = (stander, { library, hashes }, act) => {
  const here = stander.enter(library);
  const there = stander.enter(before);
  const entered = new Set(there.member.sessions.map(({ flow }) => flow));
  const seed = rootOf(there.member)?.root?.seed;
  for (let turn = 0; turn <= furtherOn; turn += 1) {
    const acts = turn === 0 ? act : (one: Visit) => one.say(turn % 2 === 0 ? '1' : '2');
    const said = acts(here);
    const unedited = acts(there);
    const { sessions } = there.member;
    const left = !sessions.some(({ root }) => root?.seed === seed);
    const begun = sessions.filter(({ flow }) => hashes.has(flow) && (left || !entered.has(flow)));
    // They came to a flow that was left out for its mistake.
    if (begun.some(({ flow }) => hashes.get(flow) === null)) return null;
    const isError = brokenIn(said);
    if (isError !== null) return isError;
    // Something was begun anew: that is the new edition, and what is said may differ.
    if (begun.length > 0) return null;
    if (here.member.sessions.some((one) => hashes.get(one.flow) === one.revision)) return null;
    if (placesOf(here) !== placesOf(there))
      return `stands at ${placesOf(here)}, not ${placesOf(there)}`;
    if (said !== unedited) return `says ${said}, not ${unedited}`;
    if (here.member.sessions.length === 0) return null;
  }
  return null;
};

/** What is never pinned is said as it is now, to everyone. */
const goesOn: Judge = (stander, { library, hashes }, act) => {
  const hash = hashes.get(stander.flow) ?? null;
  const here = stander.enter(library);
  for (let turn = 0; turn <= furtherOn; turn += 1) {
    const said = turn === 0 ? act(here) : here.say('1');
    const isError = brokenIn(said);
    if (isError !== null) return isError;
    const { sessions } = here.member;
    if (hash !== null && sessions.some((one) => one.flow === stander.flow && one.revision !== hash))
      return 'is still in the old words';
    if (saysOf(here.last).length === 0) return 'is met with silence';
    if (sessions.length === 0) return null;
  }
  return null;
};

const keys = ['flow', 'withdrawn', 'changed', 'gone', 'quarantine'] as const;

function brokenIn(said: string): string | null {
  const key = keys.find((one) =>
    said.includes(plainText(before.phrases.say(`broken.${one}`, 'en'))),
  );
  return key === undefined ? null : `hears broken.${key}`;
}

function placesOf({ member }: Visit): string {
  return JSON.stringify(member.sessions.map(({ flow, snapshot }) => [flow, snapshot]));
}

/** Renames every step of the flow somebody is in, says where each goes on, and moves them. Gives what is wrong; `undefined` where the flow cannot be renamed so, or is never pinned. */
export async function lookMoved(
  stander: Stander,
  doing: string,
): Promise<string | null | undefined> {
  if (isNeverPinned(stander.flow)) return undefined;
  const house = await withEdited(stander.flow, '', allRenamed);
  const revision = house?.hashes.get(stander.flow) ?? null;
  if (house === null || revision === null) return undefined;
  const script = house.library.revision(revision);
  const here = stander.enter(house.library);
  const [old] = here.member.sessions.filter(({ flow }) => flow === stander.flow);
  if (script === null || old === undefined) return undefined;
  const ids = Object.keys(before.flow(stander.flow)?.flow.steps ?? {});
  const steps = Object.fromEntries(
    ids.filter((id) => renamed(id) in script.flow.steps).map((id) => [id, renamed(id) as StepId]),
  );
  const map = { ...asItStands, others: 'stay' as const, steps };
  const news = { type: 'replaced', flow: stander.flow, revision, map } as const;
  if (here.happen({ type: 'Told', news }) !== '') return 'is written to because of it';
  const now = here.member.sessions.find(({ flow }) => flow === stander.flow);
  if (now?.revision !== revision) return 'was not moved';
  if (stepOf(now.snapshot) !== (steps[stander.step] ?? stander.step))
    return `stands at ${stepOf(now.snapshot)}`;
  if (JSON.stringify(now.snapshot.data) !== JSON.stringify(old.snapshot.data))
    return 'has other answers';
  for (let turn = 0; turn <= furtherOn; turn += 1) {
    const said = turn === 1 ? (doings[doing]?.(here) ?? '') : here.say('1');
    const isError = brokenIn(said);
    if (isError !== null) return isError;
    if (said === '') return 'is met with silence';
  }
  return null;
}
