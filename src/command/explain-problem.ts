import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemCodes } from '#conversation/problem-codes.ts';
import { didYouMean } from '#conversation/spelling.ts';
import { answer } from './answer.ts';

/** Prints what the page of problems says of a code; 2 where there is no such code. */
export function explainProblem(root: string, code: string, json: boolean): number {
  if (!Object.hasOwn(problemCodes, code)) {
    const codes = Object.keys(problemCodes);
    const hint = didYouMean(code, codes, 'docs/flows/problems.md lists them all.');
    const error = `There is no problem called \`${code}\`; ${hint}`;
    return answer({ code: 2, facts: { error }, words: error }, json);
  }
  const means = problemCodes[code as keyof typeof problemCodes];
  const page = readFileSync(join(root, 'docs/flows/problems.md'), 'utf8');
  const entry = page.split(`\n## \`${code}\`\n`)[1]?.split('\n## ')[0] ?? means;
  return answer(
    { code: 0, facts: { code, means, entry: entry.trim() }, words: inPlain(entry) },
    json,
  );
}

/** An entry as a terminal shows it: without the signs of Markdown. */
function inPlain(entry: string): string {
  return entry
    .replaceAll(/^```.*\n/gm, '')
    .replaceAll(/^> ?(.*?)\\?$/gm, '  $1')
    .replace(/^\*(.*?)\* · /m, '$1: ')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
