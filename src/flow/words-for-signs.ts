/** An expression in which `and`, `or` and `not` are the signs for them; every letter stays where it was, and texts in quotes as they are. */
export function wordsForSigns(source: string): string {
  return source.replace(quotedOrWord, (found) => signs[found]?.padEnd(found.length) ?? found);
}

const signs: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!' };

/** A text in quotes, or one of the words where it is a word of its own. */
const quotedOrWord = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?<![\w.])(?:and|or|not)(?![\w.])/g;
