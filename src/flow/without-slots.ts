/** A text without its slots; each plain one leaves `hole`, those that choose leave nothing. */
export function withoutSlots(text: string, hole = ''): string {
  let depth = 0;
  let left = '';
  let inside = '';
  for (const letter of text) {
    if (letter === '{') {
      depth += 1;
      if (depth === 1) inside = '';
    } else if (letter === '}' && depth > 0) {
      depth -= 1;
      if (depth === 0 && !inside.includes(',')) left += hole;
    } else if (depth === 0) left += letter;
    else inside += letter;
  }
  return left;
}
