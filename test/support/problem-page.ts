import { problemCodes, type ProblemCode } from '#conversation/problem-codes.ts';
import {
  brokenFlows,
  brokenFragments,
  brokenTranslations,
  markedLine,
  problemsOf,
  refusedFiles,
  type Broken,
} from './broken.ts';

/** Where the page of all kinds of problems stands. */
export const problemPagePath = 'docs/flows/problems.md';

/** The page of all kinds of problems: what each means, a file that has it, and what is told of that. */
export function problemPage(): string {
  const examples = [...brokenFlows(), ...brokenFragments(), ...brokenTranslations()];
  const codes = Object.keys(problemCodes).toSorted() as ProblemCode[];
  return `${head}\n${codes.map((code) => entry(code, examples)).join('\n')}`;
}

const head = `# What \`check\` can tell

Every kind of problem has a code that stays the same. \`npx mooring check --explain <code>\` prints what stands here about it.
An error keeps the file from being used; a warning does not. In the examples \`# <-\` marks the line the problem is told at, and the usual first lines are left out.

This page is made from the code and from the files in \`test/check/broken/\`: \`npm run problems\` writes it anew.
`;

function entry(code: ProblemCode, examples: readonly Broken[]): string {
  const own = examples.filter((one) => one.code === code);
  const refused = problemsOf(refusedFiles[code] ?? {});
  const told = [...own.flatMap((one) => one.told), ...refused];
  const severities = [...new Set(told.map(({ severity }) => severity))].toSorted();
  const kind = severities.length === 0 ? '' : `*${severities.join(' or ')}* · `;
  return [
    `## \`${code}\`\n`,
    `${kind}${problemCodes[code]}\n`,
    ...own.map((one) => `\`\`\`yaml\n${shown(one.text)}\n\`\`\`\n\n${words(one.told)}\n`),
    ...(refused.length === 0 ? [] : [`${words(refused)}\n`]),
  ].join('\n');
}

function words(told: Broken['told']): string {
  return told.map(({ message, mend }) => `> ${message}\\\n> → ${mend}`).join('\n>\n');
}

const most = 14;

/** An example without the lines that every flow begins with, and without the middle of a long one. */
function shown(text: string): string {
  const marked = markedLine(text) - 1;
  const rows = text.trimEnd().split(/\r?\n/);
  const isHead = (row: string) => /^(title|about|kind|locale|of):/.test(row);
  const usual = rows.slice(0, 3).every(isHead) && !isHead(rows[marked] ?? '');
  const kept = rows.flatMap((row, index) => (usual && isHead(row) ? [] : [{ row, index }]));
  const short = kept.filter(({ index }, at) => {
    const isNear = Math.abs(index - marked) <= 2;
    return kept.length <= most || at < 3 || isNear;
  });
  return short
    .flatMap(({ row, index }, at) => {
      const before = short[at - 1]?.index;
      const isGap =
        before !== undefined && kept.some((one) => one.index > before && one.index < index);
      return isGap ? ['  # …', row] : [row];
    })
    .concat((short.at(-1)?.index ?? 0) < (kept.at(-1)?.index ?? 0) ? ['  # …'] : [])
    .join('\n');
}
