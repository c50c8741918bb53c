import { clearScreenDown, createInterface, cursorTo, moveCursor } from 'node:readline';
import { Writable } from 'node:stream';
import { cleanLine } from './clean.ts';
import { write, type Output, type Screen, type ScreenParts } from './screen.ts';

/** A screen for a person at a keyboard: what arrives is shown above what they are typing. Lines typed or pasted while one is in hand wait, and are shown when their turn comes. */
export function liveScreen({ input, output, prompt }: ScreenParts): Screen {
  /** True while prompt and typed text are on the screen. */
  let listening = false;
  let closed = false;
  let arrived = Promise.withResolvers<void>();
  const waiting: { readonly line: string; readonly seen: boolean }[] = [];
  const typed = typedOn(output, () => listening);
  const keys = createInterface({ input, output: typed, prompt, terminal: true, historySize: 0 });

  // What comes in one piece is drawn in one piece: the editor loses count of the rows when it draws letter by letter.
  let whole = false;
  input.prependListener('data', (piece: Buffer | string) => {
    whole = listening && isText(String(piece));
    if (whole) hide();
  });
  input.on('data', () => {
    if (whole && waiting.length === 0) listen();
    whole = false;
  });

  keys.on('line', (line) => {
    const seen = listening;
    const blank = line.trim() === '';
    listening = seen && blank;
    if (blank) return seen ? keys.prompt() : undefined;
    if (seen) output.write('\n');
    waiting.push({ line, seen });
    arrived.resolve();
  });
  output.on('resize', () => {
    if (!listening) return;
    hide();
    listen();
  });
  keys.on('SIGINT', () => {
    waiting.length = 0;
    keys.write(null, { ctrl: true, name: 'e' });
    keys.close();
  });
  keys.on('close', () => {
    closed = true;
    if (listening) output.write('\n\n');
    listening = false;
    arrived.resolve();
  });

  function listen(): void {
    if (closed || listening) return;
    listening = true;
    // It would begin to draw that many rows further up, in what was shown meanwhile.
    Object.assign(keys, { prevRows: 0 });
    keys.prompt(true);
  }

  function hide(): void {
    if (!listening) return;
    listening = false;
    moveCursor(output, 0, -keys.getCursorPos().rows);
    cursorTo(output, 0);
    clearScreenDown(output);
  }

  return {
    async *lines() {
      for (;;) {
        const next = waiting.shift();
        if (next !== undefined) {
          hide();
          if (!next.seen) output.write(`${prompt}${cleanLine(next.line)}\n\n`);
          yield next.line;
        } else if (closed) {
          return;
        } else {
          listen();
          await arrived.promise;
          arrived = Promise.withResolvers();
        }
      }
    },
    show(block) {
      const again = listening;
      hide();
      const shown = write(output, `${block}\n\n`);
      if (again) listen();
      return shown;
    },
    listen,
    close: () => keys.close(),
  };
}

/** More than one letter, and not the code of a key. */
function isText(piece: string): boolean {
  return [...piece].length > 1 && !piece.startsWith('\u001B');
}

/** Passes on what the line editor draws, or lets it draw into nothing. */
function typedOn(output: Output, isOpen: () => boolean): Writable {
  const typed = new Writable({
    decodeStrings: false,
    write(text: string | Buffer, _encoding, done) {
      if (isOpen()) output.write(text);
      done();
    },
  });
  Object.defineProperty(typed, 'columns', { get: () => output.columns });
  return typed;
}
