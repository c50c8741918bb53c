/** How many columns a text takes on a screen, counted so that it never takes more: emoji that some terminals join count singly. */
export function cells(text: string): number {
  if (ascii.test(text)) return text.length;
  let sum = 0;
  let last = 0;
  for (const character of text) {
    const own = cellsOf(character);
    // After a narrow sign the emoji selector makes it wide.
    sum += character === '\uFE0F' && last === 1 ? 1 : own;
    last = own;
  }
  return sum;
}

/** The text with spaces after it up to `width` columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)));
}

/** What a reader sees as single signs: a letter with its marks, an emoji with its parts. */
export function signs(text: string): readonly string[] {
  if (ascii.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

const ascii = /^[ -~]*$/;
let segmenter: Intl.Segmenter | null = null;

function cellsOf(character: string): number {
  if (wide.test(character)) return 2;
  return none.test(character) ? 0 : 1;
}

/** Marks, formats and controls. */
const none = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u;

/** East Asian Wide and Fullwidth (Unicode Standard Annex 11), and emoji that are shown as pictures by themselves. */
const wide =
  /^[\u1100-\u115F\u2329\u232A\u2630-\u2637\u268A-\u268F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6B\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1D300}-\u{1D376}\u{1F200}-\u{1F265}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]$/u;
