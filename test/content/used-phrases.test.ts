import { expect, test } from 'vitest';
import { phraseKeys } from '#content/phrase-key.ts';
import { filesUnder, read } from '../support/repository.ts';

/** Phrases whose names are put together where they are said, and the source that does it. */
const putTogether: Readonly<Record<string, readonly string[]>> = {
  'confirm.${value}': ['confirm.yes', 'confirm.no'],
  'hint.${step.input}': ['hint.date', 'hint.time', 'hint.duration', 'hint.zone', 'hint.country'],
  // Said only where a library has no crisis flow, or one is open already.
  'crisis.${risk.level}': [
    'crisis.imminent',
    'crisis.overdose',
    'crisis.danger',
    'crisis.ideation',
    'crisis.self-harm',
    'crisis.third-party',
  ],
  'export.age-${ageBand}': ['export.age-under-13', 'export.age-13-17', 'export.age-adult'],
  'export.intensity-${intensity}': [
    'export.intensity-0',
    'export.intensity-1',
    'export.intensity-2',
  ],
  'export.rhythm-${rhythm}': [
    'export.rhythm-daily',
    'export.rhythm-weekdays',
    'export.rhythm-weekly',
    'export.rhythm-once',
    'export.rhythm-none',
  ],
  'export.messages-${contact.type}': [
    'export.messages-open',
    'export.messages-paused',
    'export.messages-stopped',
  ],
  'export.level-${level as Level}': [
    'export.level-imminent',
    'export.level-overdose',
    'export.level-danger',
    'export.level-ideation',
    'export.level-self-harm',
    'export.level-third-party',
  ],
  // Why an answer was not understood, as `understand` tells it.
  'lost.${why}': ['lost.two-dates', 'lost.unit'],
};

const source = filesUnder('src')
  .filter((path) => path.endsWith('.ts') && path !== 'src/content/phrase-key.ts')
  .map(read)
  .join('\n');

test('every phrase of the locales is said somewhere', () => {
  const said = new Set(
    Object.entries(putTogether).flatMap(([key, names]) =>
      source.includes(`\`${key}\``) ? names : [],
    ),
  );
  const silent = phraseKeys.filter((key) => !said.has(key) && !source.includes(`'${key}'`));
  expect(silent).toEqual([]);
});

test('every phrase put together from parts is one', () => {
  const names: readonly string[] = phraseKeys;
  expect(
    Object.values(putTogether).flatMap((all) => all.filter((one) => !names.includes(one))),
  ).toEqual([]);
});
