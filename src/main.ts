#!/usr/bin/env node
import { join } from 'node:path';
import { Command } from 'commander';

const root = join(import.meta.dirname, '..');
const program = new Command('mooring')
  .description('A scripted companion for support groups.')
  .version('0.1.0');

program
  .command('start')
  .description('open the companion: in the terminal while no platform is set up')
  .option('--plain', 'no colour, no redrawing: for screen readers', false)
  .option('--locale <locale>', 'the language to begin in, such as en or es')
  .action(async (options: { plain: boolean; locale?: string }) => {
    const { start } = await import('./command/start.ts');
    process.exitCode = await start(root, {
      plain: options.plain,
      locale: options.locale ?? null,
      env: process.env,
      luck: Math.random,
    });
  });

program
  .command('check')
  .description('check everything authors wrote: flows, phrases, crisis lines')
  .option('--json', 'print the problems as JSON', false)
  .action(async (options: { json: boolean }) => {
    const { check } = await import('./command/check.ts');
    process.exitCode = check(root, options.json);
  });

program
  .command('doctor')
  .description('look whether the store is there, opens, and is sound')
  .option('--json', 'print what was found as JSON', false)
  .action(async ({ json }: { json: boolean }) => {
    const { doctor } = await import('./command/operator.ts');
    process.exitCode = await doctor({ env: process.env, json });
  });

program
  .command('backup')
  .description('write a consistent, encrypted copy of the store, while it runs')
  .argument('<file>', 'where to; it must not be there yet')
  .option('--json', 'print what was done as JSON', false)
  .action(async (file: string, { json }: { json: boolean }) => {
    const { backup } = await import('./command/operator.ts');
    process.exitCode = await backup(file, { env: process.env, json });
  });

program
  .command('restore')
  .description('put a backup in place, while the service is down')
  .argument('<file>', 'a file that `backup` wrote')
  .option('--replace', 'replace the store that is there', false)
  .option('--json', 'print what was done as JSON', false)
  .action(async (file: string, { json, replace }: { json: boolean; replace: boolean }) => {
    const { putBack } = await import('./command/operator.ts');
    process.exitCode = await putBack(file, replace, { env: process.env, json });
  });

await program.parseAsync();
