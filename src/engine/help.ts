import type { Message, Paragraph } from '#conversation/message.ts';
import type { Phrasebook } from '#content/phrasebook.ts';
import type { Directory, Help } from '#crisis/directory.ts';
import { alwaysOnRow, plainMessage } from './texts.ts';
import type { Draft } from './draft.ts';

/** Whom to reach, as a message: emergency number, at most three lines, the finder, and what we are. */
export function helpMessage(
  draft: Draft,
  wish: Parameters<Directory['help']>[1],
  short = false,
): Message {
  const { library } = draft.stage;
  const country = draft.member.settings.country ?? draft.stage.country;
  const help = library.directory.help(country, wish);
  const { locale } = draft.member.settings;
  return plainMessage(helpParagraphs({ phrases: library.phrases, locale, help, short }), {
    sensitivity: 'crisis',
    alwaysOn: alwaysOnRow(draft),
  });
}

/** What help is said from. */
export interface HelpText {
  readonly phrases: Phrasebook;
  readonly locale: string;
  readonly help: Help;
  /** Without head and disclosure. */
  readonly short?: boolean;
}

/** The same without a conversation: for the last resort. */
export function helpParagraphs({
  phrases,
  locale,
  help,
  short = false,
}: HelpText): readonly Paragraph[] {
  const lines = help.lines.flatMap((line) => {
    const { name, phone, text, keyword, url } = line as {
      name: string;
      phone: string | null;
      text: string | null;
      keyword?: string | null;
      url: string | null;
    };
    const slots = { name, phone, text, keyword: keyword ?? null, url };
    if (phone !== null && text !== null)
      return phrases.say(
        keyword == null ? 'help.call-or-text' : 'help.call-or-text-keyword',
        locale,
        slots,
      );
    if (phone !== null) return phrases.say('help.call', locale, slots);
    if (text !== null)
      return phrases.say(keyword == null ? 'help.text' : 'help.text-keyword', locale, slots);
    return url === null ? [] : phrases.say('help.website', locale, slots);
  });
  const emergency =
    help.emergency === null
      ? phrases.say('help.emergency-unknown', locale)
      : phrases.say('help.emergency', locale, { numbers: help.emergency });
  return [
    ...(short ? [] : phrases.say('help.head', locale)),
    ...emergency,
    ...lines,
    ...phrases.say('help.finder', locale),
    ...(help.country === null && !short ? phrases.say('help.country-unknown', locale) : []),
    ...(short ? [] : phrases.say('help.disclosure', locale)),
  ];
}
