const most = 64 * 1024;
const head = 'title: T\nabout: A.\nkind: exercise\nlocale: en\n';

/** Files that would cost a careless reader its time, its memory or its stack, by what is in them. */
export const hostileFiles: Readonly<Record<string, string>> = {
  'ten thousand keys': full((index) => `k${index}: 1\n`),
  'ten thousand unknown keys beside a flow': full(
    (index) => `k${index}: 1\n`,
    `${head}steps:\n  - { id: a, say: A. }\n`,
  ),
  'ten thousand doubled keys': full(() => 'a: 1\n'),
  'brackets without end': '['.repeat(most),
  'braces without end': '{a: '.repeat(most / 4),
  'dashes without end': '- '.repeat(most / 2),
  'question marks without end': '? '.repeat(most / 2),
  'deeper and deeper lines': full((index) => `${' '.repeat(index)}a:\n`),
  'aliases of aliases': full(
    (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`,
    'a0: &a0 [x]\n',
  ),
  'anchors everywhere': full((index) => `- &a${index} x\n`),
  'tags everywhere': full(() => '- !!binary x\n'),
  'tabs everywhere': '\t'.repeat(most),
  'quotes everywhere': '"'.repeat(most),
  'one endless word': 'a'.repeat(most),
  'nothing but comments': full(() => '#\n'),
  'nothing but line ends': '\n'.repeat(most),
  'documents without end': full(() => '---\n'),
  'percent signs': full(() => '%A\n'),
  'thousands of steps of no type': full(() => '  - {}\n', `${head}steps:\n`),
  'thousands of steps': full((index) => `  - { id: s${index}, say: x }\n`, `${head}steps:\n`),
  'thousands of jumps': full(
    (index) => `  - { id: s${index}, goto: s${index + 1} }\n`,
    `${head}steps:\n`,
  ),
  'thousands of jumps nowhere': full(() => '  - goto: b\n', `${head}steps:\n`),
  'thousands of conditions': full(
    (index) => `  - branch: [{ when: m > ${index}, end: a }]\n`,
    `${head}data: { m: number }\ninputs: [m]\nsteps:\n`,
  ),
  'thousands of slots': full(() => '{nme}', `${head}steps:\n  - id: a\n    say: "`).concat('"\n'),
  'a byte order mark': `\uFEFF${head}steps:\n  - { id: a, say: A. }\n`,
  'a circle of thousands of jumps': full(
    (index) => `  - { id: s${index}, goto: s${index + 1} }\n`,
    `${head}steps:\n`,
    '  - goto: s0\n',
  ),
  'questions that all lead back': full(
    (index) => `  - { id: s${index}, ask: x, options: [{ label: a, goto: s0 }, b] }\n`,
    `${head}steps:\n`,
  ),
  'thousands of questions': full((index) => `  - { id: s${index}, ask: x }\n`, `${head}steps:\n`),
  'twenty-five hidden options again and again': full(
    (index) =>
      `  - { id: s${index}, ask: x, save: m, options: [${several(25, (n) => `{ label: o${n}, show-if: m == 'o${n}' }`).join(', ')}] }\n`,
    `${head}data: { m: text }\noutputs: [m]\nsteps:\n`,
  ),
  'options that all match each other': full(
    (index) =>
      `  - { id: s${index}, ask: x, options: [${several(25, (n) => `{ label: o${n}, match: [${several(100, () => 'a').join(',')}] }`).join(', ')}] }\n`,
    `${head}steps:\n`,
  ),
  'questions of hundreds of words': full(
    (index) =>
      `  - { id: s${index}, ask: x, options: [${several(25, (n) => `{ label: o${n}, match: [${several(90, (m) => `w${n}x${m}`).join(',')}] }`).join(', ')}] }\n`,
    `${head}steps:\n`,
  ),
  'thousands of targets that nearly are there': full(
    (index) => `  - { id: step-${index}, goto: stepp-${index} }\n`,
    `${head}steps:\n`,
  ),
  'thousands of data': full(
    (index) => `  d${index}: text\n`,
    `${head}data:\n`,
    'steps:\n  - { id: a, say: A. }\n',
  ),
  'data asked about under nearly their names': full(
    (index) => `  - set: { dat${index}: dtaa${index} }\n`,
    `${head}data: { ${several(500, (n) => `data${n}: text`).join(', ')} }\nsteps:\n`,
  ),
  'comparisons with thousands of answers': full(
    (index) => `  - branch: [{ when: "m == 'o${index}x'", end: a }]\n`,
    `${head}data: { m: text }\nsteps:\n${several(20, (q) => `  - { id: q${q}, ask: x, save: m, options: [${several(25, (n) => `o${q * 25 + n}`).join(', ')}] }\n`).join('')}`,
  ),
  'branches in branches': full(
    () =>
      `${several(9, (n) => `${' '.repeat(2 + n * 4)}- branch:\n${' '.repeat(4 + n * 4)}- when: m > 1\n${' '.repeat(6 + n * 4)}do:\n`).join('')}${' '.repeat(44)}- end: a\n`,
    `${head}data: { m: number }\ninputs: [m]\nsteps:\n`,
  ),
  'branches of hundreds of conditions': full(
    () => `  - branch: [${several(500, (n) => `{ when: m > ${n}, end: a }`).join(', ')}]\n`,
    `${head}data: { m: number }\ninputs: [m]\nsteps:\n`,
  ),
  'one branch of thousands of conditions': full(
    (index) => `      - { when: m > ${index}, end: a }\n`,
    `${head}data: { m: number }\ninputs: [m]\nsteps:\n  - branch:\n`,
  ),
  'chance ways without end': full(
    () => `      - { do: [], when: m > 1 }\n`,
    `${head}data: { m: number }\ninputs: [m]\nsteps:\n  - choose:\n`,
  ),
  'checks and attempts without end': full(
    (index) =>
      `  - { id: s${index}, ask: x, input: number, save: m, attempts: 9, check: [${several(20, (n) => `{ that: m > ${n}, message: x }`).join(', ')}] }\n`,
    `${head}data: { m: number }\noutputs: [m]\nsteps:\n`,
  ),
  'words that leave thousands of questions': full(
    (index) => `  - { id: s${index}, ask: x }\n`,
    `${head}on: { word: [${several(50, (n) => `{ say: [w${n}] }`).join(', ')}] }\nsteps:\n`,
  ),
  'words that no question hears otherwise': full(
    (index) => `    - { say: [w${index}], end: o${index} }\n`,
    `${head}steps: [{ id: a, ask: x }]\non:\n  word:\n`,
  ),
  'expressions as long as they may be': full(
    () =>
      `  - branch: [{ when: "${several(48, () => 'm == 1.0')
        .join(' || ')
        .slice(0, 496)}", end: a }]\n`.replace(/ \|\| [^|"]*"/, '"'),
    `${head}data: { m: number }\ninputs: [m]\nsteps:\n`,
  ),
  'an expression of brackets': full(
    () => `  - branch: [{ when: "${'('.repeat(240)}m == 1.0${')'.repeat(240)}", end: a }]\n`,
    `${head}data: { m: number }\ninputs: [m]\nsteps:\n`,
  ),
  'plurals in plurals': full(
    () => `  - { id: a, say: "${'{m, plural, other {'.repeat(60)}x${'}}'.repeat(60)}" }\n`,
    `${head}data: { m: number }\ninputs: [m]\nsteps:\n`,
  ),
  'a plural of thousands of cases': full(
    (index) => `=${index} {x} `,
    `${head}data: { m: number }\ninputs: [m]\nsteps:\n  - id: a\n    say: "{m, plural, `,
    'other {x}}"\n',
  ),
  'braces that open and open': full(
    () => '{m, select, other {',
    `${head}data: { m: text }\ninputs: [m]\nsteps:\n  - id: a\n    say:\n      - "`,
    '"\n',
  ),
  'hundreds of wordings with conditions': full(
    (index) => `      - { text: "x{m}", when: m > ${index} }\n`,
    `${head}data: { m: number }\ninputs: [m]\nsteps:\n  - id: a\n    say:\n`,
  ),
  'long words that nearly are keys': full(
    () => `  - { ${'s'.repeat(4_000)}: x }\n`,
    `${head}steps:\n`,
  ),
  'quotes that open and open': full(
    (index) => `  - { id: s${index}, say: 'It's }\n`,
    `${head}steps:\n`,
  ),
  'one line of blanks': `${head}steps:\n  - id: a\n    say: x${' '.repeat(most - 200)}: y\n`,
  'one line of colons': `${head}steps:\n  - id: a\n    say: ${'a: '.repeat(20_000)}\n`,
  'one line of hyphens': `${head}steps:\n${'-'.repeat(most - 200)}\n  say: x\n`,
  'one line of apostrophes': `${head}steps:\n  - say: ${"' ".repeat(30_000)}\n`,
  'a text of blank lines': `${head}steps:\n  - id: a\n    say: |\n${'\n \t'.repeat(20_000)}      x\n`,
  'a text of spaces and line ends': `${head}steps:\n  - id: a\n    say: "x${' '.repeat(60_000)}y"\n`,
  'blanks inside a match': `${head}steps:\n  - { id: a, ask: x, options: [{ label: a, match: ["b${' '.repeat(60_000)}c", "${'!'.repeat(200)}"] }, c] }\n`,
  'a match of signs': `${head}steps:\n  - { id: a, ask: x, options: [{ label: a, match: ["b${'! '.repeat(30_000)}c"] }, c] }\n`,
  'a value of blanks in set': `${head}data: { m: text }\noutputs: [m]\nsteps:\n  - set: { m: "'${' '.repeat(490)}'" }\n`,
  'loops in loops': full(
    () => `  - repeat: 10\n    do:\n      - repeat: 10\n        do: [{ end: a }]\n`,
    `${head}steps:\n`,
  ),
  'forms of ten': full(
    (index) => `  - form: [${several(10, (n) => `{ id: f${index}-${n}, ask: x }`).join(', ')}]\n`,
    `${head}steps:\n`,
  ),
  'runs with many outcomes': full(
    (index) => `      o${index}: a\n`,
    `${head}steps:\n  - { id: a, ask: x }\n  - run: odd\n    outcomes:\n`,
  ),
};

/** As much of a text as a file may have, repeated. */
function full(piece: (index: number) => string, before = '', after = ''): string {
  let text = before;
  for (let index = 0; ; index += 1) {
    const next = piece(index);
    if (text.length + next.length + after.length > most) return text + after;
    text += next;
  }
}

function several<T>(count: number, of: (n: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, n) => of(n));
}
