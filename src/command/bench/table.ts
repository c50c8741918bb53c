import type { RowName } from './row-name.ts';
import type { Report, RowReport } from './report.ts';

/** What each row is called, and what is inside it. */
const inside: Readonly<Record<RowName, readonly [name: string, holds: string]>> = {
  mooring: [
    'Mooring',
    'lanes, dedupe, crisis screen, always-on words, engine, trail to go back on, encrypted store, group commit, outbox, a second look before sending, settled deliveries',
  ],
  switch: [
    'switch, group commit',
    'a hand-written switch: same words, store, encryption, dedupe, delivery rows and journal; none of the rest above',
  ],
  'switch-alone': [
    'switch, one commit a turn',
    'the same, turn after turn; one fsync each, which also settles the delivery before',
  ],
  xstate: ['bare XState', 'the machine in memory: no words, no store, no delivery'],
};

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** The report as people read it. */
export function tableOf(report: Report): string {
  const { members, turnsEach, inFlight, rounds, disk, rows, coldStart, aims } = report;
  const lines = [
    report.machine,
    `${number.format(members)} members, ${turnsEach} turns each, interleaved, ${inFlight} at once; ${rounds} rounds of every row in turn, medians of them.`,
    `This disk keeps 4 KB (write + fdatasync) in ${ms(disk.p50)} p50, ${ms(disk.p99)} p99 (${disk.count} times, between the rounds).`,
  ];
  if (rows.length > 0) {
    lines.push('', ...aligned([head, ...rows.map(cells)]), '');
    for (const { row } of rows) lines.push(`${inside[row][0]}: ${inside[row][1]}.`);
    lines.push(
      `durable: from a member’s act to the turn being on the disk. shown: to the reply being shown; only then they act again. RSS and heap: the most that was seen of the whole process, ${number.format(report.bareNode / 1e6)} MB of which a bare Node takes alone. row: the largest conversation row, within the check-in / after it.`,
    );
  }
  if (coldStart !== null) {
    const { first, again } = coldStart;
    lines.push('', `Cold start to first reply: ${ms(first)} the first time, ${ms(again)} later.`);
  }
  const judged = aims.filter(({ met }) => met !== null);
  if (judged.length > 0) {
    lines.push('', 'Aims, for an idle machine with two cores:');
    for (const { aim, found, met } of judged)
      lines.push(`  ${met === true ? 'met    ' : 'not met'}  ${aim}: ${found}`);
  }
  return lines.join('\n');
}

const head: readonly string[] = [
  '',
  'turns/s',
  'CPU/turn',
  'durable p50',
  'p99',
  'shown p50',
  'p99',
  'RSS',
  'heap',
  'row',
];

function cells(row: RowReport): readonly string[] {
  const { conversation: size } = row;
  return [
    inside[row.row][0],
    number.format(row.turnsPerSecond),
    `${number.format(row.cpuPerTurn)} µs`,
    ms(row.durable.p50),
    ms(row.durable.p99),
    ms(row.shown.p50),
    ms(row.shown.p99),
    `${number.format(row.rss / 1e6)} MB`,
    `${number.format(row.heap / 1e6)} MB`,
    size === null ? '–' : `${number.format(size.within)} / ${number.format(size.after)} B`,
  ];
}

function aligned(table: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((_, column) =>
    Math.max(...table.map((line) => (line[column] ?? '').length)),
  );
  return table.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

function ms(value: number): string {
  if (value >= 100) return `${value.toFixed(0)} ms`;
  return value >= 1 ? `${value.toFixed(1)} ms` : `${value.toFixed(2)} ms`;
}
