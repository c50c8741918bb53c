import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowId } from '#conversation/id.ts';
import type { Place, Problem } from '#conversation/problem.ts';
import { house } from '#engine/house.ts';
import type { Library } from '#engine/library.ts';
import { readFlow, type FlowTest } from '#flow/read-flow.ts';
import { fragmentsIn } from '#library/fragment-texts.ts';
import type { Line } from './message-lines.ts';
import { firstMissing } from './expectation.ts';
import { rehearse } from './rehearse.ts';
import { readTranscript, type Told } from './transcript.ts';

/** A test of a flow that did not go as written. */
export interface FlowFailure {
  readonly flow: FlowId;
  readonly test: string;
  readonly at: Place;
  /** The member's line before it, as written. */
  readonly cue: string;
  /** What was expected and did not come; `null`: the test could not be played, as the problem says. */
  readonly missing: Told | null;
  readonly lines: readonly Line[];
  readonly problem: Problem | null;
}

/** The tests of a flow, played. */
export interface FlowTested {
  readonly tests: number;
  readonly failures: readonly FlowFailure[];
}

/** Plays the tests that stand in a flow's file under `root`; the flow is in the library. */
export function testFlow(root: string, flow: FlowId, library: Library): FlowTested {
  const file = `flows/${flow}.yaml`;
  const source = readFileSync(join(root, file), 'utf8');
  const read = readFlow(file, flow, { text: source, fragments: fragmentsIn(root) });
  if (!('flow' in read)) throw new Error(`flow ${flow} was read a moment ago`);
  const lines = source.split('\n');
  const failures = read.tests.flatMap((one) => {
    const opening = {
      flow,
      locale: one.locale ?? read.flow.locale,
      met: flow !== house.welcome,
    };
    const linesAbove = talkLine(lines, one);
    const failed = played(one, { library, file, within: { opening, linesAbove } });
    return failed === null ? [] : [{ ...failed, flow, test: one.name }];
  });
  return { tests: read.tests.length, failures };
}

interface Setting {
  readonly library: Library;
  readonly file: string;
  readonly within: Parameters<typeof readTranscript>[2] & object;
}

function played(
  { talk }: FlowTest,
  { library, file, within }: Setting,
): Omit<FlowFailure, 'flow' | 'test'> | null {
  const transcript = readTranscript(file, talk, within);
  if (!('cues' in transcript)) {
    const [problem] = transcript as readonly [Problem];
    return { at: problem.at, cue: '', missing: null, lines: [], problem };
  }
  const { moments, problem } = rehearse(transcript, () => library);
  for (const { cue, lines } of moments) {
    const missing = firstMissing(cue.told, lines);
    if (missing !== null) {
      const at = { file, line: missing.line, column: 1 };
      return { at, cue: cue.text, missing, lines, problem: null };
    }
  }
  const { cue, lines } = moments.at(-1) ?? { cue: { text: '' }, lines: [] };
  return problem === null ? null : { at: problem.at, cue: cue.text, missing: null, lines, problem };
}

/** The line above the first line of a test's talk, which stands as a block beneath its key. */
function talkLine(lines: readonly string[], { at }: FlowTest): number {
  const key = lines.findIndex((line, index) => index >= at.line - 1 && /^\s*(- )?talk:/.test(line));
  return key < 0 ? at.line : key + 1;
}
