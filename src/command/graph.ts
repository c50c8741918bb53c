import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowId } from '#conversation/id.ts';
import { closest } from '#conversation/spelling.ts';
import { chartOfFlows, linksOf } from '#flow/chart-of-flows.ts';
import { flowChart } from '#flow/flow-chart.ts';
import { mermaid } from '#flow/mermaid.ts';
import { readFlow } from '#flow/read-flow.ts';
import { fragmentsIn } from '#library/fragment-texts.ts';
import { textsIn } from '#library/texts.ts';
import { answer, type Finding } from './answer.ts';
import { tellProblems, type Telling } from './tell-problems.ts';

/** Draws a flow as a Mermaid flowchart, or without one how the flows run each other. */
export function graph(root: string, flow: string | null, json: boolean): number {
  const ids = idsIn(root);
  return answer(flow === null ? ofAll(root, ids) : ofOne(root, flow, ids), json);
}

function ofOne(root: string, flow: string, ids: readonly string[]): Finding {
  if (!ids.includes(flow)) {
    const near = closest(flow, ids);
    const words = `There is no flow ${flow}. ${near === null ? `Flows here: ${ids.join(', ')}.` : `Did you mean ${near}?`}`;
    return { code: 2, facts: { refused: 'unknown-flow', flow, flows: ids }, words };
  }
  const read = readIn(root, flow);
  if (!('flow' in read)) {
    return { code: 1, facts: { flow, problems: read }, words: tellProblems(read, plainly(root)) };
  }
  const drawn = mermaid(flowChart(read.flow));
  const { title, kind } = read.flow;
  return { code: 0, facts: { flow, title, kind, mermaid: drawn }, words: drawn.trimEnd() };
}

function ofAll(root: string, ids: readonly string[]): Finding {
  const reads = ids.map((id) => readIn(root, id));
  const problems = reads.flatMap((read) => ('flow' in read ? [] : read));
  if (problems.length > 0)
    return { code: 1, facts: { problems }, words: tellProblems(problems, plainly(root)) };
  const flows = reads.flatMap((read) => ('flow' in read ? [read.flow] : []));
  const drawn = mermaid(chartOfFlows(flows));
  const listed = flows.map((flow) => {
    const { id, title, kind, locale } = flow;
    return { id, title, kind, locale, ...linksOf(flow) };
  });
  return { code: 0, facts: { flows: listed, mermaid: drawn }, words: drawn.trimEnd() };
}

function readIn(root: string, id: string) {
  const file = join('flows', `${id}.yaml`);
  const text = readFileSync(join(root, file), 'utf8');
  return readFlow(file, id as FlowId, { text, fragments: fragmentsIn(root) });
}

function plainly(root: string): Telling {
  return { texts: textsIn(root), colour: false };
}

function idsIn(root: string): readonly string[] {
  return readdirSync(join(root, 'flows'))
    .filter((file) => /^[a-z0-9-]+\.yaml$/.test(file))
    .map((file) => file.slice(0, -'.yaml'.length))
    .toSorted();
}
