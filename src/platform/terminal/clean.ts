/** A text that can do nothing but be read: escape sequences, control, bidi and invisible characters are gone, letters and marks are composed. Only line feeds stay. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(sequences, '')
    .replace(breaks, '\n')
    .replaceAll('\t', ' ')
    .replace(controls, '')
    .replace(invisible, '')
    .normalize('NFC')
    .replace(strayJoiners, '')
    .replace(heaps, '$1');
}

/** The same on a single line, with runs of space as one. */
export function cleanLine(text: string): string {
  return clean(text)
    .replace(/[ \n]+/g, ' ')
    .trim();
}

/** Whole sequences of ECMA-48, so that their inner part does not stay as litter; what is not terminated loses only its control characters. */
const escape = '\u001B';
const sequences = new RegExp(
  [
    // OSC, DCS, SOS, PM, APC … BEL or ST
    `(?:${escape}[\\]PX^_]|[\u0090\u0098\u009D-\u009F])[^${escape}\u0007\u009C]*(?:\u0007|\u009C|${escape}\\\\)`,
    // CSI
    `(?:${escape}\\[|\u009B)[0-?]*[ -/]*[@-~]`,
    // everything else of two or more characters
    `${escape}[ -/]*[0-~]`,
  ].join('|'),
  'g',
);

const breaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const controls = /[\p{Cc}--\n]/gv;

/** Bidi controls, fillers, tags, non-characters; not the joiners and the choice between text and emoji. */
const invisible =
  /[[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB]--[\u200C-\u200D]--[\uFE0E-\uFE0F]]/gv;

/** Joiners mean something only between letters, marks or emoji. */
const strayJoiners =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;

/** More than four marks on one letter run into the lines around it. */
const heaps = /(\p{M}{4})\p{M}+/gu;
