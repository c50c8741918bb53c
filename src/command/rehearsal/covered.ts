import { readFileSync } from 'node:fs';
import type { FlowId } from '#conversation/id.ts';
import type { Library } from '#engine/library.ts';
import type { Flow } from '#flow/flow.ts';
import { readFlow } from '#flow/read-flow.ts';
import { fragmentTexts } from '#library/fragment-texts.ts';
import type { Texts } from '#library/texts.ts';
import { coverage, everythingIn, type Coverage } from './coverage.ts';
import { testFlow } from './flow-tests.ts';
import { rehearse } from './rehearse.ts';
import { readTranscript } from './transcript.ts';

/** How far conversations came in one flow and one language. */
export interface Covered {
  readonly flow: FlowId;
  readonly locale: string;
  readonly steps: Share;
  /** Options, cases, ways, checks, nudges, expiries, outcomes of a `run`, words and ways out. */
  readonly ways: Share;
  readonly missing: readonly Unvisited[];
}

/** So many of so many. */
export interface Share {
  readonly visited: number;
  readonly of: number;
}

/** Something nobody came to. */
export interface Unvisited {
  /** `step heavy`, `option heavy yes`, `case ~branch-1 2`. */
  readonly what: string;
  /** Of the flow's own file, counted from 1; `null` where it has no line of its own. */
  readonly line: number | null;
}

/** Conversations to be played. */
export interface Played {
  readonly texts: Texts;
  /** Flows whose own tests are played. */
  readonly tests: readonly FlowId[];
  /** Paths of transcripts. */
  readonly transcripts: readonly string[];
}

/** Plays conversations and tells for every flow of `about`, in each language it is written in, what of it they visited. */
export function covered(
  { texts, tests, transcripts }: Played,
  library: Library,
  about: readonly FlowId[],
): readonly Covered[] {
  const watches = new Map<string, Coverage>();
  const watchIn = (locale: string): Coverage => {
    const found = watches.get(locale) ?? coverage();
    watches.set(locale, found);
    return found;
  };
  const watchedIn = (locale: string): Library => watchIn(locale).watched(library);
  for (const flow of tests) testFlow(texts, flow, watchedIn);
  for (const path of transcripts) {
    const transcript = readTranscript(path, readFileSync(path, 'utf8'));
    if (!('cues' in transcript)) continue;
    const watched = watchedIn(transcript.opening.locale);
    rehearse(transcript, () => watched);
  }
  return about.flatMap((id) => {
    const flow = library.flow(id)?.flow;
    if (flow === undefined) return [];
    const places = placesIn(flow, texts);
    return localesOf(flow, library).map((locale) => {
      const seen = watchIn(locale).seen(id);
      const all = everythingIn(flow);
      const share = (isOne: (what: string) => boolean): Share => {
        const wanted = all.filter(isOne);
        return { visited: wanted.filter((one) => seen.has(one)).length, of: wanted.length };
      };
      const isStep = (what: string) => what.startsWith('step ');
      return {
        flow: id,
        locale,
        steps: share(isStep),
        ways: share((what) => !isStep(what)),
        missing: all
          .filter((one) => !seen.has(one))
          .map((what) => ({ what, line: places.get(what.split(' ')[1] ?? '') ?? null })),
      };
    });
  });
}

/** The languages a flow can be held in, its own first. */
function localesOf({ id, locale }: Flow, library: Library): readonly string[] {
  const others = library.phrases.locales.filter(
    (one) => one !== locale && library.translation(id, one)?.locale === one,
  );
  return [locale, ...others];
}

/** On which line of its file each step stands. */
function placesIn({ id }: Flow, texts: Texts): ReadonlyMap<string, number> {
  const path = `flows/${id}.yaml`;
  const file = readFlow(path, id, {
    text: texts.get(path) ?? '',
    fragments: fragmentTexts(texts),
  });
  if (!('flow' in file)) return new Map();
  return new Map(
    Object.values(file.flow.steps).map((step) => [step.id, file.placeOf(step.id).line] as const),
  );
}
