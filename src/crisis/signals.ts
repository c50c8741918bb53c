import { fold } from './fold.ts';
import type { Level } from './screen.ts';

/**
 * Reads one language's `signals.tsv`: rule, level, phrase. In a phrase `a|b` and `(a b|c)` are choices, `{list}` is one
 * of a list's turns of phrase, and what ends in `?` may be missing. Throws on a line that does not say what it has to:
 * the file is shipped with us and read when Mooring starts.
 */
export function readSignals({ language, text }: SignalsFile): readonly Phrase[] {
  const rows = rowsOf(language, text);
  const lists: Lists = new Map(
    rows.filter((row) => row.level === 'list').map((row) => [row.rule, turnsOf(row.phrase)]),
  );
  return rows.flatMap((row): readonly Phrase[] => {
    const { level, line } = row;
    if (level === 'list') return [];
    const rule = `${language}/${row.rule}`;
    return [{ rule, line, language, level, slots: slotsOf(row, lists) }];
  });
}

/** A `signals.tsv` as text, and the ISO code of its language. */
export interface SignalsFile {
  readonly language: string;
  readonly text: string;
}

/** What a matched phrase means: a level; `not` leaves what follows alone, `idiom` what it covers; a `filler` never matters. */
export type Meaning = Level | 'not' | 'idiom' | 'filler';

/** One line: what it means, and the slots its words fill one after another. */
export interface Phrase {
  readonly rule: string;
  /** Where it stands in its language's `signals.tsv`, from 1. */
  readonly line: number;
  readonly language: string;
  readonly level: Meaning;
  readonly slots: readonly Slot[];
}

/** Turns of phrase of which one stands here, or none if it is optional. */
export interface Slot {
  readonly turns: readonly Turn[];
  readonly optional: boolean;
}

/** One or more folded words. */
export type Turn = readonly string[];

interface Row {
  readonly at: string;
  readonly line: number;
  readonly rule: string;
  readonly level: Meaning | 'list';
  readonly phrase: string;
}

const meanings: ReadonlySet<string> = new Set<Meaning | 'list'>([
  'imminent',
  'overdose',
  'danger',
  'ideation',
  'self-harm',
  'third-party',
  'not',
  'idiom',
  'filler',
  'list',
]);

function rowsOf(language: string, text: string): readonly Row[] {
  return text.split(/\r?\n/).flatMap((line, index): readonly Row[] => {
    if (line.trim() === '' || line.startsWith('#') || line === 'rule\tlevel\tphrase') return [];
    const at = `signals of ${language}, line ${index + 1}`;
    const [rule, level, phrase, ...rest] = line.split('\t');
    if (!rule || !level || !phrase?.trim() || rest.length > 0)
      throw new Error(`${at}: three columns are needed`);
    if (!meanings.has(level)) throw new Error(`${at}: unknown level ${level}`);
    const means = level as Row['level'];
    return [{ at, line: index + 1, rule, level: means, phrase: phrase.trim() }];
  });
}

type Lists = ReadonlyMap<string, readonly Turn[]>;

function slotsOf(row: Row, lists: Lists): readonly Slot[] {
  const slots = (row.phrase.match(/\([^()]*\)\??|\S+/g) ?? []).map((slot) => ({
    turns: slot
      .replace(/^\(|\)?\??$/g, '')
      .split('|')
      .flatMap((choice) => turnsOfChoice(choice, row, lists)),
    optional: slot.endsWith('?'),
  }));
  const empty = slots.some(({ turns }) => turns.some((turn) => turn.length === 0));
  if (empty) throw new Error(`${row.at}: a choice without words`);
  if (slots.every(({ optional }) => optional)) throw new Error(`${row.at}: all is optional`);
  return slots;
}

function turnsOfChoice(choice: string, row: Row, lists: Lists): readonly Turn[] {
  const name = /^\{(.+)\}$/.exec(choice)?.[1];
  if (name === undefined) {
    if (/[{}()]/.test(choice)) throw new Error(`${row.at}: a list stands alone between its bars`);
    return turnsOf(choice);
  }
  const list = lists.get(name);
  if (list === undefined) throw new Error(`${row.at}: there is no list {${name}}`);
  return list;
}

function turnsOf(phrase: string): readonly Turn[] {
  return phrase.split('|').map((turn) => fold(turn).map((word) => word.letters));
}
