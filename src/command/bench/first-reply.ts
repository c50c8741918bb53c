import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFlags } from './node-flags.ts';

/** From starting the process to the first line it says, ms: at the very first start, which makes the key and the store, reads everything and compiles all code anew, and at later ones. */
export interface ColdStart {
  readonly first: number;
  readonly again: readonly number[];
}

/** Starts the companion on a pipe, once in an empty folder and `count` times more there. */
export async function coldStart(
  root: string,
  folder: string,
  { env, count }: { readonly env: NodeJS.ProcessEnv; readonly count: number },
): Promise<ColdStart> {
  const place = { ...env, MOORING_DATA: join(folder, 'cold') };
  // As on a machine where nothing was ever kept; it may be deleted at any time.
  rmSync(join(root, 'node_modules/.cache/mooring'), { recursive: true, force: true });
  const first = await untilFirstReply(root, place);
  const again: number[] = [];
  for (let index = 0; index < count; index += 1) again.push(await untilFirstReply(root, place));
  return { first, again };
}

function untilFirstReply(root: string, env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    let took: number | null = null;
    const child = spawn(
      process.execPath,
      [...nodeFlags, join(root, 'src', 'mooring.js'), 'start', '--plain'],
      {
        env: { ...env, MOORING_KEY: '', MOORING_KEY_FILE: '', NO_COLOR: '1' },
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    );
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      if (took !== null || text.trim() === '') return;
      took = performance.now() - from;
      child.stdin.end();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (took === null) reject(new Error(`it said nothing and ended with ${code}`));
      else resolve(took);
    });
  });
}
