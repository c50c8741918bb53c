import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Figures a proof counts, by name. */
export type Figures = Readonly<Record<string, number>>;

/** A long row of cases, by number. */
export interface Row {
  /** New for each row; part of a file's name. */
  readonly name: string;
  readonly total: number;
  /** How many cases are noted together. */
  readonly chunk: number;
  /** Proves the cases from `from` up to, not with, `to`; what it counted is added up. */
  readonly work: (from: number, to: number) => Promise<Figures> | Figures;
}

/**
 * Works through a row of cases chunk by chunk, and says how far it is. With the full counts a finished chunk is noted,
 * so that a run that was interrupted goes on behind it; `npm run proof -- --fresh`, or any change of the code, starts over.
 */
export async function inChunks({ name, total, chunk, work }: Row): Promise<Figures> {
  const began = Date.now();
  let { done, figures } = recall(name, total);
  if (done > 0) say(`${name}: ${done} of ${total} were done before`);
  while (done < total) {
    const to = Math.min(total, done + chunk);
    figures = sum(figures, await work(done, to));
    done = to;
    note(name, { total, done, figures });
    const took = Math.round((Date.now() - began) / 1_000);
    say(`${name}: ${done} of ${total} (${Math.floor((done / total) * 100)} %), ${took} s`);
  }
  return figures;
}

/** One of two counts: the shorter one of `proof:ci`, or the full one of `proof`. */
export function count(sizes: { readonly ci: number; readonly full: number }): number {
  return process.env['MOORING_PROOF'] === 'full' ? sizes.full : sizes.ci;
}

/** Says a line of progress or a figure, for whoever watches. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

interface Note {
  readonly total: number;
  readonly done: number;
  readonly figures: Figures;
}

function fileOf(name: string): string | null {
  const folder = process.env['MOORING_PROOF_NOTES'] ?? '';
  return folder === '' ? null : join(folder, `${name.replace(/[^\w-]+/g, '-')}.row.json`);
}

function recall(name: string, total: number): Note {
  const file = fileOf(name);
  if (file !== null && existsSync(file)) {
    const noted = JSON.parse(readFileSync(file, 'utf8')) as Note;
    if (noted.total === total) return noted;
  }
  return { total, done: 0, figures: {} };
}

function note(name: string, what: Note): void {
  const file = fileOf(name);
  if (file === null) return;
  writeFileSync(`${file}.part`, JSON.stringify(what));
  renameSync(`${file}.part`, file);
}

function sum(a: Figures, b: Figures): Figures {
  const all = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...all].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}
