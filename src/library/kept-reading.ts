import { createHmac, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Keep } from './keep.ts';
import type { Written } from './written.ts';

/**
 * A reading kept from an earlier start, or `null` where there is none that counts. One that is damaged, of other files
 * or of other code, or that was not sealed with our key is as good as none: what members read comes from the files.
 */
export function recall({ folder, key }: Keep, print: string): Written | null {
  const kept = contentOf(join(folder, nameOf(print)));
  if (kept === null) return null;
  const end = kept.indexOf('\n');
  const seal = Buffer.from(kept.subarray(0, Math.max(end, 0)).toString('latin1'), 'base64url');
  const body = kept.subarray(end + 1);
  const ours = sealOf(key(), print, body);
  if (seal.length !== ours.length || !timingSafeEqual(seal, ours)) return null;
  const { locales, ...rest } = JSON.parse(body.toString('utf8')) as Kept;
  return {
    ...rest,
    locales: locales.map((one) => ({ ...one, phrases: new Map(one.phrases) })),
  };
}

/** `Written` as JSON can hold it. */
type Kept = Omit<Written, 'locales'> & {
  readonly locales: readonly (Omit<Written['locales'][number], 'phrases'> & {
    readonly phrases: readonly (readonly [never, readonly string[]])[];
  })[];
};

/** Keeps a reading for the next start, whole or not at all; false where nothing can be written. */
export function remember({ folder, key }: Keep, print: string, written: Written): boolean {
  const locales = written.locales.map((one) => ({ ...one, phrases: [...one.phrases] }));
  const body = Buffer.from(JSON.stringify({ ...written, locales }));
  const seal = sealOf(key(), print, body).toString('base64url');
  const name = nameOf(print);
  try {
    // Its own parent is there, or it is not made: `recursive` never ends where nothing can be made, as below `/proc`.
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    const beside = join(folder, `${name}.${randomUUID()}`);
    writeFileSync(beside, Buffer.concat([Buffer.from(`${seal}\n`), body]), {
      mode: 0o600,
      flag: 'wx',
    });
    renameSync(beside, join(folder, name));
    letGo(folder);
    return true;
  } catch {
    return false;
  }
}

/** So many readings stay, the newest: an author goes to and fro between two versions. */
const most = 4;

function letGo(folder: string): void {
  const readings = readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(folder, name));
  const age = new Map(readings.map((file) => [file, statSync(file).mtimeMs]));
  const newest = readings.toSorted((a, b) => (age.get(b) as number) - (age.get(a) as number));
  for (const file of newest.slice(most)) rmSync(file, { force: true });
}

const prefix = 'reading-';

function nameOf(print: string): string {
  return prefix + print.slice(0, 16);
}

function contentOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

function sealOf(key: Uint8Array, print: string, body: Uint8Array): Buffer {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'mooring: kept reading', 32));
  return createHmac('sha256', own).update(`${print}\n`).update(body).digest();
}
