/** Edits between two words (insert, delete, replace, swap neighbours: optimal string alignment); more than `most` counts as `most + 1`. The time grows with their length and 4 to the power of `most`. */
export function distance(a: string, b: string, most: number): number {
  for (let edits = Math.abs(a.length - b.length); edits <= most; edits += 1)
    if (isWithin({ a, b }, [0, 0], edits)) return edits;
  return most + 1;
}

/** Can what is left of two words be made alike by so many edits? What they have in common is passed over. */
function isWithin(
  words: { readonly a: string; readonly b: string },
  [atA, atB]: readonly [number, number],
  edits: number,
): boolean {
  const { a, b } = words;
  let [i, j] = [atA, atB];
  while (i < a.length && j < b.length && a.charCodeAt(i) === b.charCodeAt(j))
    [i, j] = [i + 1, j + 1];
  const [leftA, leftB] = [a.length - i, b.length - j];
  if (leftA === 0 || leftB === 0) return leftA + leftB <= edits;
  if (edits < Math.max(1, Math.abs(leftA - leftB))) return false;
  const isSwap = a[i] === b[j + 1] && a[i + 1] === b[j] && leftA > 1 && leftB > 1;
  return (
    isWithin(words, [i + 1, j + 1], edits - 1) ||
    isWithin(words, [i + 1, j], edits - 1) ||
    isWithin(words, [i, j + 1], edits - 1) ||
    (isSwap && isWithin(words, [i + 2, j + 2], edits - 1))
  );
}

/** The word an author most likely meant, or `null` if none is near: one edit up to four letters, else two. */
export function closest(word: string, among: Iterable<string>): string | null {
  const most = word.length <= 4 ? 1 : 2;
  const lower = word.toLowerCase();
  let best: string | null = null;
  let least = most + 1;
  for (const candidate of among) {
    if (Math.abs(candidate.length - word.length) > most) continue;
    const edits = distance(lower, candidate.toLowerCase(), most);
    if (edits < least) {
      least = edits;
      best = candidate;
      if (least === 0) break;
    }
  }
  return best;
}

/** `did you mean \`mood\`?`, or what there is to choose from, or `fallback` when there is nothing near. */
export function didYouMean(word: string, among: readonly string[], fallback: string): string {
  const near = closest(word, among);
  return near === null ? fallback : `did you mean \`${near}\`?`;
}

/** Asks again and again which of the same names was meant. After a hundred words it does not look any more: nobody reads that far, and the time would grow with their square. */
export function nearNames(names: readonly string[]): (word: string) => string | null {
  let looked = 0;
  return (word) => {
    looked += 1;
    return looked > 100 ? null : closest(word, names);
  };
}
