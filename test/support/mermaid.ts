import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';

/** A flowchart as Mermaid itself read it: what its nodes and ways say, in order. */
export interface ReadChart {
  readonly nodes: readonly string[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label: string }[];
}

/** Mermaid's largest text and most edges by default; beyond them it draws an error. */
export const limits = { text: 50_000, edges: 500 } as const;

/** Reads a chart with Mermaid's own grammar. Rejects with its error where it would draw one. */
export async function readMermaid(code: string): Promise<ReadChart> {
  const reader = mermaid();
  await reader.parse(code);
  const { type, db } = await reader.mermaidAPI.getDiagramFromText(code);
  if (!type.startsWith('flowchart')) throw new Error(`this is a ${type}`);
  const nodes = [...db.getVertices().values()];
  const labels = new Map(nodes.map(({ id, text }) => [id, decoded(text)]));
  return {
    nodes: [...labels.values()],
    edges: db.getEdges().map(({ start, end, text }) => ({
      from: labels.get(start) ?? '?',
      to: labels.get(end) ?? '?',
      label: decoded(text),
    })),
  };
}

interface Mermaid {
  parse(code: string): Promise<unknown>;
  readonly mermaidAPI: {
    getDiagramFromText(code: string): Promise<{
      readonly type: string;
      readonly db: {
        getVertices(): Map<string, { readonly id: string; readonly text: string }>;
        getEdges(): { readonly start: string; readonly end: string; readonly text: string }[];
      };
    }>;
  };
}

let loaded: Mermaid | null = null;

/** The browser's bundle in a room of its own, with as much of a browser as reading needs; drawing would need a real one. */
function mermaid(): Mermaid {
  if (loaded !== null) return loaded;
  const require = createRequire(import.meta.url);
  const file = require.resolve('@mermaid-js/tiny');
  const room = createContext({ console, structuredClone, URL, setTimeout, clearTimeout });
  runInContext(
    `globalThis.window = globalThis;
     for (const name of ['Element', 'Node', 'HTMLTemplateElement', 'HTMLFormElement', 'NamedNodeMap', 'DOMParser'])
       globalThis[name] = class {};
     globalThis.NodeFilter = {};
     globalThis.addEventListener = () => {};
     globalThis.document = {
       nodeType: 9, readyState: 'complete', currentScript: null, implementation: {},
       addEventListener() {}, createElement: () => ({}), querySelectorAll: () => [], getElementsByTagName: () => [],
     };`,
    room,
  );
  runInContext(readFileSync(file, 'utf8'), room);
  loaded = (room as unknown as { mermaid: Mermaid }).mermaid;
  return loaded;
}

/** Mermaid keeps a character reference between marks of its own until it draws. */
function decoded(text: string): string {
  return text.replaceAll(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
