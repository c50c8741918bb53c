#!/usr/bin/env node
import { join } from 'node:path';
import { Command } from 'commander';

const root = join(import.meta.dirname, '..');
const program = new Command('mooring')
  .description('A scripted companion for support groups.')
  .version('0.1.0');

program
  .command('start', { isDefault: true })
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

await program.parseAsync();
