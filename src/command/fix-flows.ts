import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowId } from '#conversation/id.ts';
import type { Flow } from '#flow/flow.ts';
import { markSteps } from '#flow/mark-steps.ts';
import { nameSteps } from '#flow/name-steps.ts';
import { readFlow } from '#flow/read-flow.ts';

/** A file that was written anew: the steps named in it, and those a translation now says the source of. */
export interface Fixed {
  readonly file: string;
  readonly named: readonly string[];
  readonly marked: readonly string[];
}

/** Names the steps without an id in every flow under `root`, marks what translations translate, and writes the files that changed. */
export function fixFlows(root: string): readonly Fixed[] {
  const files = readdirSync(join(root, 'flows'))
    .filter((file) => file.endsWith('.yaml'))
    .toSorted();
  const fixed: Fixed[] = [];
  const flows = new Map<string, Flow>();
  const fix = (name: string, change: Omit<Fixed, 'file'> & { readonly text: string }) => {
    const { text, named, marked } = change;
    if (named.length + marked.length === 0) return;
    writeFileSync(join(root, 'flows', name), text);
    fixed.push({ file: join('flows', name), named, marked });
  };
  for (const name of files.filter((file) => /^[a-z0-9-]+\.yaml$/.test(file))) {
    const id = name.slice(0, -'.yaml'.length) as FlowId;
    const { text, named } = nameSteps(readFileSync(join(root, 'flows', name), 'utf8'));
    fix(name, { text, named, marked: [] });
    const read = readFlow(name, id, text);
    if ('flow' in read) flows.set(id, read.flow);
  }
  for (const name of files.filter((file) => /^[a-z0-9-]+\.[^.]+\.yaml$/.test(file))) {
    const flow = flows.get(name.slice(0, name.indexOf('.')));
    if (flow === undefined) continue;
    const { text, marked } = markSteps(readFileSync(join(root, 'flows', name), 'utf8'), flow);
    fix(name, { text, named: [], marked });
  }
  return fixed;
}
