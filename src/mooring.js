#!/usr/bin/env node
// The one file of JavaScript: Node can keep what it compiles only of what is loaded after it was asked to, and the
// first TypeScript file costs more than everything else a start does. Kept code is run as it is found: so it lies in
// the data folder, beside the key, and is neither written nor taken where anybody but us could write.
import { lstatSync, mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';

const data = resolve(process.env.MOORING_DATA?.trim() || 'data');
const folders = [data, resolve(data, 'cache'), resolve(data, 'cache', 'code')];
const [, , command, ...flags] = process.argv;

try {
  const opens = command === 'start' && !flags.includes('--help') && !flags.includes('-h');
  if (opens) mkdirSync(folders[2], { recursive: true, mode: 0o700 });
  if (folders.every(isOurs)) enableCompileCache({ directory: folders[2] });
} catch {
  // No such folder, or one that cannot be written: the start is slower, and that is all.
}

await import('./main.ts');

/** @param {string} folder */
function isOurs(folder) {
  const { uid, mode } = lstatSync(folder);
  return uid === process.getuid?.() && (mode & 0o022) === 0;
}
