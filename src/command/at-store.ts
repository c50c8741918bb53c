import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { isRefused, readConfig, type Config, type Environment } from '#config.ts';
import { findKey } from '#store/key.ts';
import { refusal } from '#store/sqlite/refusal.ts';
import { StoreError } from '#store/store.ts';
import { answer, type Finding } from './answer.ts';

/** What an operator's command is given: the environment, and whether to answer in JSON. */
export interface OperatorOptions {
  readonly env: Environment;
  readonly json: boolean;
}

/** Where the store is, and what opens it. */
export interface StorePlace {
  readonly config: Config;
  readonly file: string;
  /** Is there a store? Commands that only look make none. */
  readonly exists: boolean;
  /** Finds the key, or makes one where there is no store yet. */
  readonly key: () => Uint8Array;
  readonly hasKey: boolean;
}

/** Does an operator's work at the store and says what came of it; settings that cannot be used give 2, a store that refuses gives 1. `evenClosed`: also where the folder cannot be entered. */
export async function atStore(
  { env, json }: OperatorOptions,
  work: (place: StorePlace) => Finding | Promise<Finding>,
  evenClosed = false,
): Promise<number> {
  const config = readConfig(env, process.cwd());
  if (isRefused(config)) {
    const words = config.map(({ variable, message, mend }) => `${variable}: ${message}; ${mend}.`);
    if (json)
      process.stdout.write(`${JSON.stringify({ refused: 'configuration', problems: config })}\n`);
    process.stderr.write(`${words.join('\n')}\n`);
    return 2;
  }
  const file = join(config.folder, 'mooring.db');
  try {
    if (!evenClosed && isClosed(config.folder)) throw closed(config.folder);
    const finding = await work({
      config,
      file,
      exists: existsSync(file),
      key: () => findKey({ text: config.key, file: config.keyFile, store: file }).key,
      hasKey: config.key !== null || existsSync(config.keyFile),
    });
    return answer(finding, json);
  } catch (error) {
    const refused = refusal(error, file);
    if (!(refused instanceof StoreError)) throw error;
    if (json) process.stdout.write(`${JSON.stringify({ refused: refused.reason })}\n`);
    process.stderr.write(`${refused.message}\n`);
    return 1;
  }
}

function isClosed(folder: string): boolean {
  if (!existsSync(folder)) return false;
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return false;
  } catch {
    return true;
  }
}

function closed(folder: string): StoreError {
  return new StoreError(
    'read-only',
    `The data folder ${folder} cannot be entered. Nothing was changed. Run this as the user Mooring runs as, or give the folder to them: \`chown <user> ${folder}\`.`,
  );
}
