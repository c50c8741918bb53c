import type { Library } from '../library.ts';
import type { Held } from './held.ts';
import type { Page } from './page.ts';
import { choices } from './page-of-choices.ts';
import { traces } from './page-of-traces.ts';
import { readerFor } from './reader.ts';

/** Everything that is kept of a member, in their own language and on their own clock. `file` is what holds the same for programs. */
export function heldPage(held: Held, library: Library, file: string): Page {
  const { member, at } = held;
  const reader = readerFor(member, library);
  const { text, when, locale } = reader;
  const [word = ''] = library.phrases.words(locale).alwaysOn['delete-my-data'];
  return {
    locale,
    title: text('export.title'),
    head: [
      text('export.as-of', { when: when(at), zone: member.settings.zone }),
      text('export.private'),
    ],
    sections: [...choices(member, reader), ...traces(held, reader)],
    foot: [
      text('export.delete', { word }),
      text('export.other-file', { file }),
      text('export.reference', { code: member.id }),
    ],
  };
}
