import type { FlowId, StepId } from '#conversation/id.ts';
import { readDuration } from '#conversation/duration.ts';
import type { Place, Problem } from '#conversation/problem.ts';
import { declared, scopeComplaints } from './declared.ts';
import type { Complaints, Path } from './drafting.ts';
import type { Flow } from './flow.ts';
import type { FragmentTexts } from './fragment-file.ts';
import { flowFile, type FlowFile } from './header.ts';
import { anything, certainHead, unreadable, type Unreadable } from './partly.ts';
import { readBlock } from './read-block.ts';
import { replacesComplaints, stepMapOf } from './replaces.ts';
import { readScript, type ScriptRead } from './read-script.ts';
import { unscoped } from './scope.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

/** A flow file that was read: the flow, its tests, and the way back to its lines. */
export interface FlowRead {
  readonly type: 'flow';
  readonly flow: Flow;
  readonly tests: readonly FlowTest[];
  readonly file: string;
  /** Where a step stands. */
  readonly placeOf: (step: StepId) => Place;
  /** Where something inside a step stands, or a letter of a text there; the step's own place if it is not there. */
  readonly placeIn: (step: StepId, path: Path, offset?: number) => Place;
  /** The place of a key inside a step. */
  readonly placeOfKey: (step: StepId, path: Path) => Place;
  /** Where something outside the steps stands; its key with `key`. */
  readonly place: (path: Path, key?: boolean) => Place;
  /** Where a letter of a text outside the steps stands. */
  readonly placeAt: (path: Path, offset: number) => Place;
}

/** A conversation beside the flow. */
export interface FlowTest {
  readonly name: string;
  readonly locale: string | null;
  readonly talk: string;
  readonly at: Place;
}

/** A flow's text, and those of the fragments it may use. */
export interface FlowSource {
  readonly text: string;
  readonly fragments: FragmentTexts;
}

/** Reads a flow file; on any mistake gives all of them instead, those in its fragments too. Never throws for what an author wrote. */
export function readFlow(
  file: string,
  id: FlowId,
  source: FlowSource | string,
): FlowRead | Unreadable {
  const { text, fragments } =
    typeof source === 'string' ? { text: source, fragments: new Map<string, string>() } : source;
  const problems: Problem[] = [];
  const block = readBlock({ yaml: readYaml(file, text), what: 'flow' }, flowFile, problems);
  if (block === null) return unreadable(problems, null);
  const { raw, fits, yaml, complaints } = block;
  const top = { yaml, complaints, problems, prefix: '', inside: [] };
  const { steps } = raw;
  if (fits) scopeComplaints(raw, complaints);
  const certain = fits ? raw : certainHead(raw);
  const head =
    certain === null ? { data: {} } : { data: declared(certain.data).data, on: certain.on };
  const locale = fits ? raw.locale : null;
  const script = readScript({ steps, locale, ...head }, top, fragments);
  if (fits) choicesComplaints(raw, script, complaints);
  if (fits && raw.replaces !== undefined)
    replacesComplaints(raw.replaces, { steps: script.steps, data: raw.data ?? {} }, complaints);
  if (problems.length === 0) return flowReadOf({ file, id, raw, script, yaml });
  const isCertain = certain !== null && script.isWhole;
  return unreadable(
    problems,
    isCertain ? partlyReadOf({ file, id, raw: certain, script, yaml }) : null,
  );
}

/** In a translation, answers that are shared stand beside the steps, under their name. */
function choicesComplaints(
  { choices = {} }: FlowFile,
  { stands }: ScriptRead,
  complaints: Complaints,
): void {
  for (const name of Object.keys(choices))
    if (stands.has(name))
      complaints.say(
        'same-id',
        ['choices', name],
        `a step is already called \`${name}\``,
        'give these answers a name of their own',
        true,
      );
}

/** What is certain of a script some steps of which do not read. */
export function partlyReadOf(parts: Parts): FlowRead {
  const read = flowReadOf(parts);
  const lost = parts.script.lost.map((id) => [id, anything(id, Object.keys(read.flow.data))]);
  return {
    ...read,
    flow: { ...read.flow, steps: { ...read.flow.steps, ...Object.fromEntries(lost) } },
  };
}

interface Parts {
  readonly file: string;
  readonly id: FlowId;
  readonly raw: FlowFile;
  readonly script: ScriptRead;
  readonly yaml: YamlFile;
}

/** What was read without problems, as one flow. */
export function flowReadOf({ file, id, raw, script, yaml }: Parts): FlowRead {
  const inlined = [...script.data].map(([name, { type }]) => [name, type] as const);
  const { data, kept } = declared(raw.data);
  const flow: Flow = {
    id,
    title: raw.title,
    about: raw.about,
    kind: raw.kind,
    locale: raw.locale,
    topics: raw.topics ?? [],
    intensity: raw.intensity ?? 0,
    expires: raw.expires === undefined ? null : readDuration(raw.expires),
    busy: raw.start?.busy ?? 'queue',
    sources: raw.sources ?? [],
    data: { ...data, ...Object.fromEntries(inlined) },
    kept,
    ...(raw.choices === undefined ? {} : { choices: Object.keys(raw.choices) }),
    inputs: raw.inputs ?? [],
    outputs: raw.outputs ?? [],
    start: script.start,
    steps: script.steps,
    on: script.on,
    replaces: stepMapOf(raw.replaces),
  };
  return {
    type: 'flow',
    flow,
    file,
    tests: (raw.tests ?? []).map((test, index) => ({
      name: test.name,
      locale: test.locale ?? null,
      talk: test.talk,
      at: yaml.place(['tests', index]),
    })),
    ...placesOf(script, yaml),
  };
}

function placesOf(
  { stands, data }: ScriptRead,
  own: YamlFile,
): Pick<FlowRead, 'placeOf' | 'placeIn' | 'placeOfKey' | 'place' | 'placeAt'> {
  const standOf = (step: StepId) => {
    const stand = stands.get(step);
    return { yaml: stand?.scope.yaml ?? own, path: stand?.path ?? ['steps'], scope: stand?.scope };
  };
  return {
    placeOf(step) {
      const { yaml, path } = standOf(step);
      return yaml.place(path);
    },
    placeIn(step, inner, offset) {
      const { yaml, path, scope } = standOf(step);
      const shared =
        inner[0] === 'options' ? scope?.complaints.written([...path, 'options']) : null;
      const whole =
        typeof shared === 'string' ? ['choices', shared, ...inner.slice(1)] : [...path, ...inner];
      if (offset === undefined) return yaml.place(whole);
      const written = scope?.complaints.written(whole);
      return yaml.placeIn(
        whole,
        scope === undefined || typeof written !== 'string'
          ? offset
          : unscoped(written, scope, offset),
      );
    },
    placeOfKey(step, inner) {
      const { yaml, path } = standOf(step);
      return yaml.place([...path, ...inner], true);
    },
    place(path, key) {
      const inlined = path[0] === 'data' ? data.get(String(path[1])) : undefined;
      return inlined === undefined
        ? own.place(path, key)
        : inlined.scope.yaml.place(inlined.path, key);
    },
    placeAt: own.placeIn,
  };
}
