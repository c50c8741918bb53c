import type { Flow } from '#flow/flow.ts';
import { fragmentPath } from '#flow/fragment-file.ts';
import type { FlowSource } from '#flow/read-flow.ts';
import { fragmentsOf } from '#flow/with-fragments.ts';
import type { Texts } from './texts.ts';

/** All that a flow's revision was read from, as one text: its own file, or with its fragments a JSON of them all. */
export function sourceOf(flow: Flow, texts: Texts): string {
  const text = texts.get(`flows/${flow.id}.yaml`) as string;
  const names = [...fragmentsOf(flow)].toSorted();
  if (names.length === 0) return text;
  const fragments = names.map((name) => [name, texts.get(fragmentPath(name)) as string]);
  return beginning + JSON.stringify({ text, fragments });
}

/** The files in a text of `sourceOf`. */
export function openSource(source: string): FlowSource {
  if (!source.startsWith(beginning)) return { text: source, fragments: new Map() };
  const { text, fragments } = JSON.parse(source.slice(beginning.length)) as {
    readonly text: string;
    readonly fragments: readonly (readonly [string, string])[];
  };
  return { text, fragments: new Map(fragments) };
}

/** No flow begins so: a flow is a block of keys. */
const beginning = '--- with fragments\n';
