import { filesUnder, read } from '../support/repository.ts';

/** What is checked: flows of this many letters on average, each with its translation, beside the shipped ones. */
export interface ManyFlows {
  readonly texts: ReadonlyMap<string, string>;
  readonly flows: number;
  /** Letters of an average flow, and of an average translation. */
  readonly letters: readonly [own: number, translated: number];
}

/** So many flows in two languages: the shipped ones, and copies of those that are neither short nor long, under names of their own. */
export function manyFlows(count: number): ManyFlows {
  const shipped = new Map(
    filesUnder('.')
      .filter((path) => /^(flows|content\/(locales|crisis))\//.test(path))
      .map((path) => [path, read(path)] as const),
  );
  const ids = [...shipped.keys()].flatMap(
    (path) => /^flows\/([^./]+)\.yaml$/.exec(path)?.[1] ?? [],
  );
  const middling = ids.filter((id) => {
    const { length } = shipped.get(`flows/${id}.yaml`) as string;
    return length > 6_000 && length < 11_000;
  });
  const texts = new Map(shipped);
  for (let n = ids.length; n < count; n += 1) {
    const id = middling[n % middling.length] as string;
    const copy = `${id}-${n}`;
    texts.set(`flows/${copy}.yaml`, shipped.get(`flows/${id}.yaml`) as string);
    const translated = shipped.get(`flows/${id}.es.yaml`) as string;
    texts.set(`flows/${copy}.es.yaml`, translated.replace(/^of: .*$/m, `of: ${copy}`));
  }
  const average = (pattern: RegExp): number => {
    const sizes = [...texts].filter(([path]) => pattern.test(path)).map(([, text]) => text.length);
    return Math.round(sizes.reduce((sum, one) => sum + one, 0) / sizes.length);
  };
  return {
    texts,
    flows: count,
    letters: [average(/^flows\/[^./]+\.yaml$/), average(/^flows\/[^./]+\.es\.yaml$/)],
  };
}
