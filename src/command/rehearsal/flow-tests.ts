import type { FlowId } from '#conversation/id.ts';
import type { Place, Problem } from '#conversation/problem.ts';
import { house } from '#engine/house.ts';
import type { Library } from '#engine/library.ts';
import { readFlow, type FlowTest } from '#flow/read-flow.ts';
import { fragmentTexts } from '#library/fragment-texts.ts';
import type { Texts } from '#library/texts.ts';
import { meets } from './expectation.ts';
import { rehearse } from './rehearse.ts';
import type { DiffLine } from './transcript-diff.ts';
import { readTranscript, type Told } from './transcript.ts';
import { lineText } from './write-transcript.ts';

/** Something that did not go as written. */
export interface Failure {
  readonly flow: FlowId;
  /** What the test is called, or the file of a transcript. */
  readonly test: string;
  readonly at: Place;
  /** What was written and what came, from the first difference on. */
  readonly diff: readonly DiffLine[];
  /** Why it could not be played to its end. */
  readonly problem: Problem | null;
}

/** Conversations of a flow, played. */
export interface Tested {
  readonly tests: number;
  readonly failures: readonly Failure[];
}

/** Plays the tests that stand in a flow's own file among `texts`; the flow is in the library, which is asked for by the language of a test. */
export function testFlow(
  texts: Texts,
  flow: FlowId,
  libraryIn: (locale: string) => Library,
): Tested {
  const file = `flows/${flow}.yaml`;
  const source = texts.get(file) ?? '';
  const read = readFlow(file, flow, { text: source, fragments: fragmentTexts(texts) });
  if (!('flow' in read)) throw new Error(`flow ${flow} was read a moment ago`);
  const lines = source.split('\n');
  const failures = read.tests.flatMap((one) => {
    const opening = {
      flow,
      locale: one.locale ?? read.flow.locale,
      met: flow !== house.welcome,
    };
    const linesAbove = talkLine(lines, one);
    const failed = played(one, {
      library: libraryIn(opening.locale),
      file,
      within: { opening, linesAbove },
    });
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
): Omit<Failure, 'flow' | 'test'> | null {
  const transcript = readTranscript(file, talk, within);
  if (!('cues' in transcript)) {
    const [problem] = transcript as readonly [Problem];
    return { at: problem.at, diff: [], problem };
  }
  const { moments, problem } = rehearse(transcript, () => library);
  const diff: DiffLine[] = [];
  let first: Told | null = null;
  for (const { cue, lines } of moments) {
    const { missing, unmentioned } = meets(cue.told, lines);
    if (missing.length === 0) continue;
    first ??= missing[0] as Told;
    diff.push(
      { sign: ' ', text: cue.text },
      ...missing.map((told) => ({ sign: '-', text: lineText(told) }) as const),
      ...lines.map(
        (line) => ({ sign: unmentioned.has(line) ? '+' : ' ', text: lineText(line) }) as const,
      ),
      ...(lines.length === 0 ? [{ sign: '+', text: '(nothing)' } as const] : []),
    );
  }
  if (first === null && problem === null) return null;
  const at = first === null ? (problem as Problem).at : { file, line: first.line, column: 1 };
  return { at, diff, problem };
}

/** The line above the first line of a test's talk, which stands as a block beneath its key. */
function talkLine(lines: readonly string[], { at }: FlowTest): number {
  const key = lines.findIndex((line, index) => index >= at.line - 1 && /^\s*(- )?talk:/.test(line));
  return key < 0 ? at.line : key + 1;
}
