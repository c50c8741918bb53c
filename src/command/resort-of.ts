import { helpParagraphs } from '#engine/help.ts';
import type { Library } from '#engine/library.ts';
import { plainMessage } from '#engine/texts.ts';
import { alwaysOn } from '#engine/understand/always-on.ts';
import type { Resort } from '#runtime/last-resort.ts';

/** What is left to say when all else is broken: reviewed words of a library, which need nothing but memory. */
export function resortOf(library: Library): Resort {
  const { phrases, directory, screen } = library;
  return {
    screen,
    asksForHelp: (text, locale) => alwaysOn(text, phrases.words(locale))?.word === 'help-now',
    help: (country, locale) =>
      plainMessage(
        [
          ...phrases.say('resort.head', locale),
          ...helpParagraphs({ phrases, locale, help: directory.help(country, 'crisis') }),
        ],
        { sensitivity: 'crisis' },
      ),
    broken: (locale) => plainMessage(phrases.say('broken.quarantine', locale)),
  };
}
