import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { chartOfFlows } from '#flow/chart-of-flows.ts';
import { flowChart } from '#flow/flow-chart.ts';
import { mermaid, type ChartNode } from '#flow/mermaid.ts';
import { readFlow } from '#flow/read-flow.ts';
import type { Flow } from '#flow/flow.ts';
import { fragmentsIn } from '#library/fragment-texts.ts';
import { limits, readMermaid } from '../support/mermaid.ts';
import { filesUnder, read, root } from '../support/repository.ts';

const ids = filesUnder('flows')
  .map((file) => /^flows\/([a-z0-9-]+)\.yaml$/.exec(file)?.[1])
  .filter((id) => id !== undefined);

function flowOf(id: string, text = read(`flows/${id}.yaml`)): Flow {
  const found = readFlow(`flows/${id}.yaml`, id as FlowId, { text, fragments: fragmentsIn(root) });
  if (!('flow' in found)) throw new Error(JSON.stringify(found));
  return found.flow;
}

const example = `
title: A try
about: One sentence.
kind: exercise
locale: en
expires: 12h
data: { mood: text, sure: yes-no }
steps:
  - id: how
    ask: ['How is it{hasName, select, yes {, {name}} other {}}?', And now?]
    save: mood
    options:
      - { label: Fine, value: fine, do: [{ id: glad, say: "Glad: {mood}." }, { goto: bye }] }
      - { label: Bad, value: bad }
      - { label: Worse, value: worse }
    silence: { expire: { after: 2h, end: left } }
  - branch:
      - { when: mood == 'bad' || mood == 'worse', do: [{ id: rest, wait: 1d 2h }] }
      - when: mood.size() > 9
        do: [{ run: slow-breath, outcomes: { left: how } }]
  - choose: [{ do: [{ record: try, values: { mood: mood } }] }, { end: done }]
  - plan: slow-breath
    key: later
    after: 1d
  - id: bye
    say: Bye.
on:
  word: [{ say: [breathe, breath], do: [{ id: air, say: In and out. }] }]
`;

const hostile = [
  'end',
  '1. a list',
  '- a dash',
  '# a heading',
  '`code` "quotes" and \'more\'',
  'a --> b; c["x"]',
  '<script>alert(1)</script>',
  '%%{init: {"theme": "dark"}}%%',
  '%% a comment',
  '**bold** _under_',
  '元気ですか 😀 العربية é',
  '#quot; &amp; #35;',
  'style x:#35;y',
  'classDef a:#35;',
  '|pipe| {brace} (round) [square]',
  'click n0 href',
  'subgraph',
  '$$x^2$$',
  'fa:fa-car',
  '@{ shape: x }',
  '---',
  '~~~',
  '\\',
  '"`md`"',
  'ﬂ°°34¶ß',
];

const node = (label: string, index: number): ChartNode => ({
  key: `${label}${index}`,
  label,
  shape: (['start', 'say', 'ask', 'fork', 'run', 'wait', 'act', 'ending'] as const)[index % 8]!,
});

describe('the chart of a flow', () => {
  test.each(ids)('%s is one that Mermaid reads, with every node and every way', async (id) => {
    const chart = flowChart(flowOf(id));
    const code = mermaid(chart);
    const { nodes, edges } = await readMermaid(code);
    expect(nodes).toHaveLength(chart.nodes.length);
    expect(edges).toHaveLength(chart.edges.length);
    expect(edges.length).toBeGreaterThan(chart.nodes.length - 3);
    expect(code.length).toBeLessThan(limits.text);
    expect(edges.length).toBeLessThan(limits.edges);
  });

  test('of all flows is one too, and shows who runs whom', async () => {
    const { nodes, edges } = await readMermaid(mermaid(chartOfFlows(ids.map((id) => flowOf(id)))));
    expect(nodes).toHaveLength(ids.length);
    expect(edges).toContainEqual({
      from: 'Menu (menu)',
      to: 'Daily check-in (daily-check-in)',
      label: '',
    });
  });

  test('says what happens, in words that are short', async () => {
    const { nodes, edges } = await readMermaid(mermaid(flowChart(flowOf('try', example))));
    expect(new Set(nodes)).toEqual(
      new Set([
        'A try',
        'How is it? (2 wordings)',
        'Glad: ….',
        'wait 1d 2h',
        'run slow-breath',
        'which?',
        'keep in the journal: try',
        'one of 2',
        'plan slow-breath in 1d',
        'Bye.',
        'In and out.',
        'no answer for 12h',
        'any time: “breathe”',
        'left',
        'done',
        'expired',
        'back to the question',
      ]),
    );
    const told = edges.map(({ from, to, label }) => `${from} -${label}-> ${to}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'A try --> How is it? (2 wordings)',
        'How is it? (2 wordings) -Fine-> Glad: ….',
        'How is it? (2 wordings) -no answer for 2h-> left',
        'which? -Bad · Worse-> wait 1d 2h',
        'which? -mood.size() > 9-> run slow-breath',
        'which? -else-> one of 2',
        'run slow-breath -ended: left-> How is it? (2 wordings)',
        'Glad: …. --> Bye.',
        'any time: “breathe” --> In and out.',
        'In and out. --> back to the question',
        'no answer for 12h --> expired',
      ]),
    );
  });

  test('shows any label as it is, and reads none as syntax', async () => {
    const nodes = hostile.map(node);
    const edges = nodes.map(({ key, label }, index) => ({
      from: key,
      to: nodes[(index + 1) % nodes.length]!.key,
      label,
      aside: index % 2 === 0,
    }));
    const found = await readMermaid(mermaid({ title: hostile.join('\n'), nodes, edges }));
    expect(found.nodes).toEqual(hostile);
    expect(found.edges.map(({ label }) => label)).toEqual(hostile);
  });

  test('cuts what is long, between letters', async () => {
    const [label] = (
      await readMermaid(mermaid({ title: '', nodes: [node('😀'.repeat(500), 0)], edges: [] }))
    ).nodes;
    expect(label).toBe(`${'😀'.repeat(71)}…`);
  });

  test('of any texts at all is one that Mermaid reads', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'grapheme', maxLength: 90 }),
            fc.string({ unit: 'binary-ascii', maxLength: 90 }),
          ),
          { minLength: 1, maxLength: 8 },
        ),
        fc.string(),
        async (labels, title) => {
          const nodes = labels.map(node);
          const edges = nodes.map(({ key, label }) => ({
            from: key,
            to: nodes[0]!.key,
            label,
            aside: false,
          }));
          const found = await readMermaid(mermaid({ title, nodes, edges }));
          expect(found.nodes).toHaveLength(labels.length);
          expect(found.edges).toHaveLength(labels.length);
        },
      ),
      { numRuns: 25 },
    );
  });
});

test('the chart of a flow names what it waits for, asks together and includes', () => {
  const text = `title: A try
about: One sentence.
kind: exercise
locale: en
steps:
  - { wait: { done: tea, at-most: 1d 2h, end: left } }
  - form:
      - { id: who, ask: Who?, input: text }
      - { id: sure, ask: Sure?, input: confirm }
  - { use: hum, with: { what: "'it'" } }
`;
  const hum =
    'about: Hum.\nlocale: en\ntakes: { what: text }\nsteps: [{ id: mm, say: "Mm {what}." }]\n';
  const found = readFlow('a.yaml', 'a' as FlowId, { text, fragments: new Map([['hum', hum]]) });
  if (!('flow' in found)) throw new Error(JSON.stringify(found));
  const { nodes, edges } = flowChart(found.flow);
  expect(nodes.map(({ label }) => label)).toEqual([
    'A try',
    'wait until tea is done',
    'Who?',
    'Sure?',
    '2 questions together',
    'Mm ….',
    'use hum what',
    'left',
    'done',
  ]);
  expect(edges.filter(({ label }) => label !== '').map(({ to, label }) => [to, label])).toEqual([
    ['~end left', 'not within 1d 2h'],
  ]);
});
