import { InvalidArgumentError, Option, type Command } from 'commander';
import { benchRows, type BenchRow } from './bench/row-name.ts';
import { environmentHelp, storeSettings } from './environment.ts';
import type { PutBackOptions } from './put-back.ts';
import type { MigrateOptions } from './migrate.ts';
import type { Json, Wiring } from './wiring.ts';

/** Wires the commands of operators. */
export function operating(program: Command, { root, env }: Wiring): void {
  program.commandsGroup('To run it for others:');

  program
    .command('doctor')
    .description('look at all that is kept, say what is wrong and what to do; change nothing')
    .option('--quick', 'only what a health check needs: not every row, not what lies about', false)
    .option('--json', 'print what was found as JSON', false)
    .addHelpText(
      'after',
      `\nIt exits 1 when something is wrong, 0 when there are only notes. docs/operating.md explains each finding.\n${environmentHelp(storeSettings)}`,
    )
    .action(async ({ json, quick }: Json & { quick: boolean }) => {
      const { doctor } = await import('./doctor.ts');
      process.exitCode = await doctor({ env, json, quick });
    });

  program
    .command('backup')
    .description('write a consistent, encrypted copy of the store, while it runs')
    .argument('<file>', 'where to; it must not be there yet')
    .option('--json', 'print what was done as JSON', false)
    .addHelpText('after', environmentHelp(storeSettings))
    .action(async (file: string, { json }: Json) => {
      const { backup } = await import('./backup.ts');
      process.exitCode = await backup(file, { env, json });
    });

  program
    .command('restore')
    .description('put a backup in place, while the service is down')
    .argument('<file>', 'a file that `backup` wrote')
    .option('--replace', 'replace the store that is there', false)
    .option(
      '--accept-erased-log',
      'go on although erased.log is missing or damaged: somebody forgotten may be known again',
      false,
    )
    .option('--json', 'print what was done as JSON', false)
    .addHelpText('after', environmentHelp(storeSettings))
    .action(async (file: string, options: Json & PutBackOptions) => {
      const { putBack } = await import('./put-back.ts');
      process.exitCode = await putBack(file, options, { env, json: options.json });
    });

  program
    .command('change-key')
    .description("change the operator's key and write everything anew, while the service is down")
    .option(
      '--new-key-file <file>',
      'where MOORING_KEY is set: a file with the key that follows it',
    )
    .option('--json', 'print what was done as JSON', false)
    .addHelpText('after', environmentHelp(storeSettings))
    .action(async ({ json, newKeyFile = null }: Json & { newKeyFile?: string | null }) => {
      const { changeKeys } = await import('./change-key.ts');
      process.exitCode = await changeKeys(newKeyFile, { env, json });
    });

  program
    .command('bench')
    .description(
      'measure turns, processor, memory and start beside a hand-written switch, on this disk',
    )
    .option('--members <count>', 'how many members talk, from 2 up', wholeNumber, 2_000)
    .addOption(new Option('--only <row>', 'one row alone').choices(benchRows))
    .option('--json', 'print what was measured as JSON', false)
    .addHelpText('after', environmentHelp(['MOORING_DATA']))
    .action(async (options: Json & { members: number; only?: BenchRow }) => {
      const { bench } = await import('./bench.ts');
      const { json, members, only = null } = options;
      process.exitCode = await bench(root, { members, only, json, env });
    });

  program
    .command('export')
    .description('write everything that is kept of a member, as a page and as JSON')
    .argument('<member>', 'the code on their own page, or platform and id, such as terminal:me')
    .option(
      '--out <place>',
      'a folder (this one if left out), a file ending in .html or .json, or - for JSON here',
      '.',
    )
    .option('--json', 'print what was written as JSON', false)
    .addHelpText(
      'after',
      "\nFor a member who asks you for their data and cannot ask the companion. It needs the operator's key:" +
        '\nmoderators must never be able to read answers, so do not give them the key or these files.' +
        '\nFiles are for their owner alone (mode 600); nothing is printed but with --out -. It is written to the audit.' +
        `\n${environmentHelp(storeSettings)}`,
    )
    .action(async (member: string, { json, out }: Json & { out: string }) => {
      const { exportMember } = await import('./export-member.ts');
      process.exitCode = await exportMember(root, { member, out, json, env });
    });

  program
    .command('forget')
    .description('destroy everything that is kept of a member, also while the service runs')
    .argument('<member>', 'the code on their own page, or platform and id, such as terminal:me')
    .option('--yes', 'do not ask', false)
    .option('--json', 'print what was destroyed as JSON', false)
    .addHelpText(
      'after',
      '\nIt does what “delete my data” does: their key is destroyed, their rows are removed, what waits is cancelled,' +
        '\nopen reports are closed, and erased.log remembers it for backups. It cannot be undone, and they are not told.' +
        `\n${environmentHelp(storeSettings)}`,
    )
    .action(async (member: string, { json, yes }: Json & { yes: boolean }) => {
      const { forget } = await import('./forget.ts');
      process.exitCode = await forget({ member, yes, json, env });
    });

  program
    .command('migrate')
    .description('move everyone who is in an older edition of a flow into the one of now')
    .argument('<flow>', 'its file name without .yaml')
    .option('--apply', 'do it; without this it only says what it would do', false)
    .option('--withdraw', 'end the flow for everyone who is in it, with kind words', false)
    .addOption(
      new Option('--per-minute <count>', 'conversations a minute at most')
        .argParser(wholeNumber)
        .default(300),
    )
    .option('--json', 'print what was found as JSON', false)
    .addHelpText(
      'after',
      '\nNormally everybody finishes the edition they began. Where that must not be, the flow’s header says under' +
        '\n`replaces` where each step goes on. Works while the service runs, and goes on where it was broken off;' +
        '\nnobody is written to because of it. Start the service anew with the new flows first.' +
        `\n${environmentHelp(storeSettings)}`,
    )
    .action(async (flow: string, options: Json & Omit<MigrateOptions, 'flow' | 'env'>) => {
      const { migrate } = await import('./migrate.ts');
      process.exitCode = await migrate(root, { ...options, flow, env });
    });
}

function wholeNumber(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 2 && count <= 100_000) return count;
  throw new InvalidArgumentError('It takes a whole number from 2 to 100000.');
}
