import type { Command } from 'commander';
import { environmentHelp } from './environment.ts';
import type { Json, Wiring } from './wiring.ts';

/** Wires the commands that open a conversation. */
export function talking(program: Command, { root, env }: Wiring, luck: () => number): void {
  program.commandsGroup('To talk:');

  program
    .command('start')
    .description('open the companion: in the terminal while no platform is set up')
    .option('--plain', 'no colour, no redrawing: for screen readers', false)
    .option('--locale <locale>', 'the language to begin in, such as en or es')
    .option('--json', 'what keeps it from starting, as JSON', false)
    .addHelpText('after', environmentHelp())
    .action(async (options: Json & { plain: boolean; locale?: string }) => {
      const { start } = await import('./start.ts');
      const { plain, json, locale = null } = options;
      process.exitCode = await start(root, { plain, json, locale, env, luck });
    });

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
    .option('--record <file>', 'write what is typed as a transcript, Mooring’s side played anew')
    .option('--plain', 'no colour, no redrawing: for screen readers', false)
    .option('--json', 'what keeps it from playing, as JSON', false)
    .addHelpText(
      'after',
      '\nA line `+ 26h` or `@ 2026-03-02T09:00:00Z` moves the clock on; what is due on the way happens at its own time.',
    )
    .action(async (flow: string | undefined, options: Played) => {
      const { play } = await import('./play.ts');
      const { now, zone, locale, country, seed, name, record } = options;
      const asked = { flow, now, zone, locale, country, seed, name, record };
      const given = Object.fromEntries(
        Object.entries(asked).map(([key, value]) => [key, value ?? null]),
      ) as { readonly [Key in keyof typeof asked]: string | null };
      const { plain, json } = options;
      process.exitCode = await play(root, { ...given, plain, json, env });
    });
}

interface Played extends Json {
  readonly plain: boolean;
  readonly now?: string;
  readonly zone?: string;
  readonly locale?: string;
  readonly country?: string;
  readonly seed?: string;
  readonly name?: string;
  readonly record?: string;
}
