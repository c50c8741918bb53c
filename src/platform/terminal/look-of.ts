import { styleText } from 'node:util';
import type { Look, Style } from './look.ts';
import type { TerminalOptions } from './terminal-options.ts';

/** How messages look on a terminal as it is now: its window may have changed. */
export function lookOf(options: TerminalOptions): Look {
  const { output, interactive, locale, words } = options;
  const plain = options.plain || !interactive;
  return {
    width: Math.min(widest, Math.max(narrowest, options.width ?? output.columns ?? widest)),
    plain,
    paint: options.colour && !plain ? painted : bare,
    quotes: /^es\b/.test(locale) ? ['«', '»'] : ['“', '”'],
    words,
  };
}

/** Longer lines are hard to read, shorter ones no longer lines. */
const widest = 72;
const narrowest = 20;

const styles = {
  hint: 'dim',
  number: 'bold',
  media: 'italic',
  row: 'dim',
  margin: 'cyan',
} as const;

/** Whoever made the options looked at the stream and at NO_COLOR. */
function painted(style: Style, text: string): string {
  return styleText(styles[style], text, { validateStream: false });
}

function bare(_style: Style, text: string): string {
  return text;
}
