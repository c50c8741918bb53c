import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Flow } from '#flow/flow.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readTranslation } from '#flow/read-translation.ts';
import { sourceMark } from '#flow/source-mark.ts';
import { readFolder } from '#library/read-folder.ts';
import { newFolder } from '../store/folder.ts';
import { writeFlows } from '../support/companion.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, saysOf, visit } from '../support/visit.ts';

const source = flowOf(`  - id: sea
    say: Look.
    media: [{ file: sea.png, alt: The sea at noon. }, { file: more/dune.png, alt: A dune. }]
`);

function read(text: string): Flow {
  const found = readFlow('own.yaml', 'own' as never, text);
  if (!('flow' in found)) throw new Error(JSON.stringify(found));
  return found.flow;
}

const flow = read(source);
const markOf = (text: string) => sourceMark(read(text).steps['sea' as never] as never);
const spanish = (alt: string, of = markOf(source)) =>
  `of: own\nlocale: es\ntitle: Mar\nabout: El mar.\nsteps:\n  sea: { of: ${of}, say: Mira.${alt} }\n`;
const told = (text: string) =>
  readTranslation('own.es.yaml', text, flow).problems.map(({ code, message }) => [code, message]);

describe('what a picture shows', () => {
  test('is said in the member’s language, picture by picture, else in the flow’s own', () => {
    for (const [alt, shown] of [
      [", alt: ['El mar a mediodía.', Una duna.]", ['El mar a mediodía.', 'Una duna.']],
      [', alt: El mar a mediodía.', ['El mar a mediodía.', 'A dune.']],
      ['', ['The sea at noon.', 'A dune.']],
    ] as const) {
      const library = smallLibrary({ own: source });
      const { translation } = readTranslation('own.es.yaml', spanish(alt), flow);
      const here = agreed(
        visit({ locale: 'es', library: { ...library, translation: () => translation } }),
      );
      here.ask('own');
      expect(saysOf(here.last)[0]?.message.media).toEqual([
        { type: 'picture', file: 'sea.png', alt: shown[0] },
        { type: 'picture', file: 'more/dune.png', alt: shown[1] },
      ]);
    }
  });

  test('is told where it is not translated, or more is than there is', () => {
    expect(told(spanish(", alt: ['El mar.', Una duna.]"))).toEqual([]);
    expect(told(spanish(', alt: El mar.'))).toEqual([
      ['untranslated', 'what a picture of `sea` shows has no translation'],
    ]);
    expect(told(spanish(', alt: [Uno., Dos., Tres.]'))).toContainEqual([
      'nothing-to-translate',
      '`sea` has 2 pictures',
    ]);
  });

  test('makes a translation stale when it changes, and does not count where there is none', () => {
    expect(markOf(source.replace('A dune', 'A wave'))).not.toBe(markOf(source));
    const plain = source.replace(/ +media: .*\n/, '');
    expect(markOf(plain)).toBe(markOf(plain.replace('say: Look.', 'say: [Look.]')));
    expect(markOf(plain)).not.toBe(markOf(source));
  });
});

test('a picture has to be there, by its path under content/media', () => {
  using folder = newFolder();
  rmSync(join(folder.path, 'content'), { recursive: true, force: true });
  writeFlows(folder.path, { own: source.replace('kind: system', 'kind: exercise') });
  const problems = () =>
    readFolder(folder.path)
      .problems.filter(({ at }) => at.file === 'flows/own.yaml')
      .map(({ code, message, mend }) => [code, message, mend]);
  const missing = (file: string) => [
    'missing-picture',
    `there is no picture \`${file}\` under content/media`,
  ];
  expect(problems().map((one) => one.slice(0, 2))).toEqual([
    missing('sea.png'),
    missing('more/dune.png'),
  ]);
  mkdirSync(join(folder.path, 'content/media/more'), { recursive: true });
  writeFileSync(join(folder.path, 'content/media/more/dune.png'), '');
  writeFileSync(join(folder.path, 'content/media/see.png'), '');
  expect(problems()).toEqual([[...missing('sea.png'), 'did you mean `see.png`?']]);
  writeFileSync(join(folder.path, 'content/media/sea.png'), '');
  expect(problems()).toEqual([]);
});
