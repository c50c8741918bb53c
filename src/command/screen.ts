import { isRefused, readConfig, type Environment } from '#config.ts';
import { plainText } from '#content/format.ts';
import type { CauseId, ConversationId } from '#conversation/id.ts';
import type { Assessment } from '#crisis/screen.ts';
import type { Library } from '#engine/library.ts';
import { meetMember } from '#engine/meet.ts';
import { takeTurn } from '#engine/take-turn.ts';
import { keepBesideCode } from '#library/keep.ts';
import { loadFolder } from '#library/load-folder.ts';
import { neededFlows } from './needed-flows.ts';
import { tellProblems } from './tell-problems.ts';
import { unknownLocale } from './unknown-locale.ts';

/** What is to be heard, and as whom: `null` reads a text a line from the input. */
export interface ScreenOptions {
  readonly text: string | null;
  readonly lines: AsyncIterable<string>;
  /** The member's language; the configured one if `null`. */
  readonly locale: string | null;
  readonly json: boolean;
  readonly env: Environment;
}

/** Says what the crisis screen hears in a text, why, and what a member who wrote it would be answered. Keeps nothing. */
export async function screen(root: string, options: ScreenOptions): Promise<number> {
  const config = readConfig(options.env, process.cwd());
  if (isRefused(config)) {
    const words = config.map(({ variable, message, mend }) => `${variable}: ${message}; ${mend}.`);
    process.stderr.write(`${words.join('\n')}\n`);
    return 2;
  }
  const { library, problems } = await loadFolder(root, [keepBesideCode(root)], neededFlows);
  if (library === null) {
    process.stderr.write(`${tellProblems(problems)}\n`);
    return 1;
  }
  const locale = options.locale ?? config.locale;
  const strange = unknownLocale(locale, library.phrases.locales);
  if (strange !== null) {
    process.stderr.write(
      `${options.locale === null ? 'MOORING_LOCALE' : '--locale'}: ${strange}.\n`,
    );
    return 2;
  }
  const hear = (text: string): void => {
    const heard = hearing(text, { library, locale, country: config.country });
    process.stdout.write(options.json ? `${JSON.stringify(heard)}\n` : `${told(heard)}\n\n`);
  };
  if (options.text !== null) hear(options.text);
  else for await (const line of options.lines) if (line.trim() !== '') hear(line);
  return 0;
}

/** What was heard in a text. */
interface Hearing {
  readonly text: string;
  readonly level: Assessment['level'] | null;
  readonly signals: readonly {
    readonly level: Assessment['level'];
    readonly language: string;
    readonly rule: string;
    /** The row of the signals it was heard by: `content/crisis/en/signals.tsv:42`. */
    readonly row: string;
    readonly words: string;
  }[];
  /** What a member is answered, if anything was heard. */
  readonly answer: string | null;
}

interface Ear {
  readonly library: Library;
  readonly locale: string;
  readonly country: string | null;
}

function hearing(text: string, ear: Ear): Hearing {
  const found = ear.library.screen.assess(text);
  if (found === null) return { text, level: null, signals: [], answer: null };
  const signals = found.signals.map(({ level, rule, line, span: [from, to] }) => {
    const [language = '', name = rule] = rule.split('/');
    const row = `content/crisis/${language}/signals.tsv:${line}`;
    return { level, language, rule: name, row, words: text.slice(from, to) };
  });
  return { text, level: found.level, signals, answer: answerTo(text, ear) };
}

/** What someone whom we meet with these words is answered, by the engine itself. */
function answerTo(text: string, { library, locale, country }: Ear): string {
  const now = Temporal.Now.instant().epochMilliseconds;
  const conversation = 'somebody' as ConversationId;
  const turn = takeTurn(
    meetMember(conversation, null, { locale }),
    { type: 'TextSaid', id: 'words' as CauseId, conversation, at: now, text },
    { library, now, community: null, country, entries: [] },
  );
  if (turn.type === 'Needs') throw new Error('a crisis reply waits for something');
  return turn.effects
    .flatMap((effect) => (effect.type === 'Say' ? [plainText(effect.message.paragraphs)] : []))
    .join('\n\n');
}

function told({ text, level, signals, answer }: Hearing): string {
  const head = `“${text}”`;
  if (level === null) return `${head}\n  nothing is heard; it is answered like any other message`;
  return [
    head,
    `  level ${level}`,
    ...signals.map(
      (one) => `  heard “${one.words}” as ${one.level}, ${one.language}, ${one.rule} at ${one.row}`,
    ),
    '  answered:',
    ...(answer ?? '').split('\n').map((line) => (line === '' ? '' : `    ${line}`)),
  ].join('\n');
}
