import { createInterface } from 'node:readline';
import { write, type Screen, type ScreenParts } from './screen.ts';

/** A screen that only ever adds lines: for pipes, files and screen readers. `echo` shows a line that was read, where nobody saw it being typed; with `null` there is somebody, and a prompt. */
export function plainScreen(
  { input, output, prompt }: ScreenParts,
  echo: ((line: string) => string) | null,
): Screen {
  /** True while a prompt stands on the last line. */
  let prompted = false;
  let closed = false;
  const reader = createInterface({ input, terminal: false, crlfDelay: Infinity });
  const lines = reader[Symbol.asyncIterator]();
  reader.on('close', () => {
    closed = true;
  });

  function listen(): void {
    if (echo !== null || prompted || closed) return;
    prompted = true;
    output.write(prompt);
  }

  return {
    async *lines() {
      for (;;) {
        listen();
        const { value: line, done } = await lines.next();
        if (done === true) break;
        prompted = false;
        if (line.trim() === '') continue;
        output.write(echo === null ? '\n' : `${echo(line)}\n\n`);
        yield line;
      }
      if (prompted) output.write('\n\n');
      prompted = false;
    },
    show(block) {
      const again = prompted;
      prompted = false;
      const shown = write(output, `${again ? '\n\n' : ''}${block}\n\n`);
      if (again) listen();
      return shown;
    },
    listen,
    close: () => reader.close(),
  };
}
