#!/usr/bin/env node
// The one file of JavaScript: Node can keep what it compiles only of what is loaded after it was asked to, and the
// first TypeScript file costs more than everything else a start does. Kept code is run as it is found, so it lies
// beside our own code, or else beside the operator's key, and only where nobody but us can write.
import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import module from 'node:module';
import { dirname, join, resolve } from 'node:path';

// Whole, and not by names: an older Node has not all of them, and would say no more than that.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 26) {
  process.stderr.write(
    `Mooring needs Node 26 or newer, and this is ${process.versions.node}.\n` +
      'In its own folder, `npx mooring` and `npm start` run on the Node that `npm ci` brought.\n',
  );
  process.exit(2);
}

const [, , command, ...flags] = process.argv;
const starts = command === 'start' && !flags.includes('--help') && !flags.includes('-h');
const data = resolve(process.env.MOORING_DATA?.trim() || 'data');
const beside = join(import.meta.dirname, '../node_modules/.cache/mooring');

if (!keepsIn([beside]) && starts) keepsIn([data, join(data, 'cache')]);

await import('./main.ts');

/**
 * Keeps compiled code in the last of these folders; false where it, or one before it, is not ours alone to write.
 * @param {readonly string[]} folders
 */
function keepsIn(folders) {
  try {
    const directory = join(folders.at(-1) ?? '', 'code');
    for (const folder of [dirname(folders[0] ?? ''), ...folders, directory]) makeFolder(folder);
    if (![...folders, directory].every(isOurs)) return false;
    return (
      module.enableCompileCache({ directory }).status !== module.constants.compileCacheStatus.FAILED
    );
  } catch {
    return false;
  }
}

/**
 * Not Node's own `recursive`: where nothing can ever be made, as below `/proc`, that never ends.
 * @param {string} folder
 */
function makeFolder(folder) {
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
}

/** @param {string} folder */
function isOurs(folder) {
  const { uid, mode } = lstatSync(folder);
  return uid === process.getuid?.() && (mode & 0o022) === 0;
}
