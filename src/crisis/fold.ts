/**
 * Splits a text into words that compare equal however they were typed: NFKC compatibility, lower case,
 * without accents, apostrophes and invisible characters. Each word knows its place in the original text.
 */
export function fold(text: string): readonly Word[] {
  const words: Word[] = [];
  let letters = '';
  let from = 0;
  let to = 0;
  let gap: Gap = { joint: 'hard', dots: 0 };
  const close = (): void => {
    if (letters === '') return;
    words.push({ letters, from, to, joint: jointOf(gap) });
    letters = '';
    gap = { joint: 'near', dots: 0 };
  };
  for (let index = 0; index < text.length;) {
    const code = text.codePointAt(index) as number;
    const width = code > 0xffff ? 2 : 1;
    if (!(letters !== '' && apostrophes.has(code))) {
      for (const letter of plain(code)) {
        if (isLetter(letter)) {
          if (letters === '') from = index;
          letters += letter;
          to = index + width;
        } else {
          close();
          gap = widened(gap, letter);
        }
      }
    }
    index += width;
  }
  close();
  return words;
}

/** One folded word: UTF-16 offsets `from` (included) and `to` (not) in the original text. */
export interface Word {
  readonly letters: string;
  readonly from: number;
  readonly to: number;
  /** What stands between the word before and this one. */
  readonly joint: Joint;
}

/** `near`: spaces, quotes; `soft`: a line break, an ellipsis, an emoji; `hard`: a comma or the end of a sentence. */
export type Joint = 'near' | 'soft' | 'hard';

interface Gap {
  readonly joint: Joint;
  readonly dots: number;
}

/** ' ’ ‘ ʼ ` ´ ′ : dropped inside and after a word, so that "don't" and "dont" are one. */
const apostrophes: ReadonlySet<number> = new Set([
  0x27, 0x2019, 0x2018, 0x02bc, 0x60, 0xb4, 0x2032,
]);

function plain(code: number): string {
  if (code < 0x80) return String.fromCharCode(code).toLowerCase();
  return String.fromCodePoint(code)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, '');
}

function isLetter(letter: string): boolean {
  if (letter >= 'a' && letter <= 'z') return true;
  return letter > ' ' && /[\p{L}\p{N}]/u.test(letter);
}

function widened(gap: Gap, mark: string): Gap {
  if (mark === '.') return { joint: gap.joint, dots: gap.dots + 1 };
  if (hard.test(mark)) return { joint: 'hard', dots: gap.dots };
  if (near.test(mark) || gap.joint === 'hard') return gap;
  return { joint: 'soft', dots: gap.dots };
}

const hard = /[,!?;¿¡،。、]/u;
const near = /[^\S\r\n]|["“”„«»‘’'`´:\-/*_~|<>]/u;

function jointOf({ joint, dots }: Gap): Joint {
  if (joint === 'hard' || dots === 1) return 'hard';
  return dots > 1 ? 'soft' : joint;
}

/** The word as the vocabulary spells it if only letters were drawn out ("dieee", "killlll"): runs of three and more become two or one. */
export function undrawn(letters: string, vocabulary: ReadonlySet<string>): string {
  if (vocabulary.has(letters)) return letters;
  const two = letters.replace(/(.)\1{2,}/gu, '$1$1');
  if (two === letters || vocabulary.has(two)) return two;
  return letters.replace(/(.)\1{2,}/gu, '$1');
}
