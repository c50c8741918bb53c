import { z } from 'zod';
import { closest } from '#conversation/spelling.ts';
import type { StepId } from '#conversation/id.ts';
import type { StepMap } from '#conversation/step-map.ts';
import type { Complaints } from './drafting.ts';
import type { Step } from './step.ts';

const names = z.array(z.string().min(1)).max(500);

/** How whoever is in an older edition goes on in this one, once an operator says so. */
export const replacesPart = z.strictObject({
  steps: z
    .record(z.string(), z.string())
    .optional()
    .describe('A step of before, and the step of now where whoever stands there goes on.'),
  again: names.optional().describe('Steps of before from which the flow begins anew.'),
  end: names.optional().describe('Steps of before from which the flow ends, with kind words.'),
  others: z
    .enum(['stay', 'again', 'end'])
    .optional()
    .describe(
      'Whoever stands at a step that is not here any more: finishes the older edition (stay, if left out), begins anew, or ends.',
    ),
  data: z
    .record(z.string(), z.string())
    .optional()
    .describe('What data was called before, and what it is called now.'),
});

type Replaces = z.infer<typeof replacesPart>;

/** The map an author wrote; `null` where there is none, and everybody finishes what they began. */
export function stepMapOf(written: Replaces | undefined): StepMap | null {
  if (written === undefined) return null;
  const { steps = {}, again = [], end = [], others = 'stay', data = {} } = written;
  return {
    steps: steps as Readonly<Record<string, StepId>>,
    again,
    end,
    others,
    data: Object.fromEntries(Object.entries(data).map(([before, now]) => [now, before])),
  };
}

/** Says where a map leads nowhere: only where the flow waits can somebody stand. */
export function replacesComplaints(
  { steps = {}, data = {} }: Replaces,
  flow: {
    readonly steps: Readonly<Record<string, Step>>;
    readonly data: Readonly<Record<string, unknown>>;
  },
  complaints: Complaints,
): void {
  const waits = Object.values(flow.steps).filter(({ type }) => standing.has(type));
  const ids = waits.map(({ id }) => id).filter((id) => !id.startsWith('~'));
  for (const [before, now] of Object.entries(steps)) {
    if (waits.some(({ id }) => id === now)) continue;
    complaints.say(
      'unknown-target',
      ['replaces', 'steps', before],
      Object.hasOwn(flow.steps, now)
        ? `nobody can stand at \`${now}\`: it goes on by itself`
        : `no step is called \`${now}\``,
      `name one that waits for something${nearOf(now, ids)}; or name \`${before}\` under \`again\` or \`end\``,
    );
  }
  for (const [before, now] of Object.entries(data))
    if (!Object.hasOwn(flow.data, now))
      complaints.say(
        'undeclared',
        ['replaces', 'data', before],
        `\`${now}\` is not declared under \`data\``,
        `name what \`${before}\` is called now${nearOf(now, Object.keys(flow.data))}`,
      );
}

const standing: ReadonlySet<Step['type']> = new Set(['ask', 'wait', 'run']);

function nearOf(word: string, known: readonly string[]): string {
  const near = closest(word, known);
  return near === null ? '' : `, such as \`${near}\``;
}
