import fc from 'fast-check';
import { expect } from 'vitest';
import { answersIn } from '#engine/back.ts';
import { rootOf } from '#engine/draft.ts';
import type { Library } from '#engine/library.ts';
import { agreed, saysOf, visit, type Visit } from './visit.ts';

/** Everything about a conversation but how often it was asked, who is active, and what `who are you` left. */
function standing({ member, journal }: Visit) {
  const own = <Kept>(kept: Readonly<Record<string, Kept>>) =>
    Object.fromEntries(Object.entries(kept).filter(([key]) => !key.startsWith('who-are-you')));
  const { memory } = member;
  return {
    sessions: member.sessions,
    plans: member.plans.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    settings: member.settings,
    memory: {
      pools: own(memory.pools),
      seen: own(memory.seen),
      done: own(memory.done),
      known: memory.known ?? {},
    },
    journal: journal.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

const wordsOf = (here: Visit) => here.library.phrases.words(here.member.settings.locale);

/** A text in answer to what was asked last; `draw` decides which. */
function answerTo(here: Visit, draw: number): string {
  if (here.member.asked?.offer != null) return '1';
  if (draw % 13 === 0) return wordsOf(here).alwaysOn.skip[0] as string;
  if (draw % 11 === 0) return 'who are you';
  if (draw % 9 === 0 && here.member.lost < 2) return draw % 2 === 0 ? 'zzz qqq xxx' : '99';
  if (draw % 17 === 0) return 'aside';
  if (draw % 19 === 0) return 'why do you ask?';
  if (draw % 23 === 0) return 'I do not know';
  const question = saysOf(here.effects).findLast((one) => one.message.question !== null)?.message;
  switch (question?.input?.type) {
    case 'scale':
      return String(draw % 11);
    case 'many':
      return draw % 2 === 0 ? `${1 + (draw % 3)}` : '1, 2';
    case 'choice':
    case 'confirm':
      return String(1 + (draw % question.choices.length));
    default:
      return ['a', 'b', 'a few words of my own'][draw % 3] as string;
  }
}

interface Told {
  /** `null`: time passed, and the flow that waited went on. */
  readonly text: string | null;
  readonly at: number;
}

/** When the flow that talks goes on by itself; `null` where it does not wait. */
function wakesAt({ member }: Visit): number | null {
  const wakes = member.sessions.at(-1)?.wakes ?? [];
  return wakes.find(({ key }) => key.startsWith('wait:'))?.at ?? null;
}

function tell(here: Visit, { text, at }: Told): void {
  here.now = at;
  if (text === null) here.pass(0);
  else here.say(text);
}

/** One that can be gone back over: how things stood before it, and which input it was. */
interface Answer {
  readonly before: ReturnType<typeof standing>;
  readonly input: number;
}

function begin(library: Library, flow: string): Visit {
  const here = agreed(visit({ library }));
  here.ask(flow);
  return here;
}

const answersOf = (here: Visit) => answersIn(rootOf(here.member)?.root?.trail ?? []).length;

/** What a member does, one number each: most are answers, those from 900 go back, those from 970 change an answer. */
export const draws = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 5, maxLength: 40 });

/** Talks through a flow, going back and changing answers on the way; compares after each, and at the end with answering so at once. */
export function talkBack(library: Library, flow: string, choices: readonly number[]): void {
  const here = begin(library, flow);
  const seed = rootOf(here.member)?.root?.seed;
  const isSame = () => rootOf(here.member)?.root?.seed === seed;
  let told: Told[] = [];
  let answers: Answer[] = [];
  for (const draw of choices) {
    if (!isSame()) return;
    here.now += (draw % 4) * 20_000;
    if (draw >= 900 && here.member.asked?.offer == null) {
      if (draw < 970 || answers.length === 0) {
        const text = wordsOf(here).alwaysOn.back[0] as string;
        here.say(text);
        const last = answers.pop();
        if (last === undefined) {
          told.push({ text, at: here.now }); // The flow itself may hear it.
          continue;
        }
        expect(standing(here)).toEqual(last.before);
        told = told.slice(0, last.input);
        continue;
      }
      here.say(wordsOf(here).change[0] as string);
      const shown = answers.slice(-5);
      const chosen = draw % shown.length;
      here.say(String(1 + chosen));
      const changed = shown[chosen] as Answer;
      expect(standing(here)).toEqual(changed.before);
      told = told.slice(0, changed.input);
      answers = answers.slice(0, answers.indexOf(changed));
      continue;
    }
    const wakes = wakesAt(here);
    const now: Told = {
      text: wakes === null ? answerTo(here, draw) : null,
      at: wakes ?? here.now,
    };
    const had = answersOf(here);
    const before = standing(here);
    tell(here, now);
    if (isSame() && answersOf(here) > had) answers.push({ before, input: told.length });
    told.push(now);
    if (isSame() && answersOf(here) < had) answers = []; // Something that is not undone.
  }
  if (!isSame() || answersOf(here) === 0) return;
  const first = begin(library, flow);
  for (const one of told) tell(first, one);
  expect(standing(here)).toEqual(standing(first));
}

/** Answers, then corrects the last answer in words; compares with going back and answering. False where there was nothing to correct for certain. */
export function isCorrectedAsByBack(
  library: Library,
  flow: string,
  choices: readonly number[],
): boolean {
  const here = begin(library, flow);
  const seed = rootOf(here.member)?.root?.seed;
  for (const draw of choices.slice(0, 1 + (choices.length % 6))) {
    here.now += 20_000;
    const { member, journal } = here;
    here.say(answerTo(here, draw));
    if (rootOf(here.member)?.root?.seed === seed) continue;
    Object.assign(here, { member, journal });
    break;
  }
  const again = () =>
    Object.assign(visit({ library }), {
      now: here.now,
      member: here.member,
      journal: here.journal,
    });
  const found = ['9', 'yes', 'no', 'a', '2', '1, 2'].filter((text) => {
    const corrected = again();
    if (!corrected.say(`no, I meant ${text}`).includes('I have changed')) return false;
    const back = again();
    back.say(wordsOf(back).alwaysOn.back[0] as string);
    back.say(text);
    expect(standing(corrected)).toEqual(standing(back));
    return true;
  });
  return found.length > 0;
}

/** Answers, and then once gives the next two answers in one message and one after the other; compares both, and going back once. How often both were taken. */
export function takesTwoAsOne(library: Library, flow: string, choices: readonly number[]): number {
  const here = begin(library, flow);
  const seed = rootOf(here.member)?.root?.seed;
  const isHere = (one: Visit) =>
    rootOf(one.member)?.root?.seed === seed && one.member.asked?.offer == null;
  let taken = 0;
  for (const draw of choices) {
    if (!isHere(here) || here.member.asked === null) break;
    here.now += 20_000;
    const again = () =>
      Object.assign(visit({ library }), {
        now: here.now,
        member: here.member,
        journal: here.journal,
        effects: [...here.effects],
      });
    const first = answerTo(here, draw);
    const [apart, once] = [again(), again()];
    apart.say(first);
    if (isHere(apart) && answersOf(apart) === answersOf(here) + 1) {
      const before = standing(apart);
      const second = answerTo(apart, draw + 1);
      once.say(`${first}; ${second}`);
      if (isHere(once) && answersOf(once) === answersOf(here) + 2) {
        apart.say(second);
        expect(standing(once)).toEqual(standing(apart));
        once.say(wordsOf(once).alwaysOn.back[0] as string);
        expect(standing(once)).toEqual(before);
        taken += 1;
      }
    }
    here.say(first);
  }
  return taken;
}
