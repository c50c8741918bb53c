import { readFolder } from '#library/read-folder.ts';
import { tellProblems } from './tell-problems.ts';

/** Checks everything authors wrote under a folder and tells all that is wrong; 1 where something is. */
export function check(root: string, json: boolean): number {
  const { problems } = readFolder(root);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  if (json) process.stdout.write(`${JSON.stringify({ errors, problems })}\n`);
  else {
    if (problems.length > 0) process.stdout.write(`${tellProblems(problems)}\n`);
    process.stdout.write(errors === 0 ? 'Everything reads well.\n' : `${errors} to mend.\n`);
  }
  return errors === 0 ? 0 : 1;
}
