import { fold, plain } from '#content/fold.ts';
import type { QuestionOption } from './question.ts';

/** A question's options by every name they have, folded once. */
export interface OptionIndex {
  readonly options: readonly QuestionOption[];
  /** As written, folded, and plain: the first in which a text is found decides. `null`: two options have this name. */
  readonly written: ReadonlyMap<string, QuestionOption | null>;
  readonly folded: ReadonlyMap<string, QuestionOption | null>;
  readonly plain: ReadonlyMap<string, QuestionOption | null>;
}

/** Indexes the options of one question; made once for each list. */
export function optionIndex(options: readonly QuestionOption[]): OptionIndex {
  const found = known.get(options);
  if (found !== undefined) return found;
  const made = {
    options,
    written: byName(options, asWritten),
    folded: byName(options, fold),
    plain: byName(options, plain),
  };
  known.set(options, made);
  return made;
}

const known = new WeakMap<readonly QuestionOption[], OptionIndex>();

/** The option with exactly this label or synonym, the nearer to the letter the better; `several` when two have it. */
export function named(text: string, index: OptionIndex): QuestionOption | 'several' | null {
  const found =
    index.written.get(asWritten(text)) ??
    index.folded.get(fold(text)) ??
    index.plain.get(plain(text));
  if (found !== undefined && found !== null) return found;
  const shared =
    index.written.has(asWritten(text)) ||
    index.folded.has(fold(text)) ||
    index.plain.has(plain(text));
  return shared ? 'several' : null;
}

function byName(
  options: readonly QuestionOption[],
  form: (name: string) => string,
): ReadonlyMap<string, QuestionOption | null> {
  const names = new Map<string, QuestionOption | null>();
  for (const option of options) {
    for (const name of [...option.labels, ...option.match].map(form)) {
      const taken = names.get(name);
      if (name !== '') names.set(name, taken === undefined || taken === option ? option : null);
    }
  }
  return names;
}

function asWritten(text: string): string {
  return text.normalize('NFC').trim();
}
