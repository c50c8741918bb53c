import type { FlowId } from '#conversation/id.ts';
import { closest } from '#conversation/spelling.ts';
import { chartOfFlows, linksOf } from '#flow/chart-of-flows.ts';
import { flowChart } from '#flow/flow-chart.ts';
import { mermaid } from '#flow/mermaid.ts';
import { readFlow } from '#flow/read-flow.ts';
import { fragmentTexts } from '#library/fragment-texts.ts';
import { textsIn, type Texts } from '#library/texts.ts';
import { answer, type Finding } from './answer.ts';
import { draftAt, flowsAmong, isPath, withFolder, type Draft } from './draft.ts';
import { tellProblems } from './tell-problems.ts';

/** Draws a flow as a Mermaid flowchart, by its name or a draft by its path, or without one how the flows run each other. */
export function graph(root: string, flow: string | null, json: boolean): number {
  if (flow !== null && isPath(flow)) {
    const draft = draftAt(flow);
    if ('refused' in draft) {
      const words = `${draft.message}; ${draft.mend}.`;
      return answer({ code: 2, facts: { ...draft }, words }, json);
    }
    return answer(ofOne(withFolder(textsIn(root), draft), draft.id, draft), json);
  }
  const texts = textsIn(root);
  return answer(flow === null ? ofAll(texts) : ofNamed(texts, flow), json);
}

function ofNamed(texts: Texts, flow: string): Finding {
  const ids: readonly string[] = flowsAmong(texts);
  if (ids.includes(flow)) return ofOne(texts, flow as FlowId);
  const near = closest(flow, ids);
  const words = `There is no flow ${flow}. ${near === null ? `Flows here: ${ids.join(', ')}.` : `Did you mean ${near}?`}`;
  return { code: 2, facts: { refused: 'unknown-flow', flow, flows: ids }, words };
}

function ofOne(texts: Texts, flow: FlowId, draft: Draft | null = null): Finding {
  const read = readIn(texts, flow);
  if (!('flow' in read)) {
    const lies = (file: string) => draft?.paths.get(file) ?? file;
    const problems = read.map((one) => ({ ...one, at: { ...one.at, file: lies(one.at.file) } }));
    const shown = new Map([...texts].map(([path, text]) => [lies(path), text]));
    const words = tellProblems(problems, { texts: shown, colour: false });
    return { code: 1, facts: { flow, problems }, words };
  }
  const drawn = mermaid(flowChart(read.flow));
  const { title, kind } = read.flow;
  return { code: 0, facts: { flow, title, kind, mermaid: drawn }, words: drawn.trimEnd() };
}

function ofAll(texts: Texts): Finding {
  const reads = flowsAmong(texts).map((id) => readIn(texts, id));
  const problems = reads.flatMap((read) => ('flow' in read ? [] : read));
  if (problems.length > 0) {
    const words = tellProblems(problems, { texts, colour: false });
    return { code: 1, facts: { problems }, words };
  }
  const flows = reads.flatMap((read) => ('flow' in read ? [read.flow] : []));
  const drawn = mermaid(chartOfFlows(flows));
  const listed = flows.map((flow) => {
    const { id, title, kind, locale } = flow;
    return { id, title, kind, locale, ...linksOf(flow) };
  });
  return { code: 0, facts: { flows: listed, mermaid: drawn }, words: drawn.trimEnd() };
}

function readIn(texts: Texts, id: FlowId) {
  const file = `flows/${id}.yaml`;
  return readFlow(file, id, { text: texts.get(file) ?? '', fragments: fragmentTexts(texts) });
}
