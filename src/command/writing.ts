import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { environmentHelp } from './environment.ts';
import type { Json, Wiring } from './wiring.ts';

/** Wires the commands of authors. */
export function writing(program: Command, { root, env }: Wiring): void {
  program.commandsGroup('To write:');

  program
    .command('check')
    .description('check everything authors wrote: flows, phrases, crisis lines')
    .argument('[paths...]', 'files or folders to check, also outside flows/; all without')
    .option(
      '--fix',
      'first name every step that has no id, and without paths mark what translations translate',
      false,
    )
    .option('--explain <code>', 'tell what a problem of this code means, with an example, instead')
    .option('--json', 'print the problems as JSON', false)
    .action(
      async (paths: readonly string[], options: Json & { fix: boolean; explain?: string }) => {
        const { json, fix, explain } = options;
        if (explain !== undefined) {
          const { explainProblem } = await import('./explain-problem.ts');
          process.exitCode = explainProblem(root, explain, json);
          return;
        }
        const { check } = await import('./check.ts');
        const { seesColour } = await import('./tell-problems.ts');
        const colour = seesColour(process.stdout, env);
        process.exitCode = check(root, { paths, json, fix, colour, here: process.cwd() });
      },
    );

  program
    .command('graph')
    .description('draw a flow as a Mermaid chart; without one, how the flows run each other')
    .argument('[flow]', 'its file name without .yaml, or the path of a draft')
    .option('--json', 'print the chart, and what the flows are, as JSON', false)
    .addHelpText(
      'after',
      '\nPaste what it prints into a ```mermaid block of a Markdown page, or into mermaid.live.',
    )
    .action(async (flow: string | undefined, { json }: Json) => {
      const { graph } = await import('./graph.ts');
      process.exitCode = graph(root, flow ?? null, json);
    });

  program
    .command('schema')
    .description('write the JSON Schema of flows and translations, for completion in editors')
    .option('--json', 'print what was written as JSON', false)
    .action(async ({ json }: Json) => {
      const { schema } = await import('./schema.ts');
      process.exitCode = schema(root, json);
    });

  program
    .command('test-flows')
    .description('play the conversations written as tests inside flows, and transcripts')
    .argument(
      '[names...]',
      'flows by id or file, transcripts (.txt) or folders of them; the tests of all flows without',
    )
    .option('--update', 'write the transcripts that were named anew, to be read', false)
    .option('--json', 'print what failed as JSON', false)
    .addHelpText(
      'after',
      '\nWhat did not go as written is shown as a conversation: `-` was expected and did not come, `+` came instead.',
    )
    .action(async (names: readonly string[], { json, update }: Json & { update: boolean }) => {
      const { testFlows } = await import('./test-flows.ts');
      const { seesColour } = await import('./tell-problems.ts');
      const colour = seesColour(process.stdout, env);
      process.exitCode = await testFlows(root, { names, update, json, colour });
    });

  program
    .command('coverage')
    .description('tell how far tests and transcripts come, by steps, ways and languages')
    .argument('[names...]', 'flows by id or file, or folders of drafts; all flows without')
    .option('--missing', 'list what no conversation has visited, with its line', false)
    .option('--json', 'print it all as JSON', false)
    .action(async (names: readonly string[], { json, missing }: Json & { missing: boolean }) => {
      const { coverage } = await import('./coverage.ts');
      process.exitCode = await coverage(root, { names, missing, json });
    });

  program
    .command('screen')
    .description('say what the crisis screen hears in a text, why, and what a member is answered')
    .argument('[text]', 'the words; without them each line of the input is one text')
    .option('--locale <locale>', "the member's language, such as en or es")
    .option('--json', 'print a line of JSON for each text', false)
    .addHelpText(
      'after',
      '\nThe words are printed here, so they may stay in your terminal and, as an argument, in the history of your shell.' +
        '\nMooring keeps none of them. Write words of your own; never those of a real person.' +
        `\n${environmentHelp(['MOORING_COUNTRY', 'MOORING_LOCALE'])}`,
    )
    .action(async (text: string | undefined, { json, locale }: Json & { locale?: string }) => {
      const { screen } = await import('./screen.ts');
      const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
      const wanted = { text: text ?? null, lines, locale: locale ?? null, json, env };
      process.exitCode = await screen(root, wanted);
      lines.close();
    });
}
