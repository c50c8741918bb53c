import type { Readable, Writable } from 'node:stream';

/** Where lines are typed and blocks of text are shown. */
export interface Screen {
  /** What is typed, a line at a time and in order, without the empty ones; asking for the next one shows the prompt. Ends when the member leaves or the input does. */
  lines(): AsyncGenerator<string, void>;
  /** Shows a block and an empty line after it, without harm to what is being typed. Rejects if the output is gone. */
  show(block: string): Promise<void>;
  /** Shows the prompt and what is typed, while a line is still in hand. */
  listen(): void;
  /** Takes no more lines and gives the keyboard back. */
  close(): void;
}

/** What a screen is made of. */
export interface ScreenParts {
  readonly input: Readable;
  readonly output: Output;
  /** Stands before what is typed: `> `. */
  readonly prompt: string;
}

/** An output that may know how wide it is. */
export type Output = Writable & { readonly columns?: number };

/** Resolves when the text has left us. */
export function write(output: Output, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (fault) => (fault == null ? resolve() : reject(fault)));
  });
}
