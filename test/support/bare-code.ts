/** A source file seen twice at the same offsets: `code` without comments, `bare` also without what stands in quotes and patterns. */
export interface BareCode {
  readonly code: string;
  readonly bare: string;
}

/** Blanks comments (and, in `bare`, the inside of strings, templates and regular expressions), so that a word in prose is not taken for code. */
export function bareCode(source: string): BareCode {
  const code = source.split('');
  const bare = source.split('');
  const blank = (letters: string[], from: number, to: number): void => {
    for (let at = from; at < to; at += 1) if (letters[at] !== '\n') letters[at] = ' ';
  };
  // Depth of braces inside each open `${…}`; empty outside templates.
  const holes: number[] = [];
  let at = 0;
  while (at < source.length) {
    const two = source.slice(at, at + 2);
    const one = source[at] as string;
    const end = endOfQuiet(source, at, two, holes);
    if (two === '//' || two === '/*') {
      blank(code, at, end);
      blank(bare, at, end);
    } else if (end > at) {
      blank(bare, at + 1, end - 1);
      if (source.slice(end - 2, end) === '${') {
        blank(bare, end - 1, end);
        holes.push(0);
      }
    } else if (holes.length > 0 && (one === '{' || one === '}')) {
      holes[holes.length - 1] = (holes.at(-1) as number) + (one === '{' ? 1 : -1);
    }
    at = Math.max(end, at + 1);
  }
  return { code: code.join(''), bare: bare.join('') };
}

/** Where the comment, string, template part or pattern beginning at `at` ends; `at` itself if none begins here. */
function endOfQuiet(source: string, at: number, two: string, holes: number[]): number {
  const one = two[0] as string;
  if (two === '//') return orEnd(source, source.indexOf('\n', at));
  if (two === '/*') return orEnd(source, source.indexOf('*/', at) + 2, 2);
  if (one === "'" || one === '"') return endOf(source, at, (here) => here === one || here === '\n');
  if (one === '}' && holes.at(-1) === 0) {
    holes.pop();
    return endOfTemplate(source, at);
  }
  if (one === '`') return endOfTemplate(source, at);
  if (one === '/' && beginsPattern(source, at)) return endOfPattern(source, at);
  return at;
}

function orEnd(source: string, found: number, least = 0): number {
  return found < least ? source.length : found;
}

function endOf(source: string, from: number, closes: (letter: string) => boolean): number {
  for (let at = from + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (closes(source[at] as string)) return at + 1;
  }
  return source.length;
}

function endOfTemplate(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '`') return at + 1;
    else if (source.startsWith('${', at)) return at + 2;
  }
  return source.length;
}

/** A slash begins a pattern where a value may begin. */
function beginsPattern(source: string, at: number): boolean {
  const before = source.slice(Math.max(0, at - 40), at).trimEnd();
  return before === '' || /[(,=:[!&|?{};>+]$|\breturn$/.test(before);
}

function endOfPattern(source: string, from: number): number {
  let inClass = false;
  return endOf(source, from, (letter) => {
    if (letter === '[') inClass = true;
    else if (letter === ']') inClass = false;
    return letter === '\n' || (letter === '/' && !inClass);
  });
}
