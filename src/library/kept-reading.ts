import { createHmac, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Written } from './written.ts';

/**
 * A reading kept from an earlier start, or `null` where there is none that counts. One that is damaged, of other files
 * or of other code, or that was not written with our key is as good as none: what members read comes from the files.
 */
export function recall({ file, key }: Keep, print: string): Written | null {
  const kept = contentOf(file);
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

/** Where readings are kept, and with what they are sealed. */
export interface Keep {
  /** Absolute; its folder is made where it is not there. */
  readonly file: string;
  /** The operator's key; asked for only where there is something to open or to seal. */
  readonly key: () => Uint8Array;
}

/** `Written` as JSON can hold it. */
type Kept = Omit<Written, 'locales'> & {
  readonly locales: readonly (Omit<Written['locales'][number], 'phrases'> & {
    readonly phrases: readonly (readonly [never, readonly string[]])[];
  })[];
};

/** Keeps a reading for the next start. Where nothing can be written the next start reads again, and that is all. */
export function remember({ file, key }: Keep, print: string, written: Written): void {
  const locales = written.locales.map((one) => ({ ...one, phrases: [...one.phrases] }));
  const body = Buffer.from(JSON.stringify({ ...written, locales }));
  const whole = Buffer.concat([
    Buffer.from(`${sealOf(key(), print, body).toString('base64url')}\n`),
    body,
  ]);
  const beside = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(beside, whole, { mode: 0o600, flag: 'wx' });
    renameSync(beside, file);
  } catch {
    discard(beside);
  }
}

function contentOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never there.
  }
}

function sealOf(key: Uint8Array, print: string, body: Uint8Array): Buffer {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'mooring: kept reading', 32));
  return createHmac('sha256', own).update(`${print}\n`).update(body).digest();
}
