import type { Problem } from '#conversation/problem.ts';
import { readTexts } from '#library/read-folder.ts';
import { textsIn } from '#library/texts.ts';
import { fixFlows, fixNamed } from './fix-flows.ts';
import { namedTexts, type NamedTexts } from './named-texts.ts';
import { tellProblems } from './tell-problems.ts';

/** What `check` was asked for. */
export interface CheckOptions {
  /** Files and folders to tell about; all that people wrote when there are none. */
  readonly paths: readonly string[];
  readonly json: boolean;
  /** First write the missing ids of steps; without paths, the missing marks of translations too. */
  readonly fix: boolean;
  readonly colour: boolean;
  /** The folder that paths are counted from. */
  readonly here: string;
}

/** Checks what authors wrote and tells all that is wrong; 1 where something is, 2 where a path leads nowhere. */
export function check(root: string, { paths, json, fix, colour, here }: CheckOptions): number {
  const print = (text: string): unknown => process.stdout.write(`${text}\n`);
  const fixed = !fix ? [] : paths.length === 0 ? fixFlows(root) : fixNamed(paths, here);
  const groups = paths.length === 0 ? [everything(root)] : namedTexts(root, paths, here);
  if ('missing' in groups) {
    const error = `There is nothing at ${groups.missing}.`;
    if (json) print(JSON.stringify({ error }));
    else process.stderr.write(`${error}\n`);
    return 2;
  }
  const told = groups.flatMap(problemsOf);
  const problems = told.map(({ problem }) => problem);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (json) print(JSON.stringify({ errors, problems, ...(fix ? { fixed } : {}) }));
  else {
    for (const { file, named, marked } of fixed) {
      if (named.length > 0) print(`${file}: named ${named.join(', ')}`);
      if (marked.length > 0) print(`${file}: marked ${marked.length} translated steps`);
    }
    const texts = new Map(told.map(({ problem, text }) => [problem.at.file, text]));
    if (problems.length > 0) print(`${tellProblems(problems, { texts, colour })}\n`);
    print(summary(errors, problems.length - errors));
    const [first] = problems;
    if (first !== undefined)
      print(`More about one: \`npx mooring check --explain ${first.code}\`.`);
  }
  return errors === 0 ? 0 : 1;
}

function everything(root: string): NamedTexts {
  const texts = textsIn(root);
  return { texts, asked: new Map([...texts.keys()].map((path) => [path, path])) };
}

interface Told {
  readonly problem: Problem;
  /** Its file, as it was read. */
  readonly text: string;
}

/** Problems of the files that were asked about, under the names they were asked by. */
function problemsOf({ texts, asked }: NamedTexts): readonly Told[] {
  return readTexts(texts, (path) => asked.has(path)).problems.flatMap((problem) => {
    const file = asked.get(problem.at.file);
    if (file === undefined) return [];
    const text = texts.get(problem.at.file) ?? '';
    return [{ problem: { ...problem, at: { ...problem.at, file } }, text }];
  });
}

function summary(errors: number, remarks: number): string {
  const looks = remarks === 0 ? '' : `${remarks} to look at.`;
  if (errors > 0) return `${errors} to mend.${remarks === 0 ? '' : ` ${looks}`}`;
  return remarks === 0 ? 'Everything reads well.' : `Everything can be used. ${looks}`;
}
