import { basename } from 'node:path';
import type { FlowId } from '#conversation/id.ts';
import { didYouMean } from '#conversation/spelling.ts';
import { readFolder } from '#library/read-folder.ts';
import { textsIn } from '#library/texts.ts';
import { answer } from './answer.ts';
import { testFlow, type FlowFailure } from './rehearsal/flow-tests.ts';
import { lineText } from './rehearsal/write-transcript.ts';
import { tellProblems } from './tell-problems.ts';

/** Plays the tests written inside flows, of all flows or of those named by id or file; 1 where one fails, 2 where a name means nothing. */
export function testFlows(root: string, wanted: readonly string[], json: boolean): number {
  const { library, problems, sources } = readFolder(root);
  const print = (text: string): unknown => process.stdout.write(`${text}\n`);
  if (library === null) {
    const telling = { texts: textsIn(root), colour: false };
    print(json ? JSON.stringify({ problems }) : tellProblems(problems, telling));
    return 1;
  }
  const known = [...sources.keys()];
  const named = wanted.map((name) => basename(name, '.yaml'));
  const strange = named.find((name) => !known.some((flow) => flow === name));
  if (strange !== undefined) {
    const mend = didYouMean(strange, known, 'name flows by id or file, as flows/menu.yaml');
    const words = `No flow is called ${strange}: ${mend}`;
    return answer(
      { code: 2, facts: { refused: 'unknown-flow', flow: strange, mend }, words },
      json,
    );
  }
  const flows = named.length === 0 ? known : [...new Set(named as FlowId[])];
  const results = flows.map((flow) => testFlow(root, flow, library));
  const tests = results.reduce((sum, one) => sum + one.tests, 0);
  const failures = results.flatMap((one) => one.failures);
  if (json) print(JSON.stringify({ flows: flows.length, tests, failures }));
  else {
    for (const failure of failures) print(`${tellFailure(failure)}\n`);
    print(
      failures.length === 0
        ? `All ${counted(tests, 'test')} of ${counted(flows.length, 'flow')} go as written.`
        : `${failures.length} of ${counted(tests, 'test')} did not go as written.`,
    );
  }
  return failures.length === 0 ? 0 : 1;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** The place, the member's line, what was expected (`-`) and what came instead (`+`). */
export function tellFailure({ at, test, cue, missing, lines, problem }: FlowFailure): string {
  const head = `${at.file}:${at.line} ${test}`;
  if (problem !== null) return `${head}\n  ${problem.message}\n  → ${problem.mend}`;
  return [
    head,
    `    ${cue}`,
    ...(missing === null ? [] : [`  - ${lineText(missing)}`]),
    ...(lines.length === 0 ? ['  + (nothing)'] : lines.map((line) => `  + ${lineText(line)}`)),
  ].join('\n');
}
