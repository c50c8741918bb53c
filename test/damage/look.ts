import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '#command/answer.ts';
import { diagnose } from '#command/diagnose.ts';
import { isRefused, readConfig } from '#config.ts';
import { findKey } from '#store/key.ts';

/** What `doctor` says of a data folder. */
export function look(folder: string, isQuick = false): Finding {
  const config = readConfig({ MOORING_DATA: folder }, folder);
  if (isRefused(config)) throw new Error('the settings are in order');
  const file = join(folder, 'mooring.db');
  const hasKey = existsSync(config.keyFile);
  const key = () => findKey({ text: null, file: config.keyFile, store: file }).key;
  return diagnose({ config, file, exists: existsSync(file), key, hasKey }, isQuick);
}

/** The codes of what was found. */
export function codesIn({ facts }: Finding): readonly string[] {
  return (facts['ailments'] as readonly { code: string }[]).map(({ code }) => code);
}
