import { readFolder } from '#library/read-folder.ts';
import { fixFlows } from './fix-flows.ts';
import { tellProblems } from './tell-problems.ts';

/** What `check` was asked for. */
export interface CheckOptions {
  readonly json: boolean;
  /** Write the missing ids of steps, and the missing marks of translations, first. */
  readonly fix: boolean;
}

/** Checks everything authors wrote under a folder and tells all that is wrong; 1 where something is. */
export function check(root: string, { json, fix }: CheckOptions): number {
  const fixed = fix ? fixFlows(root) : [];
  const { problems } = readFolder(root);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const print = (text: string): unknown => process.stdout.write(`${text}\n`);
  if (json) print(JSON.stringify({ errors, problems, ...(fix ? { fixed } : {}) }));
  else {
    for (const { file, named, marked } of fixed) {
      if (named.length > 0) print(`${file}: named ${named.join(', ')}`);
      if (marked.length > 0) print(`${file}: marked ${marked.length} translated steps`);
    }
    if (problems.length > 0) print(tellProblems(problems));
    print(errors === 0 ? 'Everything reads well.' : `${errors} to mend.`);
  }
  return errors === 0 ? 0 : 1;
}
