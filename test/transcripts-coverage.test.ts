import { describe, expect, test } from 'vitest';
import { read } from './support/repository.ts';
import { readTwice, subjectOf, transcriptFiles, unvisited } from './support/transcripts.ts';

const [library] = readTwice();
const english = unvisited('en', library);
const spanish = unvisited('es', library);

/** A flow whose Spanish transcripts are there is said to be complete; `node test/support/unvisited.ts` tells of the others. */
const complete = [...spanish].filter(([, { named }]) => named).map(([flow]) => flow);

const played = (locale: string) =>
  transcriptFiles()
    .filter((path) => subjectOf(path).locale === locale)
    .map((path) => read(path))
    .join('\n');
const said = { en: played('en'), es: played('es') };

describe('the transcripts', () => {
  test.each(complete)('of %s take every step, option, case and way out', (flow) => {
    expect(english.get(flow)?.missing).toEqual([]);
  });

  test.each(complete)('of %s enter every step in Spanish', (flow) => {
    expect(spanish.get(flow)?.missing).toEqual([]);
  });

  test.each(['en', 'es'] as const)(
    'show in %s what each question is for, where it says so',
    (locale) => {
      const untold = complete.flatMap((flow) =>
        Object.values(library.flow(flow)?.flow.steps ?? {}).filter((step) => {
          if (step.type !== 'ask' || step.why === null) return false;
          const why =
            locale === 'en' ? step.why : library.translation(flow, locale)?.steps[step.id]?.why;
          return why == null || !said[locale].includes(`< ${why}`);
        }),
      );
      expect(untold.map(({ id }) => id)).toEqual([]);
    },
  );
});
