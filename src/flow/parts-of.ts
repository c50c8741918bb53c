/** What somebody wrote one after the other: parted at commas, semicolons, line ends and the word for “and” in a language, with neither blanks nor bullets around; 25 at most. */
export function partsOf(text: string, locale: string): readonly string[] {
  const joins = joinsIn(locale);
  return text
    .replace(/[.!…]+\s*$/, '')
    .split(between)
    .flatMap((part) => apart(part, joins))
    .map((part) => part.replace(bullet, '').trim())
    .filter((part) => part !== '')
    .slice(0, mostParts);
}

/** As many as options can be offered of a list. */
const mostParts = 25;

/** A comma inside a number parts nothing. */
const between = /[;\r\n]|(?<!\d),|,(?!\d)/;

const bullet = /^\s*(?:[-–•*]|\d{1,2}[.)])(?=\s)/;

/** Parted where a word for “and” stands by itself. */
function apart(part: string, joins: ReadonlySet<string>): readonly string[] {
  const words = part.trim().split(/\s+/);
  const parts: string[][] = [[]];
  for (const word of words) {
    if (joins.has(word.toLowerCase())) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts.map((own) => own.join(' '));
}

/** What stands between two things in a language, before each sound: “y” and “e” in Spanish. */
function joinsIn(locale: string): ReadonlySet<string> {
  const list = new Intl.ListFormat(locale);
  const literals = [...list.formatToParts(['o', 'i']), ...list.formatToParts(['i', 'o'])];
  return new Set([
    '&',
    ...literals.filter(({ type }) => type === 'literal').map(({ value }) => value.trim()),
  ]);
}
