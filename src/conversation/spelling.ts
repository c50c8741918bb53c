/** Edits between two words (insert, delete, replace, swap neighbours: optimal string alignment); more than `most` counts as `most + 1`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + cost,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] as number) + 1);
      }
      row.push(best);
      least = Math.min(least, best);
    }
    // Rows never get smaller again, but for a swap that reaches over one.
    if (least > most + 1) return most + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length] as number, most + 1);
}

/** The word an author most likely meant, or `null` if none is near: one edit up to four letters, else two. */
export function closest(word: string, among: Iterable<string>): string | null {
  const most = word.length <= 4 ? 1 : 2;
  let best: string | null = null;
  let least = most + 1;
  for (const candidate of among) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase(), most);
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

/** `did you mean \`mood\`?`, or what there is to choose from, or `fallback` when there is nothing near. */
export function didYouMean(word: string, among: readonly string[], fallback: string): string {
  const near = closest(word, among);
  return near === null ? fallback : `did you mean \`${near}\`?`;
}
