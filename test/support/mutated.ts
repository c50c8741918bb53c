import { lehmer } from '../proof/kill/chance.ts';

const odd = [
  '\u0000',
  '\t',
  '\uFEFF',
  '\r\n',
  '&a ',
  '*a ',
  '<<: ',
  '!!js/function ',
  '? ',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '|\n',
  '>\n',
  '#',
  '%',
  '@',
  '`',
  '__proto__: 1\n',
  'constructor: 1\n',
  '1e999',
  '-0',
  '.nan',
  '0x',
  '9'.repeat(400),
  '\uD800',
  '\u202E',
  '😀',
  '{n, plural,',
  '{x}',
  'a'.repeat(5_000),
  ' '.repeat(5_000),
  '['.repeat(60),
  '\n\n---\n',
  '\n...\n',
];

/** A text with a few letters, lines and signs changed, the same for the same number. */
export function mutated(text: string, n: number): string {
  const luck = lehmer(n + 1);
  const upTo = (most: number): number => Math.floor(luck() * most);
  let now = text;
  for (let times = 1 + upTo(4); times > 0; times -= 1) {
    const at = upTo(now.length + 1);
    const rows = now.split('\n');
    const row = upTo(rows.length);
    const other = upTo(rows.length);
    switch (upTo(9)) {
      case 0:
        now = now.slice(0, at) + (odd[upTo(odd.length)] ?? '') + now.slice(at);
        break;
      case 1:
        now = now.slice(0, at) + now.slice(at + 1 + upTo(20));
        break;
      case 2:
        now = now.slice(0, at) + String.fromCharCode(upTo(0x250)) + now.slice(at + 1);
        break;
      case 3:
        now = rows.toSpliced(row, 1).join('\n');
        break;
      case 4:
        now = rows.toSpliced(row, 0, rows[other] ?? '').join('\n');
        break;
      case 5:
        now = rows.with(row, rows[other] ?? '').join('\n');
        break;
      case 6:
        now = rows.with(row, ' '.repeat(upTo(4)) + (rows[row] ?? '')).join('\n');
        break;
      case 7:
        now = rows.with(row, (rows[row] ?? '').trimStart()).join('\n');
        break;
      default:
        now = now.slice(0, at);
    }
  }
  return now;
}
