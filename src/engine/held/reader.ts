import type { MemberConversation } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import type { Slots } from '#content/format.ts';
import { chooseLocale } from '#content/locale.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import type { Library } from '../library.ts';

/** How facts are written for one member: in their language, and on their clock. */
export interface Reader {
  readonly library: Library;
  readonly locale: string;
  readonly text: (key: PhraseKey, slots?: Slots) => string;
  /** An instant as their day and time. */
  readonly when: (at: Millis) => string;
}

/** The reader a member is. */
export function readerFor({ settings }: MemberConversation, library: Library): Reader {
  const locale = chooseLocale(settings.locale, library.phrases.locales, 'en');
  const clock = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: settings.zone,
  });
  return {
    library,
    locale,
    text: (key, slots) => library.phrases.text(key, locale, slots),
    when: (at) => clock.format(at),
  };
}
