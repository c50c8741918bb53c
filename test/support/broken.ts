import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import { readFlow } from '#flow/read-flow.ts';
import { textOfUnread } from '#flow/unread.ts';
import { sourceMark } from '#flow/source-mark.ts';
import { readFlows } from '#library/read-flows.ts';
import { shippedFile } from '../content/shipped.ts';
import { read, root } from './repository.ts';

/** A file with one mistake. */
export interface Broken {
  /** `code`, or `code.slip` where one code has several examples. */
  readonly name: string;
  readonly code: string;
  readonly text: string;
  /** What is told of it, beside three files without mistakes. */
  readonly told: readonly Problem[];
}

/** Every example of a broken flow, by the name of its file. */
export function brokenFlows(): readonly Broken[] {
  return examplesIn('', (name) => `flows/${name.replaceAll('.', '-')}.yaml`);
}

/** Every example of a broken fragment. */
export function brokenFragments(): readonly Broken[] {
  return examplesIn('/fragments', (name) => `flows/fragments/${name}.yaml`);
}

/** Every example of a broken translation of `tea`. */
export function brokenTranslations(): readonly Broken[] {
  return examplesIn('/translations', () => 'flows/tea.es.yaml');
}

/** Files that are not looked into, by the code that says why. */
export const refusedFiles: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'file-name': { 'flows/My Tea.yaml': 'title: Tea\n' },
  'too-many-steps': { 'flows/long.yaml': manySteps() },
  'too-large': { 'flows/big.yaml': `# ${'x'.repeat(64 * 1024)}` },
  'too-deep': { 'flows/deep.yaml': `title: ${'['.repeat(41)}` },
  encoding: { 'flows/odd.yaml': 'title: T\u0000' },
  unreadable: { 'flows/odd.yaml': textOfUnread('folder') },
};

function examplesIn(folder: string, fileOf: (name: string) => string): readonly Broken[] {
  const path = `test/check/broken${folder}`;
  return readdirSync(join(root, path))
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((file) => {
      const name = file.slice(0, -'.yaml'.length);
      const text = fresh(read(`${path}/${file}`));
      const code = name.split('.')[0] as string;
      return { name, code, text, told: problemsOf({ [fileOf(name)]: text }) };
    });
}

/** The line an example marks as wrong. */
export function markedLine(text: string): number {
  return text.split(/\r?\n/).findIndex((row) => row.includes('# <-')) + 1;
}

/** The flow beside every example: what it runs, and what it translates. */
export const tea = `title: Tea
about: A cup of tea.
kind: exercise
locale: en
data: { sugar: text, strong: text }
inputs: [sugar]
outputs: [strong]
steps:
  - id: strong
    ask: Strong or mild?
    save: strong
    options: [{ label: Strong, value: strong }, { label: Mild, value: mild }]
  - { id: drink, say: "Drink slowly. {sugar}" }
on:
  word: [{ say: [water], goto: drink }]
`;

/** Another flow beside every example, which knows something of the member. */
const cup = `title: Cup
about: A cup of their own.
kind: exercise
locale: en
data: { cup: { type: text, scope: member, keep: 90d } }
steps:
  - id: cup
    ask: Which cup is yours?
    save: cup
  - { id: yours, say: "{cup}" }
`;

/** The fragment beside every example. */
const sip = `about: A sip of something.
locale: en
takes: { what: text }
steps:
  - { id: sip, say: "A sip of {what}." }
`;

const locales = [shippedFile('en'), shippedFile('es')];

/** What is told of files beside the flow and the fragment without mistakes. */
export function problemsOf(files: Readonly<Record<string, string>>): readonly Problem[] {
  const problems: Problem[] = [];
  const beside = {
    'flows/a-cup.yaml': cup,
    'flows/tea.yaml': tea,
    'flows/fragments/sip.yaml': sip,
  };
  const texts = new Map(Object.entries({ ...beside, ...files }));
  readFlows({ texts, locales }, problems);
  return problems;
}

/** Marks of the words as they are now, where an example says STRONG or DRINK. */
function fresh(text: string): string {
  const flow = readFlow('tea.yaml', 'tea' as FlowId, tea);
  if (!('flow' in flow)) throw new Error('the neighbour does not read');
  return text.replaceAll(/\b(STRONG|DRINK)\b/g, (name) => {
    const step = flow.flow.steps[name.toLowerCase() as never] as Parameters<typeof sourceMark>[0];
    return sourceMark(step);
  });
}

/** One step more than a flow may have. */
function manySteps(): string {
  const steps = Array.from({ length: 1_001 }, (_, n) => `  - { id: s${n}, say: Hello. }\n`);
  return `title: Long\nabout: Too long.\nkind: exercise\nlocale: en\nsteps:\n${steps.join('')}`;
}
