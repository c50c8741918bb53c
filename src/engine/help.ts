import type { Message, Paragraph } from '#conversation/message.ts';
import { countryIn } from '#content/in-words.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import type { Phrasebook } from '#content/phrasebook.ts';
import type { Directory, Help } from '#crisis/directory.ts';
import type { Line } from '#crisis/lines.ts';
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
  const young = wish === 'youth';
  return plainMessage(helpParagraphs({ phrases: library.phrases, locale, help, short, young }), {
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
  /** For a child. */
  readonly young?: boolean;
}

/** The same without a conversation: for the last resort. */
export function helpParagraphs({
  phrases,
  locale,
  help,
  short = false,
  young = false,
}: HelpText): readonly Paragraph[] {
  const lines = help.lines.flatMap((line) => lineParagraphs(phrases, locale, line));
  const emergency =
    help.emergency === null
      ? phrases.say('help.emergency-unknown', locale)
      : phrases.say('help.emergency', locale, { numbers: help.emergency });
  return [
    ...(short ? [] : phrases.say('help.head', locale)),
    ...(help.country === null
      ? []
      : phrases.say('help.country', locale, { country: countryIn(help.country, locale) })),
    ...emergency,
    ...lines,
    ...phrases.say('help.finder', locale),
    ...(help.country === null && young ? phrases.say('help.youth-unknown', locale) : []),
    ...(help.country === null && !short ? phrases.say('help.country-unknown', locale) : []),
    ...(short ? [] : phrases.say('help.disclosure', locale)),
  ];
}

/** One line: how to reach it, and what a caller has to know, always beside the number. */
function lineParagraphs(phrases: Phrasebook, locale: string, line: Line): readonly Paragraph[] {
  const said = phrases.say(wayTo(line), locale, {
    name: line.name,
    phone: line.phone,
    text: line.text,
    keyword: line.keyword,
    url: line.chat ?? line.url,
  });
  const note = line.note === null ? null : locale.startsWith('es') ? line.note.es : line.note.en;
  const last = said.at(-1);
  return note === null || last === undefined ? said : [...said.slice(0, -1), [...last, ` ${note}`]];
}

function wayTo({ phone, text, keyword, chat }: Line): PhraseKey {
  if (phone !== null && text !== null) {
    return keyword === null ? 'help.call-or-text' : 'help.call-or-text-keyword';
  }
  if (phone !== null) return 'help.call';
  if (text !== null) return keyword === null ? 'help.text' : 'help.text-keyword';
  return chat === null ? 'help.website' : 'help.chat';
}
