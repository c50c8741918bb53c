import { assertNever } from '#assert.ts';
import type { Millis } from '#conversation/id.ts';
import type { Flow, Target, Text } from './flow.ts';
import type { Chart, ChartEdge, ChartNode } from './mermaid.ts';
import type { AskStep } from './ask-step.ts';
import type { PlanStep, Step, WaitStep } from './step.ts';
import { withoutSlots } from './without-slots.ts';

/** A flow as a chart: each step with its first words, each way with what leads there, outcomes as ends. A bare `goto` is drawn as the way it is. */
export function flowChart(flow: Flow): Chart {
  const nodes: ChartNode[] = [
    { key: '~start', label: flow.title, shape: 'start' },
    ...Object.values(flow.steps).flatMap((step) => nodeOf(step) ?? []),
  ];
  const ends = new Set<string>();
  const edges: ChartEdge[] = [];

  const lead = (from: string, target: Target, label = '', aside = false): void => {
    const end = resolved(flow, target);
    const to = 'end' in end ? `~end ${end.end}` : end.to;
    if ('end' in end) ends.add(end.end);
    edges.push({ from, to, label, aside });
  };

  lead('~start', flow.start);
  for (const step of Object.values(flow.steps)) ways(step, flow, (...way) => lead(step.id, ...way));
  if (flow.expires !== null || flow.on.expiry !== null) {
    nodes.push({ key: '~expiry', label: expiryOf(flow.expires), shape: 'wait' });
    lead('~expiry', flow.on.expiry ?? { end: 'expired' }, '', true);
  }
  for (const [index, { say, target }] of flow.on.words.entries()) {
    nodes.push({ key: `~word ${index}`, label: `any time: “${say[0] ?? ''}”`, shape: 'start' });
    lead(`~word ${index}`, target ?? { end: '~back' }, '', true);
  }
  for (const [key, label, target] of [
    ['~undeliverable', 'a message cannot reach them', flow.on.undeliverable],
    ['~error', 'another flow cannot be played', flow.on.error],
    ['~back', 'back, at the first question', flow.on.back],
  ] as const) {
    if (target === null) continue;
    nodes.push({ key, label, shape: 'wait' });
    lead(key, target, '', true);
  }
  for (const end of ends) nodes.push({ key: `~end ${end}`, label: outcome(end), shape: 'ending' });
  return { title: flow.title, nodes, edges: merged(edges) };
}

type Lead = (target: Target, label?: string, aside?: boolean) => void;

function ways(step: Step, flow: Flow, lead: Lead): void {
  switch (step.type) {
    case 'goto':
      return;
    case 'ask':
      return waysOfAsk(step, flow, lead);
    case 'branch':
      for (const { when, target } of step.cases) lead(target, readable(when, flow));
      return lead(step.otherwise, 'else');
    case 'choose':
      for (const { when, target } of step.ways)
        lead(target, when === null ? '' : readable(when, flow));
      if (step.ways.every(({ when }) => when !== null)) lead(step.next, 'none fits');
      return;
    case 'round':
      lead(step.body, 'each round');
      return lead(step.next, step.until === null ? 'then' : `or ${readable(step.until, flow)}`);
    case 'wait':
      if (step.otherwise !== null) lead(step.otherwise, `not within ${lasting(step.for)}`, true);
      return lead(step.next);
    case 'run':
      for (const [name, target] of Object.entries(step.outcomes)) lead(target, `ended: ${name}`);
      return lead(step.next);
    default:
      return lead(step.next);
  }
}

function waysOfAsk(step: AskStep, flow: Flow, lead: Lead): void {
  const leading = step.options.filter(({ target }) => target !== null);
  for (const { label, target } of leading) lead(target as Target, label);
  const rest = step.options.filter(({ target }) => target === null);
  if (leading.length > 0 && rest.length === 0) lead(step.next, step.skip ? 'skip' : 'else');
  else lead(step.next, isSorted(step, flow) ? '' : rest.map(({ label }) => label).join(' · '));
  if (step.otherwise !== null) lead(step.otherwise.target ?? step.next, 'anything else');
  if (step.lost !== null) lead(step.lost, `not understood ${step.attempts} times`, true);
  const nudges = (step.silence?.nudges ?? []).map(({ after }) => duration(after));
  if (nudges.length > 0)
    lead({ to: step.id }, `nudged after ${nudges.join(' and ')} of silence`, true);
  const expire = step.silence?.expire ?? null;
  if (expire !== null) lead(expire.target, `no answer for ${duration(expire.after)}`, true);
}

/** A branch comes next that tells the answers apart, so that they need not be told twice. */
function isSorted(step: AskStep, flow: Flow): boolean {
  const next = resolved(flow, step.next);
  const following = 'to' in next ? flow.steps[next.to] : undefined;
  const said = new RegExp(String.raw`^${step.save} == `);
  return following?.type === 'branch' && following.cases.some(({ when }) => said.test(when));
}

/** A condition on one answer as the label of that answer; any other as it is written. */
function readable(when: string, flow: Flow): string {
  const labels = when.split(' || ').map((part) => answerIn(part, flow));
  return labels.includes(null) ? when : labels.join(' · ');
}

function answerIn(condition: string, flow: Flow): string | null {
  const [, name, value] = /^(\w+) == (?:'([^']*)'|true|false)$/.exec(condition) ?? [];
  if (name === undefined) return null;
  const wanted = value ?? (condition.endsWith('true') ? 'yes' : 'no');
  for (const step of Object.values(flow.steps)) {
    if (step.type !== 'ask' || step.save !== name) continue;
    const option = step.options.find((one) => one.value === wanted);
    if (option !== undefined) return option.label;
    if (step.input === 'confirm') return wanted;
  }
  return null;
}

function nodeOf(step: Step): ChartNode | null {
  const node = (label: string, shape: ChartNode['shape']) => ({ key: step.id, label, shape });
  switch (step.type) {
    case 'goto':
      return null;
    case 'say':
      return node(wordsOf(step.text), 'say');
    case 'ask':
      return node((step.askIf === null ? '' : `if ${step.askIf}: `) + wordsOf(step.text), 'ask');
    case 'form':
      return node(`${step.fields.length} questions together`, 'fork');
    case 'branch':
      return node('which?', 'fork');
    case 'choose':
      return node(`one of ${step.ways.length}`, 'fork');
    case 'run':
      return node(`run ${step.flow ?? step.among.join(' or ')}`, 'run');
    case 'become':
      return node(`become ${step.flow ?? step.among.join(' or ')}`, 'run');
    case 'repeat':
      return node(`${step.most} times at most`, 'fork');
    case 'each':
      return node(`for each of ${step.list}, ${step.most} at most`, 'fork');
    case 'round':
      return node('once more?', 'fork');
    case 'wait':
      return node(`wait ${waitedFor(step)}`, 'wait');
    case 'plan':
      return node(`plan ${step.flow} ${plannedFor(step)}`, 'act');
    case 'unplan':
      return node(`give up the plan ${step.key}`, 'act');
    case 'set':
      return node(`set ${Object.keys(step.values).join(', ')}`, 'act');
    case 'record':
      return node(`keep in the journal: ${step.kind}`, 'act');
    case 'use':
      return node(`use ${[step.fragment, ...Object.keys(step.with)].join(' ')}`, 'act');
    case 'act':
      return node([step.act, ...Object.keys(step.with)].join(' '), 'act');
    default:
      return assertNever(step, 'step');
  }
}

function plannedFor({ every, date, after }: PlanStep): string {
  return every ?? (date === null ? `in ${lasting(after)}` : `by ${date}`);
}

function waitedFor({ event, for: time, until }: WaitStep): string {
  if (event === null) return time === null ? `until ${until}` : lasting(time);
  return event.type === 'done' ? `until ${event.flow} is done` : 'until they are here again';
}

/** The first wording, and how many more there are. */
function wordsOf(text: Text): string {
  const words = withoutSlots(text[0]?.text ?? '', '…').trim();
  if (text.length < 2) return words;
  const letters = [...words];
  const short = letters.length > 50 ? `${letters.slice(0, 49).join('')}…` : words;
  return `${short} (${text.length} wordings)`;
}

/** Follows bare jumps to where they lead. */
function resolved(flow: Flow, target: Target): Target {
  const seen = new Set<string>();
  let at = target;
  while ('to' in at && !seen.has(at.to)) {
    seen.add(at.to);
    const step = flow.steps[at.to];
    if (step?.type !== 'goto') return at;
    at = step.next;
  }
  return at;
}

/** Several ways between the same two become one, with all that leads there. */
function merged(edges: readonly ChartEdge[]): readonly ChartEdge[] {
  const groups = Map.groupBy(edges, ({ from, to, aside }) => JSON.stringify([from, to, aside]));
  return [...groups.values()].map((group) => ({
    ...(group[0] as ChartEdge),
    label: group
      .map(({ label }) => label)
      .filter((label) => label !== '')
      .join(' · '),
  }));
}

function outcome(end: string): string {
  if (end === '~next') return 'on behind the question';
  return end === '~back' ? 'back to the question' : end;
}

function expiryOf(expires: Millis | null): string {
  return expires === null ? 'expired' : `no answer for ${duration(expires)}`;
}

const units = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** A duration, or what it is reckoned from. */
function lasting(time: Millis | string | null): string {
  return typeof time === 'string' ? time : duration(time ?? 0);
}

/** As an author writes it: `1d 12h`. */
function duration(millis: Millis): string {
  let left = millis;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    if (left >= size) parts.push(`${Math.floor(left / size)}${unit}`);
    left %= size;
  }
  return parts.join(' ');
}
