import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { TerminalOptions } from '#platform/terminal/terminal-options.ts';
import { terminal } from '#platform/terminal/terminal.ts';
import { glass } from './terminal-glass.ts';
import { delivery, door, message, question } from './terminal-samples.ts';

const words = {
  prompt: '> ',
  goodbye: 'Okay. Everything is kept.',
  moderator: 'moderator',
  picture: 'picture',
  file: 'file',
};
const arrowLeft = '\u001B[D';
const toTheBeginning = '\u0001';
const backspace = '\u007F';

/** A person at a keyboard, and what they see. */
function sat(columns: number, extra: Partial<TerminalOptions> = {}) {
  const raw: boolean[] = [];
  const keyboard = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (on: boolean) => void raw.push(on),
  });
  const screen = glass(columns);
  const left = Promise.withResolvers<void>();
  let count = 0;
  const made = terminal({
    input: keyboard,
    output: screen,
    interactive: true,
    plain: false,
    colour: false,
    width: null,
    locale: 'en',
    words,
    now: () => 0,
    folder: '.',
    onLeave: left.resolve,
    ...extra,
  });
  return {
    made,
    screen,
    raw,
    left: left.promise,
    /** Types keys one by one, as fingers do. */
    types: async (...keys: string[]) => {
      for (const key of keys) {
        keyboard.write(key);
        await turn();
      }
    },
    /** Says this out of the blue. */
    says: (text: string) => made.deliver(delivery(message([[text]])), `n${(count += 1)}`),
  };
}

/** Lets streams and promises go on. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

const silent = () => door(() => {});

describe('what arrives while somebody types', () => {
  test.each([
    ['one row', 40, 'I am tired'],
    ['several rows', 20, 'I have been carrying this around all week and more'],
    ['rows that end at the edge', 20, 'a'.repeat(38)],
    ['wide letters at the edge', 20, `${'a'.repeat(17)}日本語です`],
  ])('stands above it, and nothing of it is lost: %s', async (_, columns, text) => {
    for (const keys of [[...text], [text]]) {
      const { made, screen, types, says, left } = sat(columns);
      const home = silent();
      await made.start(home);
      await types(...keys);
      const before = screen.text();
      await says('It is time.');
      expect(screen.text()).toBe(`It is time.\n\n${before}`);
      await types('!', '\r');
      await turn();
      expect(home.heard).toMatchObject([{ type: 'TextSaid', text: `${text}!` }]);
      expect(screen.text()).toMatch(/^It is time\.\n\n> /);
      await types('\u0004');
      await left;
      await made.stop();
    }
  });

  test('leaves the cursor where it was', async () => {
    const { made, screen, types, says } = sat(20);
    const home = silent();
    await made.start(home);
    await types('I have been carrying this', ...Array.from({ length: 13 }, () => arrowLeft));
    await says('It is time.');
    await types('X', '\r');
    await turn();
    expect(home.heard).toMatchObject([{ text: 'I have been Xcarrying this' }]);
    expect(screen.text()).toBe('It is time.\n\n> I have been Xcarry\ning this\n\n>');
    await made.stop();
  });

  test('leaves room to go on editing what was pasted', async () => {
    const { made, screen, types } = sat(20);
    await made.start(silent());
    await types('I have been carrying this around', ...Array.from({ length: 3 }, () => backspace));
    expect(screen.text()).toBe('> I have been carryi\nng this aro');
    await made.stop();
  });

  test('stands above it in a window that became narrower', async () => {
    const { made, screen, types, says } = sat(60);
    await made.start(silent());
    await types(...'this is wider than the window is going to be');
    screen.narrow(30);
    const typing = '> this is wider than the windo\nw is going to be';
    expect(screen.text()).toBe(typing);
    await types(backspace, 'e');
    expect(screen.text()).toBe(typing);
    await says('a sentence that fits into the wider window only');
    expect(screen.text()).toBe(`a sentence that fits into the\nwider window only\n\n${typing}`);
    await made.stop();
  });
});

describe('lines', () => {
  test('pasted together are heard in order, each with its answer under it', async () => {
    let open: Promise<void> = Promise.resolve();
    const { made, screen, types, says } = sat(40, { quiet: () => open });
    const home = door((inbound) => {
      open = (async () => {
        await turn();
        if (inbound.type === 'TextSaid') await says(`Heard ${inbound.text}.`);
      })();
    });
    await made.start(home);
    await types('one\ntwo\rthree\r\nand a rest');
    await expect
      .poll(() => screen.text())
      .toBe(
        ['one', 'two', 'three'].map((said) => `> ${said}\n\nHeard ${said}.\n\n`).join('') +
          '> and a rest',
      );
    await made.stop();
  });

  test('typed while one is in hand wait, and are not lost', async () => {
    const open = Promise.withResolvers<void>();
    const { made, screen, types, says } = sat(40, { quiet: () => open.promise });
    const home = silent();
    await made.start(home);
    await types(...'one', '\r', ...'two');
    expect(screen.text()).toBe('> one');
    await says('Answer.');
    expect(screen.text()).toBe('> one\n\nAnswer.');
    open.resolve();
    await turn();
    expect(screen.text()).toBe('> one\n\nAnswer.\n\n> two');
    expect(home.heard).toHaveLength(1);
    await made.stop();
  });

  test('that take long do not keep the prompt away', async () => {
    const open = Promise.withResolvers<void>();
    const { made, screen, types } = sat(40, { quiet: () => open.promise });
    await made.start(silent());
    await types(...'one', '\r', ...'two');
    await expect.poll(() => screen.text()).toBe('> one\n\n> two');
    await types('\r', ...'three');
    open.resolve();
    await expect.poll(() => screen.text()).toBe('> one\n\n> two\n\n> three');
    await made.stop();
  });

  test('of nothing are nothing', async () => {
    const { made, screen, types } = sat(40);
    const home = silent();
    await made.start(home);
    await types('\r', ' ', '\r', ...'hi');
    expect(home.heard).toEqual([]);
    expect(screen.text()).toBe('>\n>\n> hi');
    await made.stop();
  });

  test('are not kept for whoever comes to the keyboard next', async () => {
    const { made, screen, types } = sat(40);
    await made.start(silent());
    await types(...'private', '\r');
    await turn();
    await types('\u001B[A');
    expect(screen.text()).toBe('> private\n\n>');
    await made.stop();
  });
});

describe('leaving', () => {
  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('by %s is kind, and gives the keyboard back', async (_, key) => {
    const { made, screen, raw, types, left } = sat(40);
    await made.start(silent());
    await types(key);
    await left;
    await made.stop();
    expect(screen.text()).toBe('>\n\nOkay. Everything is kept.');
    expect(raw).toEqual([true, false]);
  });

  test('by Ctrl-C leaves what was being typed to be seen, and hears no more', async () => {
    const { made, screen, types, left } = sat(20);
    const home = silent();
    await made.start(home);
    await types('I have been carrying this', toTheBeginning, '\u0003');
    await left;
    await made.stop();
    expect(screen.text()).toBe('> I have been carryi\nng this\n\nOkay. Everything is\nkept.');
    expect(home.heard).toEqual([]);
  });

  test('by Ctrl-C drops lines that were pasted and not yet heard', async () => {
    const open = Promise.withResolvers<void>();
    const { made, types, left } = sat(40, { quiet: () => open.promise });
    const home = silent();
    await made.start(home);
    await types('one\ntwo\nthree\n', '\u0003');
    open.resolve();
    await left;
    await made.stop();
    expect(home.heard).toMatchObject([{ text: 'one' }]);
  });

  test('takes the line in hand along', async () => {
    const { made, types } = sat(40);
    const open = Promise.withResolvers<void>();
    let done = false;
    await made.start(
      door(async () => {
        await open.promise;
        done = true;
      }),
    );
    await types(...'one', '\r', '\u0003');
    const stopped = made.stop();
    open.resolve();
    await stopped;
    expect(done).toBe(true);
  });
});

describe('for a screen reader', () => {
  test('lines are only ever added, and no key is taken from the terminal', async () => {
    const { made, screen, raw, types, says } = sat(72, { plain: true, colour: true });
    const home = door(() => {});
    await made.start(home);
    await made.deliver(delivery(question), 'first');
    await types('hello\n');
    await turn();
    await says('Out of the blue.');
    await made.stop();
    expect(screen.raw()).toMatchInlineSnapshot(`
      "> 

      Which is closest right now?

      Tap one, or type its number or its words.

        1  Settled
        2  Wound up
        3  Flat or far away
        4  Something else

      Help now · Ground me · Pause · Stop

      > 
      > 

      Out of the blue.

      > 

      Okay. Everything is kept.

      "
    `);
    expect(raw).toEqual([]);
    expect(home.heard).toMatchObject([{ text: 'hello' }]);
  });
});

test('colours are shown where there is somebody to see them', async () => {
  const { made, screen } = sat(72, { colour: true });
  await made.start(silent());
  await made.deliver(delivery(question), 'n');
  expect(screen.raw()).toContain('\u001B[2mTap one, or type its number or its words.\u001B[22m');
  expect(screen.raw()).toContain('\u001B[1m  1\u001B[22m  Settled');
  await made.stop();
});
