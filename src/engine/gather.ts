import type { Say } from '#conversation/effect.ts';
import type { Message } from '#conversation/message.ts';

/** Words one message may have before a new one begins (platforms.md A-14); crisis replies are one message whatever they hold. */
const mostWords = 60;

/** Joins what is said in one breath: short messages of one class become one; nothing is joined after a question, a picture or a file. Words that lead up to help lines travel with them, or the lines would overtake them. */
export function gathered(says: readonly Say[]): readonly Say[] {
  const lines = says.findLastIndex((one) => one.message.sensitivity === 'crisis');
  const joined: Say[] = [];
  for (const [index, said] of says.entries()) {
    const next: Say = index < lines && said.class === 'reply' ? { ...said, class: 'safety' } : said;
    const last = joined.at(-1);
    if (last !== undefined && fits(last, next)) joined[joined.length - 1] = join(last, next);
    else joined.push(next);
  }
  return joined;
}

function fits(last: Say, next: Say): boolean {
  if (
    last.message.question !== null ||
    last.message.media.length > 0 ||
    next.message.media.length > 0
  )
    return false;
  if (last.message.sensitivity === 'crisis' && next.class !== 'unsolicited') return true;
  if (last.class !== next.class || next.message.sensitivity === 'crisis')
    return last.class === 'safety' && next.class === 'safety';
  return wordsIn(last.message) + wordsIn(next.message) <= mostWords;
}

function wordsIn(message: Message): number {
  const text = message.paragraphs
    .flat()
    .map((span) => (typeof span === 'string' ? span : span.said))
    .join(' ');
  return text.split(/\s+/).filter((word) => word !== '').length;
}

function join(last: Say, next: Say): Say {
  const crisis = last.message.sensitivity === 'crisis' || next.message.sensitivity === 'crisis';
  return {
    ...next,
    class: crisis ? 'safety' : next.class,
    report: last.report || next.report,
    message: {
      ...next.message,
      paragraphs: [...last.message.paragraphs, ...next.message.paragraphs],
      sensitivity: crisis
        ? 'crisis'
        : last.message.sensitivity === 'private'
          ? 'private'
          : next.message.sensitivity,
      alwaysOn: next.message.alwaysOn.length > 0 ? next.message.alwaysOn : last.message.alwaysOn,
    },
  };
}
