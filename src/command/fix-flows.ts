import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { FlowId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import type { Flow } from '#flow/flow.ts';
import { markSteps } from '#flow/mark-steps.ts';
import { nameSteps } from '#flow/name-steps.ts';
import { readFlow, type FlowRead } from '#flow/read-flow.ts';
import { readFragment } from '#flow/read-fragment.ts';
import { ownName } from '#library/flow-names.ts';
import { fragmentsIn } from '#library/fragment-texts.ts';
import { fragmentFolder } from '#library/texts.ts';

/** A file that was written anew: the steps named in it, and those a translation now says the source of. */
export interface Fixed {
  readonly file: string;
  readonly named: readonly string[];
  readonly marked: readonly string[];
}

/** Names the steps without an id in every flow and fragment under `root`, marks what translations translate, and writes the files that changed. */
export function fixFlows(root: string): readonly Fixed[] {
  return [
    ...fixFolder(root, fragmentFolder, (_, name) => readFragment(name, fragmentsIn(root))),
    ...fixFolder(root, 'flows', (text, name) => {
      const source = { text, fragments: fragmentsIn(root) };
      return readFlow(`${name}.yaml`, name as FlowId, source);
    }),
  ];
}

/** Names the steps without an id in these files, and in the flows of these folders, counted from `here`; what is not there is left to `check` to tell. */
export function fixNamed(paths: readonly string[], here: string): readonly Fixed[] {
  const files = paths.flatMap((path) => {
    const found = statSync(resolve(here, path), { throwIfNoEntry: false });
    if (found?.isDirectory() !== true) return found === undefined ? [] : [path];
    return readdirSync(resolve(here, path))
      .toSorted()
      .map((name) => join(path, name));
  });
  return files
    .filter((file) => ownName.test(basename(file)))
    .flatMap((file) => {
      const { text, named } = nameSteps(readFileSync(resolve(here, file), 'utf8'));
      if (named.length === 0) return [];
      writeFileSync(resolve(here, file), text);
      return [{ file, named, marked: [] }];
    });
}

/** Reads a flow or a fragment of this name, whose file has its new text already. */
type Read = (text: string, name: string) => FlowRead | readonly Problem[];

function fixFolder(root: string, folder: string, read: Read): readonly Fixed[] {
  if (!existsSync(join(root, folder))) return [];
  const files = readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.yaml'))
    .toSorted();
  const fixed: Fixed[] = [];
  const flows = new Map<string, Flow>();
  const fix = (name: string, change: Omit<Fixed, 'file'> & { readonly text: string }) => {
    const { text, named, marked } = change;
    if (named.length + marked.length === 0) return;
    writeFileSync(join(root, folder, name), text);
    fixed.push({ file: join(folder, name), named, marked });
  };
  const own = files.filter((file) => ownName.test(file));
  for (const file of own) {
    const { text, named } = nameSteps(readFileSync(join(root, folder, file), 'utf8'));
    fix(file, { text, named, marked: [] });
  }
  for (const file of own) {
    const name = file.slice(0, -'.yaml'.length);
    const found = read(readFileSync(join(root, folder, file), 'utf8'), name);
    if ('flow' in found) flows.set(name, found.flow);
  }
  for (const name of files.filter((file) => /^[a-z0-9-]+\.[^.]+\.yaml$/.test(file))) {
    const flow = flows.get(name.slice(0, name.indexOf('.')));
    if (flow === undefined) continue;
    const { text, marked } = markSteps(readFileSync(join(root, folder, name), 'utf8'), flow);
    fix(name, { text, named: [], marked });
  }
  return fixed;
}
