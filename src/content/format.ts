import { parse, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { inWords, type Kinded } from './in-words.ts';
import type { Paragraph, Span } from '#conversation/message.ts';

/** Fills a text's slots. Never throws: an unknown slot shows as nothing, a text with broken syntax as it was written. */
export function formatText(text: string, slots: Slots, locale: string): readonly Paragraph[] {
  const compiled = compile(text, locale);
  if (compiled === null) return paragraphsOf([text]);
  if (compiled.still !== null) return compiled.still;
  const values: Record<string, string | number | Said> = {};
  for (const name of compiled.chosen) values[name] = choosing(slotOf(slots, name));
  for (const name of compiled.shown) values[shownAs(name)] = showing(slotOf(slots, name), locale);
  const parts = compiled.format.formatToParts<Said>(values);
  return paragraphsOf(parts.map((part) => part.value));
}

/** A member's own words in a slot: shown as they are, interpreted by nobody. */
export interface Said {
  readonly said: string;
}

/** An option that was chosen: `select` decides by its value, readers see its label. */
export interface Labelled {
  readonly value: string;
  readonly label: string;
}

/** What a slot may hold. `null` shows as nothing, a list as "a, b and c", `true` as `yes` and `false` as `no` (for `select`). */
export type Slot = string | number | boolean | null | readonly string[] | Said | Labelled | Kinded;
export type Slots = Readonly<Record<string, Slot>>;

/** The paragraphs as one plain string, for places that show no structure: labels, logs of a terminal, alt text. */
export function plainText(paragraphs: readonly Paragraph[]): string {
  return paragraphs
    .map((paragraph) =>
      paragraph.map((span) => (typeof span === 'string' ? span : span.said)).join(''),
    )
    .join('\n\n');
}

interface Compiled {
  readonly format: IntlMessageFormat;
  /** The paragraphs of a text without slots: always the same. */
  readonly still: readonly Paragraph[] | null;
  /** Slots written out. */
  readonly shown: ReadonlySet<string>;
  /** Slots a `select` or `plural` decides by. */
  readonly chosen: ReadonlySet<string>;
}

/** Texts and locales kept compiled; the oldest makes room. */
const most = 4_000;
const cache = new Map<string, Compiled | null>();

function compile(text: string, locale: string): Compiled | null {
  const key = `${locale}\n${text}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const compiled = compileAnew(text, locale);
  if (cache.size >= most) cache.delete(cache.keys().next().value as string);
  cache.set(key, compiled);
  return compiled;
}

function compileAnew(text: string, locale: string): Compiled | null {
  const shown = new Set<string>();
  const chosen = new Set<string>();
  try {
    const elements = parse(text, { ignoreTag: true });
    separate(elements, shown, chosen);
    const format = new IntlMessageFormat(elements, knownLocale(locale), undefined, {
      ignoreTag: true,
    });
    const still =
      shown.size + chosen.size > 0
        ? null
        : paragraphsOf(format.formatToParts<Said>({}).map((part) => part.value));
    return { format, still, shown, chosen };
  } catch {
    return null;
  }
}

/** A slot may be shown in one place and decide in another; shown ones get a name of their own, so that each gets the value it needs. */
function separate(elements: MessageFormatElement[], shown: Set<string>, chosen: Set<string>): void {
  for (const [index, element] of elements.entries()) {
    if ('options' in element) {
      chosen.add(element.value);
      for (const option of Object.values(element.options)) separate(option.value, shown, chosen);
    } else if ('value' in element && element.type !== 0) {
      shown.add(element.value);
      elements[index] = { type: 1, value: shownAs(element.value) };
    }
  }
}

function shownAs(name: string): string {
  return `shown:${name}`;
}

function slotOf(slots: Slots, name: string): Slot {
  return Object.hasOwn(slots, name) ? (slots[name] ?? null) : null;
}

function choosing(slot: Slot): string | number {
  if (slot === null) return '';
  if (typeof slot === 'boolean') return slot ? 'yes' : 'no';
  if (typeof slot === 'string' || typeof slot === 'number') return slot;
  if ('value' in slot) return slot.value;
  return 'said' in slot ? slot.said : slot.length;
}

function showing(slot: Slot, locale: string): string | Said {
  if (slot === null) return '';
  if (typeof slot === 'string') return slot;
  if (typeof slot === 'boolean') return slot ? 'yes' : 'no';
  if (typeof slot === 'number') return numberIn(slot, locale);
  if ('label' in slot) return slot.label;
  if ('kind' in slot) return inWords(slot, knownLocale(locale));
  return 'said' in slot ? { said: slot.said } : listIn(slot, locale);
}

/** A number as readers of a locale write it, without thousands: years and phone-like numbers stay readable. */
export function numberIn(value: number, locale: string): string {
  return formatsOf(locale).number.format(value);
}

/** "a, b and c" as readers of a locale write it. */
export function listIn(items: readonly string[], locale: string): string {
  return formatsOf(locale).list.format(items);
}

interface Formats {
  readonly number: Intl.NumberFormat;
  readonly list: Intl.ListFormat;
}

/** Locales kept ready; there are far fewer files than this. */
const mostLocales = 100;
const formats = new Map<string, Formats>();

function formatsOf(locale: string): Formats {
  const known = formats.get(locale);
  if (known !== undefined) return known;
  const code = knownLocale(locale);
  const made = {
    number: new Intl.NumberFormat(code, { useGrouping: false, maximumFractionDigits: 6 }),
    list: new Intl.ListFormat(code, { type: 'conjunction' }),
  };
  if (formats.size >= mostLocales) formats.clear();
  formats.set(locale, made);
  return made;
}

function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Blank lines in our own text part paragraphs; what a member said never does. */
function paragraphsOf(spans: readonly Span[]): readonly Paragraph[] {
  const paragraphs: Span[][] = [[]];
  for (const span of spans) {
    if (typeof span !== 'string') {
      if (span.said !== '') (paragraphs.at(-1) as Span[]).push(span);
      continue;
    }
    const [first, ...rest] = span.split(/\n[^\S\n]*\n\s*/);
    append(paragraphs.at(-1) as Span[], first as string);
    for (const piece of rest) paragraphs.push(piece === '' ? [] : [piece]);
  }
  return paragraphs.map(tidy).filter((paragraph) => paragraph.length > 0);
}

function append(paragraph: Span[], piece: string): void {
  const last = paragraph.at(-1);
  if (typeof last === 'string') paragraph[paragraph.length - 1] = last + piece;
  else if (piece !== '') paragraph.push(piece);
}

/** One space where an empty slot left two; none at the ends. */
function tidy(paragraph: readonly Span[]): Paragraph {
  return paragraph
    .map((span, index) => {
      if (typeof span !== 'string') return span;
      let text = span.replace(/\s+/g, (space) =>
        space.includes('\u00A0') || space.includes('\u202F') ? space : ' ',
      );
      if (index === 0) text = text.trimStart();
      if (index === paragraph.length - 1) text = text.trimEnd();
      return text;
    })
    .filter((span) => span !== '');
}
