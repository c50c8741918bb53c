import { expect, test } from 'vitest';
import { readTexts } from '#library/read-folder.ts';
import { textsIn } from '#library/texts.ts';
import { root } from '../support/repository.ts';

const head = 'title: T\nabout: A.\nkind: exercise\nlocale: en\n';
const files = {
  'flows/asks.yaml': `${head}steps:\n  - { id: a, say: "{nam}" }\n  - run: other\n`,
  'flows/other.yaml': `${head}steps:\n  - goto: nowhere\n`,
  'flows/uses.yaml': `${head}data: { n: text }\nsteps:\n  - use: counts\n    with: { n: "'one'" }\n`,
  'flows/well.yaml': `${head}steps:\n  - { id: a, say: A. }\n`,
  'flows/well.es.yaml': 'of: well\nlocale: es\nsteps:\n  b: { say: B. }\n',
  'flows/fragments/counts.yaml':
    'about: A.\nlocale: en\ntakes: { n: number }\nsteps:\n  - { id: c, say: "{n} {m}" }\n',
  'flows/fragments/counts.es.yaml': 'of: counts\nlocale: es\nsteps:\n  d: { say: D. }\n',
};
const content = [...textsIn(root)].filter(([path]) => path.startsWith('content/'));
const texts = new Map([...content, ...Object.entries(files)]);
const all = readTexts(texts).problems;

test.each(Object.keys(files))(
  'of %s alone, all is told that is told of it among others',
  (path) => {
    const told = readTexts(texts, (one) => one === path).problems;
    const its = (problems: typeof told) => problems.filter(({ at }) => at.file === path);
    expect(its(told)).toEqual(its(all));
    if (path !== 'flows/well.yaml') expect(its(told)).not.toEqual([]);
  },
);
