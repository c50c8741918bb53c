import type { FlowId, StepId } from '#conversation/id.ts';
import { readDuration } from '#conversation/duration.ts';
import type { Place, Problem } from '#conversation/problem.ts';
import { complainOf, complaintsIn } from './complaints.ts';
import type { Path } from './drafting.ts';
import type { Flow } from './flow.ts';
import { flowFile, type FlowFile } from './header.ts';
import { readScript, type ScriptRead } from './read-script.ts';
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

/** Reads a flow file; on any mistake gives all of them instead. Never throws for what an author wrote. */
export function readFlow(file: string, id: FlowId, text: string): FlowRead | readonly Problem[] {
  const yaml = readYaml(file, text);
  if (!('data' in yaml)) return yaml;
  const problems: Problem[] = [];
  const complaints = complaintsIn(yaml, problems);
  if (typeof yaml.data !== 'object' || yaml.data === null || Array.isArray(yaml.data)) {
    const empty = yaml.data === null;
    complaints.say(
      'wrong-type',
      [],
      empty ? 'the file is empty' : 'a flow is a block of keys, and this is something else',
      'begin with `title:`; docs/flows/format.md shows a whole flow',
    );
    return problems;
  }
  const parsed = flowFile.safeParse(yaml.data);
  if (!parsed.success) {
    complainOf(parsed.error, [], flowFile, complaints);
    if (!Array.isArray((yaml.data as { steps?: unknown }).steps)) return problems;
  }
  const raw = (parsed.success ? parsed.data : yaml.data) as FlowFile;
  const script = readScript(raw, complaints, parsed.success);
  if (problems.length > 0) return problems;
  return flowRead({ file, id, raw, script, yaml });
}

function flowRead(parts: {
  file: string;
  id: FlowId;
  raw: FlowFile;
  script: ScriptRead;
  yaml: YamlFile;
}): FlowRead {
  const { file, id, raw, script, yaml } = parts;
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
    data: raw.data ?? {},
    inputs: raw.inputs ?? [],
    outputs: raw.outputs ?? [],
    start: script.start,
    steps: script.steps,
    on: script.on,
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
    placeOf: (step) => yaml.place(script.paths.get(step) ?? ['steps']),
    placeIn: (step, path, offset) => {
      const whole = [...(script.paths.get(step) ?? ['steps']), ...path];
      return offset === undefined ? yaml.place(whole) : yaml.placeIn(whole, offset);
    },
    placeOfKey: (step, path) =>
      yaml.place([...(script.paths.get(step) ?? ['steps']), ...path], true),
    place: yaml.place,
    placeAt: yaml.placeIn,
  };
}
