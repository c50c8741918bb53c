import { z } from 'zod';
import { dataPart, localeName } from './header.ts';
import { choicesPart } from './steps/options.ts';
import { stepsPart } from './steps/parts.ts';

/** A whole fragment file but for its steps. */
export const fragmentFile = z
  .strictObject({
    about: z.string().min(1).max(200).describe('One sentence for those who use it.'),
    locale: localeName.describe('The language this file is written in.'),
    takes: dataPart
      .optional()
      .describe('What it is handed wherever it is used, each with its type.'),
    data: dataPart
      .optional()
      .describe('What it keeps in mind besides; empty each time it is come to.'),
    choices: choicesPart
      .optional()
      .describe('Answers that several of its questions share, by name: `options: that-name`.'),
    steps: stepsPart.describe('The script, from top to bottom.'),
  })
  .describe('A fragment: a script that flows include with `use`.');

export type FragmentFile = z.infer<typeof fragmentFile>;

/** The texts of the fragments there are, by their names. */
export type FragmentTexts = ReadonlyMap<string, string>;

/** Where a fragment stands, from the root. */
export function fragmentPath(name: string): string {
  return `flows/fragments/${name}.yaml`;
}
