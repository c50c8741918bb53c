import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { operating } from './command/operating.ts';
import { talking } from './command/talking.ts';
import { writing } from './command/writing.ts';

const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
};
// The YAML parser asks the environment whether to log, once for every sign it reads. Asking the system each time took a
// tenth of a check; asking a copy takes nothing.
process.env = { ...process.env };
const wiring = { root, env: process.env };

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
talking(program, wiring, Math.random);
writing(program, wiring);
operating(program, wiring);

// Whoever reads on the other end of a pipe may have read enough, as `head` has; a companion ends in its own way.
program.hook('preAction', (_, command) => {
  if (['start', 'play'].includes(command.name())) return;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
});

/** Help with a command there is not says so, and which was meant, as the command itself would. */
function asked(words: readonly string[]): readonly string[] {
  const [, , first, about = '-'] = words;
  const isKnown = ['help', ...program.commands.map((one) => one.name())].includes(about);
  return first !== 'help' || isKnown || about.startsWith('-') ? words : words.toSpliced(2, 1);
}

if (process.argv.length <= 2) program.outputHelp();
else {
  try {
    await program.parseAsync(asked(process.argv));
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  }
}
