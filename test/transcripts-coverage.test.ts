import { describe, expect, test } from 'vitest';
import { allPlays, openPlays } from '#command/named-plays.ts';
import { covered } from '#command/rehearsal/covered.ts';
import { read, root } from './support/repository.ts';
import { subjectOf, transcriptFiles } from './support/transcripts.ts';

const house = allPlays(root);
const { library, problems } = await openPlays(root, house);
if (library === null || problems.length > 0) throw new Error('the shipped flows have problems');
const { texts, flows, transcripts } = house;
const all = covered({ texts, tests: [], transcripts }, library, flows);
const missing = (flow: string, locale: string) =>
  all
    .find((one) => one.flow === flow && one.locale === locale)
    ?.missing.map(({ what, line }) => `${what} (line ${line})`);

/** A flow whose Spanish transcripts are there is said to be complete; `mooring coverage --missing` tells of the others. */
const complete = flows.filter((flow) =>
  transcriptFiles().some((path) => {
    const subject = subjectOf(path);
    return subject.flow === flow && subject.locale === 'es';
  }),
);

const played = (locale: string) =>
  transcriptFiles()
    .filter((path) => subjectOf(path).locale === locale)
    .map((path) => read(path))
    .join('\n');
const said = { en: played('en'), es: played('es') };

describe('the transcripts', () => {
  test.each(complete)('of %s take every step, option, case and way out', (flow) => {
    expect(missing(flow, 'en')).toEqual([]);
  });

  test.each(complete)('of %s enter every step in Spanish', (flow) => {
    expect(missing(flow, 'es')?.filter((one) => one.startsWith('step '))).toEqual([]);
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
