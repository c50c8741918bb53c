import { cleanLine } from './clean.ts';
import { clockLine } from './clock-line.ts';
import { liveScreen } from './live-screen.ts';
import { plainScreen } from './plain-screen.ts';
import type { Screen, ScreenParts } from './screen.ts';
import type { TerminalOptions } from './terminal-options.ts';

/** Opens the screen that fits: one that redraws, one that only adds lines, or one that writes a transcript. A stream that fails closes it. */
export function openScreen(options: TerminalOptions): Screen {
  const { input, output, interactive, plain, words } = options;
  const parts: ScreenParts = { input, output, prompt: words.prompt };
  const echo = (line: string): string =>
    options.clock !== undefined && clockLine(line) !== null
      ? cleanLine(line)
      : words.prompt + cleanLine(line);
  const screen =
    interactive && !plain ? liveScreen(parts) : plainScreen(parts, interactive ? null : echo);
  input.on('error', () => screen.close());
  output.on('error', () => screen.close());
  return screen;
}
