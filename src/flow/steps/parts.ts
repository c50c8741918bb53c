import { clockTime } from '#conversation/clock-time.ts';
import { z } from 'zod';
import { readDuration } from '#conversation/duration.ts';
import type { FlowId, Millis } from '#conversation/id.ts';
import type { Text, Variant } from '../flow.ts';
import type { RunStep } from '../step.ts';

/** A step's id: letters, digits and dashes. */
export const idPart = z
  .string()
  .regex(
    /^(?!constructor$)[a-z0-9][a-z0-9-]{0,59}$/,
    'an id has lower-case letters, digits and dashes, 60 at most',
  )
  .meta({
    id: 'step-id',
    description:
      'The name of this step, unique in the file. Translations and `goto` know it by this name.',
  });

/** A CEL expression. */
export const expressionPart = z.string().min(1).max(500).meta({
  id: 'expression',
  description: 'An expression over `data`, such as heaviness >= 7; a text needs inner quotes.',
});

const wording = z.string().min(1).max(4000);

/** One wording, or several of which the least recently used is taken. */
export const textPart = z
  .union([
    wording,
    z
      .array(
        z.union([
          wording,
          z.strictObject({
            text: wording.describe('The wording.'),
            when: expressionPart.optional().describe('When this wording fits; always if left out.'),
          }),
        ]),
      )
      .min(1)
      .max(200),
  ])
  .meta({
    id: 'text',
    description:
      'What is said: a text, or a list of wordings of which the least recently used is taken.',
  });

/** What stands for a picture where it is not seen. */
export const altPart = z.string().min(3).max(1000);

/** How one of several wordings is taken. */
export const pickPart = z
  .enum(['least-recent', 'cycle', 'once', 'shuffle'])
  .meta({ id: 'pick', description: 'How a wording is taken; least-recent if left out.' });

/** An author's duration. */
export const durationPart = z
  .string()
  .refine(
    (text) => readDuration(text) !== null,
    'a duration looks like 30m, 2h or 1d 12h, up to a year',
  )
  .meta({
    id: 'duration',
    description: 'A duration: 30m, 2h, 1d, 1w, or several together such as 1d 12h; at most a year.',
    pattern: String.raw`^\s*\d{1,5}[smhdw](\s+\d{1,5}[smhdw])*\s*$`,
  });

/** Milliseconds of an optional duration that was validated before. */
export function millis(duration: string | undefined): number | null {
  return duration === undefined ? null : readDuration(duration);
}

/** An author's duration, or an expression that gives one. What begins with a figure is no expression. */
export const lastingPart = z
  .string()
  .min(1)
  .max(500)
  .refine(
    (text) => !/^\s*[-+.\d]/.test(text) || readDuration(text) !== null,
    'a duration looks like 30m, 2h or 1d 12h, up to a year',
  )
  .meta({
    id: 'lasting',
    description:
      'A duration such as 30m, 2h or 1d 12h, data that holds one, or an expression that gives one, such as hours(2).',
    pattern: String.raw`^\s*(\d{1,5}[smhdw](\s+\d{1,5}[smhdw])*\s*$|[^-+.\d\s])`,
  });

/** Milliseconds of a duration that is written out, or else the expression that gives it. */
export function lasting(text: string | undefined): Millis | string | null {
  return text === undefined ? null : (readDuration(text) ?? text);
}

/** A wall time. */
const timePart = z
  .string()
  .regex(clockTime, "a time looks like '09:00'")
  .meta({ id: 'time', description: "A time of day, '00:00' to '23:59', in quotes." });

/** A wall time, or an expression that gives one. What begins with a figure is no expression. */
export const someTimePart = z
  .string()
  .min(1)
  .max(500)
  .refine(
    (text) => !/^\s*\d/.test(text) || timePart.safeParse(text).success,
    "a time looks like '09:00'",
  )
  .meta({
    id: 'some-time',
    description: "A time of day such as '18:00', in quotes, data that holds one, or an expression.",
    pattern: String.raw`^\s*(([01]\d|2[0-3]):[0-5]\d$|[^\d\s])`,
  });

/** The name of a piece of data. */
export const dataNamePart = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,39}$/);

/** Named expressions. */
export const valuesPart = z.record(dataNamePart, expressionPart).meta({
  id: 'expressions',
  description: 'Names, each with the expression that gives its value.',
});

/** Another flow. */
export const flowNamePart = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'a flow is named by its file, without .yaml')
  .describe('A flow, by its file name without .yaml.');

/** Another flow, or an expression that names one among several. */
export const otherFlowPart = z.union([
  flowNamePart,
  z.strictObject({
    flow: expressionPart.describe('An expression that gives the name of the flow.'),
    among: z.array(flowNamePart).min(1).describe('Every flow it may name.'),
  }),
]);

/** The flow that is named, or those an expression may name. */
export function otherFlow(raw: z.infer<typeof otherFlowPart>): OtherFlow {
  if (typeof raw === 'string')
    return { flow: raw as FlowId, flowFrom: null, among: [raw as FlowId] };
  return { flow: null, flowFrom: raw.flow, among: raw.among.map((name) => name as FlowId) };
}

type OtherFlow = Pick<RunStep, 'flow' | 'flowFrom' | 'among'>;

/** A nested list of steps; each is read by its own type. */
export const stepsPart = z
  .array(z.unknown())
  .meta({ id: 'steps', description: 'Steps, one after the other.' });

/** The questions of a form; each is read as the `ask` it is. */
export const fieldsPart = z
  .array(z.unknown())
  .min(2)
  .max(10)
  .meta({ id: 'fields', description: 'Questions, each an `ask` that leads nowhere by itself.' });

/** The three ways to go on. */
export const wayPart = {
  do: stepsPart.optional().describe('Steps to do before the script goes on.'),
  goto: z.string().optional().describe('The id of the step to go on with.'),
  end: z.string().optional().describe('The outcome this flow then ends with, such as done.'),
};

/** What a plan does when it finds the member busy. */
export const busyPart = z.enum(['queue', 'skip', 'interrupt']);

/** A text as authors write it, as wordings. */
export function toText(raw: z.infer<typeof textPart>): Text {
  if (typeof raw === 'string') return [{ text: tidy(raw), when: null }];
  return raw.map((item): Variant =>
    typeof item === 'string'
      ? { text: tidy(item), when: null }
      : { text: tidy(item.text), when: item.when ?? null },
  );
}

/** Folds line ends inside a paragraph and trims; a blank line stays a paragraph's end. */
export function tidy(text: string): string {
  return text
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}
