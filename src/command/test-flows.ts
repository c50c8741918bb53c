import { writeFileSync } from 'node:fs';
import type { Problem } from '#conversation/problem.ts';
import { answer } from './answer.ts';
import { allPlays, namedPlays, openPlays, textsWhereTheyLie, type Plays } from './named-plays.ts';
import { testFlow, type Failure } from './rehearsal/flow-tests.ts';
import { tellFailure } from './rehearsal/tell-failure.ts';
import { testTranscript } from './rehearsal/test-transcript.ts';
import { tellProblems } from './tell-problems.ts';

/** What `test-flows` was asked for. */
export interface TestFlowsOptions {
  /** Ids, files and folders; the tests in all flows when there are none. */
  readonly names: readonly string[];
  /** Write the transcripts that were named anew instead of comparing them. */
  readonly update: boolean;
  readonly json: boolean;
  readonly colour: boolean;
}

/** Plays tests written inside flows, and transcripts; 1 where one does not go as written, 2 where a name means nothing. */
export async function testFlows(root: string, options: TestFlowsOptions): Promise<number> {
  const { names, json, colour } = options;
  const groups =
    names.length === 0 ? [{ ...allPlays(root), transcripts: [] }] : namedPlays(root, names);
  if ('refused' in groups) {
    const facts = { ...groups, flow: names.find((name) => groups.message.endsWith(name)) };
    return answer({ code: 2, facts, words: `${groups.message}: ${groups.mend}` }, json);
  }
  const print = (text: string): unknown => process.stdout.write(`${text}\n`);
  const results: Results[] = [];
  for (const group of groups) results.push(await playAll(root, group, options));
  const sum = (of: 'flows' | 'tests' | 'transcripts') =>
    results.reduce((total, one) => total + one[of], 0);
  const failures = results.flatMap((one) => one.failures);
  const problems = results.flatMap((one) => one.problems);
  const code = failures.length + problems.length === 0 ? 0 : 1;
  if (json) {
    const updated = results.flatMap((one) => one.updated);
    const counts = { flows: sum('flows'), tests: sum('tests'), transcripts: sum('transcripts') };
    print(
      JSON.stringify({
        ...counts,
        failures,
        ...(options.update ? { updated } : {}),
        ...(problems.length === 0 ? {} : { problems }),
      }),
    );
    return code;
  }
  if (problems.length > 0) {
    const texts = new Map(groups.flatMap((one) => [...textsWhereTheyLie(one)]));
    print(`${tellProblems(problems, { texts, colour })}\n`);
  }
  for (const failure of failures) print(`${tellFailure(failure, colour)}\n`);
  for (const one of results.flatMap((result) => result.updated)) print(`written anew: ${one}`);
  const what = [
    ...(sum('flows') === 0
      ? []
      : [`${counted(sum('tests'), 'test')} of ${counted(sum('flows'), 'flow')}`]),
    ...(sum('transcripts') === 0 ? [] : [counted(sum('transcripts'), 'transcript')]),
  ].join(' and ');
  if (what === '') print('Nothing was played.');
  else if (failures.length > 0) print(`${failures.length} of ${what} did not go as written.`);
  else print(`All ${what} go as written.`);
  return code;
}

interface Results {
  readonly flows: number;
  readonly tests: number;
  readonly transcripts: number;
  readonly failures: readonly Failure[];
  readonly updated: readonly string[];
  /** What keeps flows from being played. */
  readonly problems: readonly Problem[];
}

async function playAll(root: string, plays: Plays, { update }: TestFlowsOptions): Promise<Results> {
  const { texts, paths, transcripts } = plays;
  const { library, flows, problems } = await openPlays(root, plays);
  if (library === null)
    return { flows: 0, tests: 0, transcripts: 0, failures: [], updated: [], problems };
  const lies = (file: string) => paths.get(file) ?? file;
  const tested = flows.map((flow) => testFlow(texts, flow, () => library));
  const replayed = transcripts.map((path) => ({ path, ...testTranscript(path, () => library) }));
  // What goes wrong beside a mistake may come of it.
  const updated =
    update && problems.length === 0 ? replayed.filter((one) => one.failure?.problem === null) : [];
  for (const { path, text } of updated) writeFileSync(path, text);
  return {
    flows: flows.length,
    tests: tested.reduce((total, one) => total + one.tests, 0),
    transcripts: transcripts.length,
    failures: [
      ...tested
        .flatMap((one) => one.failures)
        .map((one) => ({ ...one, at: { ...one.at, file: lies(one.at.file) } })),
      ...replayed.filter((one) => !updated.includes(one)).flatMap(({ failure }) => failure ?? []),
    ],
    updated: updated.map(({ path }) => path),
    problems,
  };
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
