/** Writes a chart as a Mermaid flowchart (mermaid.js.org/syntax/flowchart.html). Any text is safe as a label: it is shown as it is and never read as syntax. */
export function mermaid({ title, nodes, edges }: Chart): string {
  const names = new Map(nodes.map(({ key }, index) => [key, `n${index}`]));
  const used = [...new Set(nodes.map(({ shape }) => shape))];
  return [
    'flowchart TD',
    `  accTitle: ${plain(title)}`,
    ...nodes.map(({ label, shape }, index) => {
      const [open, close] = marks[shape];
      return `  n${index}${open}"${labelOf(label)}"${close}:::${shape}`;
    }),
    ...edges.flatMap(({ from, to, label, aside }) => {
      const [start, end] = [names.get(from), names.get(to)];
      if (start === undefined || end === undefined) return [];
      const arrow = aside ? '-.->' : '-->';
      return [`  ${start} ${arrow}${label === '' ? '' : `|"${labelOf(label)}"|`} ${end}`];
    }),
    ...used.map((shape) => `  classDef ${shape} ${looks[shape]}`),
    '',
  ].join('\n');
}

/** What is drawn: nodes by key, and ways between them. */
export interface Chart {
  readonly title: string;
  readonly nodes: readonly ChartNode[];
  readonly edges: readonly ChartEdge[];
}

/** One thing that happens. */
export interface ChartNode {
  readonly key: string;
  readonly label: string;
  readonly shape: keyof typeof marks;
}

/** One way on; `aside`: it is not the script that leads there but time, or a word. */
export interface ChartEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly aside: boolean;
}

const marks = {
  start: ['([', '])'],
  say: ['[', ']'],
  ask: ['{{', '}}'],
  fork: ['{', '}'],
  run: ['[[', ']]'],
  wait: ['[/', '/]'],
  act: ['(', ')'],
  ending: ['(((', ')))'],
} as const;

/** Quiet colours, dark text on light ground, so that they read on a dark page too. */
const looks: Readonly<Record<keyof typeof marks, string>> = {
  start: 'fill:#e3ebe6,stroke:#4f6f5d,color:#1c2721',
  say: 'fill:#ffffff,stroke:#8a938e,color:#1c2721',
  ask: 'fill:#e4edf7,stroke:#476a92,color:#17222e',
  fork: 'fill:#f7f1e1,stroke:#94803f,color:#2b2613',
  run: 'fill:#eee7f4,stroke:#745a8e,color:#251c2e',
  wait: 'fill:#f1f1f1,stroke:#777777,color:#222222',
  act: 'fill:#f6f6f2,stroke:#a3a396,color:#2b2b25',
  ending: 'fill:#dfe6e2,stroke:#4f6f5d,color:#1c2721',
};

/** Characters of a label; what is longer is cut. */
const longest = 72;

/** A label without anything Mermaid or HTML could read as syntax: letters, marks and digits stay, all else is a character reference. */
function labelOf(text: string): string {
  const tidy = text
    .toWellFormed()
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  const letters = [...tidy];
  const short = letters.length > longest ? [...letters.slice(0, longest - 1), '…'] : letters;
  const safe = short.map((letter) =>
    /[\p{L}\p{M}\p{Nd} ,!?¿¡…’“”·]/u.test(letter) ? letter : `#${letter.codePointAt(0) as number};`,
  );
  return safe.length === 0 ? ' ' : safe.join('');
}

function plain(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/[^\p{L}\p{M}\p{Nd}]+/gu, ' ')
      .trim() || 'flow'
  );
}
