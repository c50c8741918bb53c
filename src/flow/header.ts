import { z } from 'zod';
import { dataTypes } from './flow.ts';
import { durationPart, stepsPart, wayPart } from './steps/parts.ts';

const dataName = z
  .string()
  .regex(
    /^[a-z][a-zA-Z0-9_]{0,39}$/,
    'a name begins with a small letter and has letters, digits and _',
  );

const localeName = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,4})?$/, 'a language looks like en, es or es-419');

/** A whole flow file but for its steps, which are read by their own types. */
export const flowFile = z
  .strictObject({
    title: z.string().min(1).max(80),
    about: z.string().min(1).max(200).describe('One sentence for the menu.'),
    kind: z.enum(['check-in', 'lesson', 'exercise', 'quiz', 'system']),
    locale: localeName.describe('The language this file is written in.'),
    topics: z.array(z.string()).max(20).optional(),
    intensity: z.union([z.literal(0), z.literal(1), z.literal(2)]).optional(),
    expires: durationPart.optional(),
    start: z.strictObject({ busy: z.enum(['queue', 'skip', 'interrupt']) }).optional(),
    audience: z.string().optional(),
    sources: z
      .array(
        z.strictObject({
          claim: z.string().min(1),
          source: z.string().min(1),
          strength: z.enum(['established', 'mixed', 'contested']),
        }),
      )
      .optional(),
    reviewed: z.strictObject({ by: z.string(), on: z.string() }).optional(),
    data: z.record(dataName, z.enum(dataTypes)).optional(),
    inputs: z.array(z.string()).optional(),
    outputs: z.array(z.string()).optional(),
    steps: stepsPart,
    on: z
      .strictObject({
        word: z
          .array(z.strictObject({ say: z.array(z.string().min(1)).min(1), ...wayPart }))
          .optional(),
        expiry: z.strictObject(wayPart).optional(),
        undeliverable: z.strictObject(wayPart).optional(),
      })
      .optional(),
    tests: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          locale: localeName.optional(),
          talk: z.string().min(1),
        }),
      )
      .optional(),
  })
  .describe('A Mooring flow: a script that is played with one person.');

export type FlowFile = z.infer<typeof flowFile>;
