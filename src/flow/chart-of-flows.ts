import type { FlowId } from '#conversation/id.ts';
import type { Flow } from './flow.ts';
import type { Chart } from './mermaid.ts';

/** How flows run and plan each other. */
export function chartOfFlows(flows: readonly Flow[]): Chart {
  const known = new Set<string>(flows.map(({ id }) => id));
  const links = flows.map((flow) => ({ from: flow.id, ...linksOf(flow) }));
  const missing = links
    .flatMap(({ runs, plans }) => [...runs, ...plans])
    .filter((id, index, all) => !known.has(id) && all.indexOf(id) === index);
  return {
    title: 'How the flows run each other',
    nodes: [
      ...flows.map(({ id, title, kind }) => ({
        key: id,
        label: `${title} (${id})`,
        shape: shapes[kind],
      })),
      ...missing.map((id) => ({
        key: id,
        label: `${id}, which is missing`,
        shape: 'ending' as const,
      })),
    ],
    edges: links.flatMap(({ from, runs, plans }) => [
      ...runs.map((to) => ({ from, to, label: '', aside: false })),
      ...plans.map((to) => ({ from, to, label: 'plans', aside: true })),
    ]),
  };
}

const shapes = {
  'check-in': 'ask',
  lesson: 'run',
  exercise: 'start',
  quiz: 'fork',
  system: 'say',
} as const;

/** The flows a flow runs, and those it plans, each once. */
export function linksOf(flow: Flow): { runs: readonly FlowId[]; plans: readonly FlowId[] } {
  const runs = new Set<FlowId>();
  const plans = new Set<FlowId>();
  for (const step of Object.values(flow.steps)) {
    if (step.type === 'run' || step.type === 'become') for (const id of step.among) runs.add(id);
    if (step.type === 'plan') plans.add(step.flow);
  }
  return { runs: [...runs], plans: [...plans] };
}
