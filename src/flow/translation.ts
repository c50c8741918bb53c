import { z } from 'zod';
import type { StepId } from '#conversation/id.ts';
import type { Text } from './flow.ts';
import { altPart, textPart } from './steps/parts.ts';

/** A flow's texts in another language, by step. What is missing falls back to the flow's own language, message by message. */
export interface Translation {
  readonly locale: string;
  readonly title: string | null;
  readonly about: string | null;
  readonly steps: Readonly<Record<StepId, StepTexts>>;
  /** `on.word` lists, by position. */
  readonly words: Readonly<Record<number, readonly string[]>>;
}

/** One step's texts in another language. */
export interface StepTexts {
  readonly text: Text | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly reprompts: Text | null;
  readonly why: string | null;
  /** By rung; short where not all are translated. */
  readonly nudges: readonly Text[];
  readonly checks: readonly string[];
  /** What pictures show, in their order; short where not all are translated. */
  readonly alts: readonly string[];
  readonly options: Readonly<
    Record<string, { readonly label: string; readonly match: readonly string[] }>
  >;
}

const scalar = z.union([z.string(), z.number()]);

const stepTexts = z.strictObject({
  of: z
    .string()
    .optional()
    .describe('The mark of the words this translates; `check` tells it, and when it is stale.'),
  say: textPart.optional().describe('What a `say` says.'),
  ask: textPart.optional().describe('What an `ask` asks.'),
  low: z.string().optional().describe('What the low end of a scale means.'),
  high: z.string().optional().describe('What the high end of a scale means.'),
  reprompts: textPart
    .optional()
    .describe('Said instead of the question after something not understood.'),
  why: z.string().min(1).max(500).optional().describe('What is said to “why do you ask?”.'),
  nudge: z
    .union([textPart, z.array(textPart)])
    .optional()
    .describe('What is said while nobody answers; of several nudges a list, one text each.'),
  alt: z
    .union([altPart, z.array(altPart)])
    .optional()
    .describe('What the picture shows; of several pictures a list, in their order.'),
  check: z.array(z.string()).optional().describe('The messages of `check`, in their order.'),
  options: z
    .record(
      z.string(),
      z.strictObject({
        label: z.string().min(1).max(80).describe('What the member sees.'),
        match: z.array(scalar).optional().describe('Other words that mean this option.'),
      }),
    )
    .optional()
    .describe('The options, by their value.'),
});

/** A whole translation file. */
export const translationFile = z
  .strictObject({
    of: z.string().describe('The flow, by its file name without .yaml.'),
    locale: z.string().describe('The language of this file, such as es.'),
    title: z.string().optional().describe('The title.'),
    about: z.string().optional().describe('The sentence for the menu.'),
    steps: z.record(z.string(), stepTexts).describe('The texts, by the id of their step.'),
    words: z
      .record(z.string(), z.array(z.string().min(1)))
      .optional()
      .describe('The words of `on.word`, by their position: 0 is the first.'),
  })
  .describe('A translation of a Mooring flow: its texts by step.');

/** A translation file as it is written. */
export type RawTranslation = z.infer<typeof translationFile>;

/** One step of it. */
export type RawTexts = z.infer<typeof stepTexts>;
