import type { FlowId } from '#conversation/id.ts';
import { mistake, type Problem } from '#conversation/problem.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { LocaleFile } from '#content/phrasebook.ts';
import { checkFlow } from '#check/check-flow.ts';
import { checkTranslation } from '#check/check-translation.ts';
import type { Surroundings } from '#check/surroundings.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readTranslation } from '#flow/read-translation.ts';
import { hashOf } from './bind.ts';
import { under, type Texts } from './texts.ts';
import type { Written } from './written.ts';

/** Reads and checks every flow and every translation. A flow with a mistake is left out, with what translates it. */
export function readFlows(
  texts: Texts,
  locales: readonly LocaleFile[],
  problems: Problem[],
): Pick<Written, 'flows' | 'translations'> {
  const flows: Written['flows'][number][] = [];
  const translations: Written['translations'][number][] = [];
  const files = under(texts, 'flows');
  const reads = files.flatMap(([file, source]) => {
    const id = ownName.exec(file)?.[1];
    if (id === undefined) return [];
    const path = `flows/${file}`;
    return [{ id: id as FlowId, path, read: readFlow(path, id as FlowId, source) }];
  });
  const around: Surroundings = {
    flows: new Map(reads.map(({ id, read }) => [id, 'flow' in read ? read.flow : null])),
    words: (locale) => locales.find((one) => one.locale === locale)?.words ?? null,
  };
  for (const { read } of reads) {
    if (!('flow' in read)) {
      problems.push(...read);
      continue;
    }
    const found = checkFlow(read, around);
    problems.push(...found);
    if (found.some((one) => one.severity === 'error')) continue;
    flows.push({ flow: read.flow, hash: hashOf(read.flow) });
  }
  for (const [file, text] of files) {
    if (ownName.test(file)) continue;
    const path = `flows/${file}`;
    const of = translationName.exec(file)?.[1];
    if (of === undefined || !around.flows.has(of)) {
      problems.push(strayFile(path, of, around));
      continue;
    }
    // Of a flow that does not read, the flow's own mistakes are told first.
    const flow = around.flows.get(of);
    if (flow == null) continue;
    const read = readTranslation(path, text, flow);
    problems.push(...read.problems);
    if (read.translation === null) continue;
    problems.push(...checkTranslation(read, flow, around));
    translations.push({ of: flow.id, texts: read.translation });
  }
  return { flows, translations };
}

const ownName = /^([a-z0-9-]+)\.yaml$/;
const translationName = /^([a-z0-9-]+)\.[a-z]{2,3}(?:-[A-Za-z0-9]{2,4})?\.yaml$/;

function strayFile(file: string, of: string | undefined, { flows }: Surroundings): Problem {
  const start = { file, line: 1, column: 1 };
  return of === undefined
    ? mistake(
        'file-name',
        start,
        'this file is named like no flow and no translation',
        'name a flow `my-flow.yaml` and its Spanish `my-flow.es.yaml`, with small letters, digits and dashes',
      )
    : mistake(
        'unknown-flow',
        start,
        `this translates \`${of}\`, and there is no such flow`,
        didYouMean(of, [...flows.keys()], 'write the flow, or rename this file'),
      );
}
