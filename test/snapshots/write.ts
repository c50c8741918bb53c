import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from '#conversation/body/conversation-in.ts';
import { root } from '../support/repository.ts';
import { digestOf, frozenIn } from './frozen.ts';
import { states } from './states.ts';

/** Writes the snapshots of the format this code writes that are not there yet, and freezes them. What is there is never written again. */
const folder = join(root, 'test/snapshots', `format-${format}`);
mkdirSync(folder, { recursive: true });
const frozen = { ...frozenIn(folder) };
for (const [name, kept] of states()) {
  const file = join(folder, `${name}.json`);
  if (existsSync(file)) continue;
  const text = `${JSON.stringify(kept, null, 1)}\n`;
  writeFileSync(file, text);
  frozen[`${name}.json`] = digestOf(text);
  process.stdout.write(`${name}\n`);
}
writeFileSync(join(folder, 'frozen.json'), `${JSON.stringify(frozen, null, 1)}\n`);
