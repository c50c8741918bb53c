import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { benchRows, type BenchRow } from './command/bench/row-name.ts';
import { environmentHelp, storeSettings } from './command/environment.ts';

const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
};
const { env } = process;

interface Json {
  readonly json: boolean;
}

const program = new Command('mooring')
  .description('A scripted companion for support groups.')
  .version(version, '--version', 'print the version')
  .helpCommand('help [command]', 'explain a command')
  .configureHelp({ optionDescription: ({ description }) => description })
  .exitOverride()
  .addHelpText(
    'after',
    '\nEach command explains itself with --help, and answers in JSON with --json.' +
      '\nIt exits 0 when all is well, 1 when something was found or failed, 2 when it was used or set up wrongly.',
  );

// Commands inherit all this when they are made, so it stands before them.
program.commandsGroup('To talk:');

program
  .command('start')
  .description('open the companion: in the terminal while no platform is set up')
  .option('--plain', 'no colour, no redrawing: for screen readers', false)
  .option('--locale <locale>', 'the language to begin in, such as en or es')
  .option('--json', 'what keeps it from starting, as JSON', false)
  .addHelpText('after', environmentHelp())
  .action(async (options: Json & { plain: boolean; locale?: string }) => {
    const { start } = await import('./command/start.ts');
    const { plain, json, locale = null } = options;
    process.exitCode = await start(root, { plain, json, locale, env, luck: Math.random });
  });

interface Played extends Json {
  readonly plain: boolean;
  readonly now?: string;
  readonly zone?: string;
  readonly locale?: string;
  readonly country?: string;
  readonly seed?: string;
  readonly name?: string;
}

program
  .command('play')
  .description('rehearse a flow, or the whole companion; nothing is kept')
  .argument('[flow]', "a flow's name, or the path of a draft such as drafts/my-flow.yaml")
  .option('--now <instant>', 'where the clock stands still, such as 2026-03-02T09:00:00Z')
  .option('--zone <zone>', 'the time zone it is played in, such as Europe/Dublin')
  .option('--locale <locale>', 'the language, such as en or es')
  .option('--country <country>', 'two letters, such as IE: whose help lines are shown')
  .option('--seed <seed>', 'the same seed and the same --now say the same words')
  .option('--name <name>', 'what the member is called, where they have finished the welcome')
  .option('--plain', 'no colour, no redrawing: for screen readers', false)
  .option('--json', 'what keeps it from playing, as JSON', false)
  .addHelpText(
    'after',
    '\nA line `+ 26h` or `@ 2026-03-02T09:00:00Z` moves the clock on; what is due on the way happens at its own time.',
  )
  .action(async (flow: string | undefined, options: Played) => {
    const { play } = await import('./command/play.ts');
    const { now, zone, locale, country, seed, name } = options;
    const asked = { flow, now, zone, locale, country, seed, name };
    const given = Object.fromEntries(
      Object.entries(asked).map(([key, value]) => [key, value ?? null]),
    ) as { readonly [Key in keyof typeof asked]: string | null };
    const { plain, json } = options;
    process.exitCode = await play(root, { ...given, plain, json, env });
  });

program.commandsGroup('To write:');

program
  .command('check')
  .description('check everything authors wrote: flows, phrases, crisis lines')
  .argument('[paths...]', 'files or folders to check, also outside flows/; all without')
  .option(
    '--fix',
    'first name every step that has no id, and mark what translations translate',
    false,
  )
  .option('--json', 'print the problems as JSON', false)
  .action(async (paths: readonly string[], { json, fix }: Json & { fix: boolean }) => {
    const { check } = await import('./command/check.ts');
    const { seesColour } = await import('./command/tell-problems.ts');
    const colour = seesColour(process.stdout, env);
    process.exitCode = check(root, { paths, json, fix, colour, here: process.cwd() });
  });

program
  .command('graph')
  .description('draw a flow as a Mermaid chart; without one, how the flows run each other')
  .argument('[flow]', 'its file name without .yaml')
  .option('--json', 'print the chart, and what the flows are, as JSON', false)
  .addHelpText(
    'after',
    '\nPaste what it prints into a ```mermaid block of a Markdown page, or into mermaid.live.',
  )
  .action(async (flow: string | undefined, { json }: Json) => {
    const { graph } = await import('./command/graph.ts');
    process.exitCode = graph(root, flow ?? null, json);
  });

program
  .command('schema')
  .description('write the JSON Schema of flows and translations, for completion in editors')
  .option('--json', 'print what was written as JSON', false)
  .action(async ({ json }: Json) => {
    const { schema } = await import('./command/schema.ts');
    process.exitCode = schema(root, json);
  });

program
  .command('test-flows')
  .description('play the conversations written as tests inside flows')
  .argument('[flows...]', 'which: by id or file, such as menu or flows/menu.yaml; all without')
  .option('--json', 'print what failed as JSON', false)
  .action(async (flows: readonly string[], { json }: Json) => {
    const { testFlows } = await import('./command/test-flows.ts');
    process.exitCode = testFlows(root, flows, json);
  });

program.commandsGroup('To run it for others:');

program
  .command('doctor')
  .description('look whether the store is there, opens, and is sound')
  .option('--json', 'print what was found as JSON', false)
  .addHelpText('after', environmentHelp(storeSettings))
  .action(async ({ json }: Json) => {
    const { doctor } = await import('./command/doctor.ts');
    process.exitCode = await doctor({ env, json });
  });

program
  .command('backup')
  .description('write a consistent, encrypted copy of the store, while it runs')
  .argument('<file>', 'where to; it must not be there yet')
  .option('--json', 'print what was done as JSON', false)
  .addHelpText('after', environmentHelp(storeSettings))
  .action(async (file: string, { json }: Json) => {
    const { backup } = await import('./command/backup.ts');
    process.exitCode = await backup(file, { env, json });
  });

program
  .command('restore')
  .description('put a backup in place, while the service is down')
  .argument('<file>', 'a file that `backup` wrote')
  .option('--replace', 'replace the store that is there', false)
  .option('--json', 'print what was done as JSON', false)
  .addHelpText('after', environmentHelp(storeSettings))
  .action(async (file: string, { json, replace }: Json & { replace: boolean }) => {
    const { putBack } = await import('./command/put-back.ts');
    process.exitCode = await putBack(file, replace, { env, json });
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
    const { bench } = await import('./command/bench.ts');
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
    const { exportMember } = await import('./command/export-member.ts');
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
    const { forget } = await import('./command/forget.ts');
    process.exitCode = await forget({ member, yes, json, env });
  });

if (process.argv.length <= 2) program.outputHelp();
else {
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
}

function wholeNumber(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 2 && count <= 100_000) return count;
  throw new InvalidArgumentError('It takes a whole number from 2 to 100000.');
}
