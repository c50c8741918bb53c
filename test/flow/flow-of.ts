import type { FlowId } from '#conversation/id.ts';
import { readFlow, type FlowRead } from '#flow/read-flow.ts';

/** Reads a flow of these steps (and what else is given, as YAML of the file's top); its problems as an error. */
export function flowOf(steps: string, top = ''): FlowRead {
  const read = readFlow('flows/sample.yaml', 'sample' as FlowId, flowText(steps, top));
  if ('flow' in read) return read;
  throw new Error(read.map(({ at, message }) => `${at.line}:${at.column} ${message}`).join('\n'));
}

/** A whole flow file of these steps. */
function flowText(steps: string, top = ''): string {
  return `title: Sample
about: A flow to look at.
kind: exercise
locale: en
${dedent(top)}
steps:
${dedent(steps)}
`;
}

function dedent(text: string): string {
  const rows = text
    .split('\n')
    .filter((row, index, all) => row.trim() !== '' || (index > 0 && index < all.length - 1));
  const depth = Math.min(...rows.filter((row) => row.trim() !== '').map((row) => row.search(/\S/)));
  return rows.map((row) => row.slice(Number.isFinite(depth) ? depth : 0)).join('\n');
}
