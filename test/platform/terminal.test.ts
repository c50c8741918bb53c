import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeliveryId } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Platform } from '#platform/platform.ts';
import type { TerminalOptions } from '#platform/terminal/terminal-options.ts';
import { terminal, terminalKeys } from '#platform/terminal/terminal.ts';
import { glass } from './terminal-glass.ts';
import { committed, delivery, door, idOf, message, question } from './terminal-samples.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'terminal-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const words = {
  prompt: '> ',
  goodbye: 'Okay. Everything is kept.',
  moderator: 'a moderator',
  picture: 'picture',
  file: 'file',
};

function pipedOptions(lines: string) {
  const input = new PassThrough();
  input.end(lines);
  const output = glass(72);
  const left = Promise.withResolvers<void>();
  const options: TerminalOptions = {
    input,
    output,
    interactive: false,
    plain: false,
    colour: true,
    width: null,
    locale: 'en',
    words,
    now: () => 5_000,
    folder,
    onLeave: left.resolve,
  };
  return { options, output, left: left.promise };
}

function piped(lines: string, extra: Partial<TerminalOptions> = {}) {
  const { options, ...rest } = pipedOptions(lines);
  const made: Platform = terminal({ ...options, run: 'run', ...extra });
  return { made, ...rest };
}

describe('on a pipe', () => {
  test('one line in, a plain transcript out, and the end of the input is told', async () => {
    let count = 0;
    const { made, output, left } = piped('hello\n\n[Wound up]\r\n@mod\nlast');
    const home = door(async (inbound) => {
      count += 1;
      if (inbound.type === 'ModeratorActed') {
        await made.deliver(
          delivery(message([['There are no open reports.']]), 'terminal:mod'),
          `n${count}`,
        );
      } else if (inbound.type === 'ChoiceMade') {
        await made.deliver(
          delivery(message([[`You took ${inbound.choices.join()}.`]])),
          `n${count}`,
        );
      } else {
        await made.deliver(delivery(question), `n${count}`);
      }
    });
    await made.start(home);
    await left;
    expect(output.raw()).toMatchInlineSnapshot(`
      "> hello

      Which is closest right now?

      Tap one, or type its number or its words.

        1  Settled
        2  Wound up
        3  Flat or far away
        4  Something else

      Help now · Ground me · Pause · Stop

      > [Wound up]

      You took wound-up.

      > @mod

      mod| There are no open reports.

      > last

      Which is closest right now?

      Tap one, or type its number or its words.

        1  Settled
        2  Wound up
        3  Flat or far away
        4  Something else

      Help now · Ground me · Pause · Stop

      "
    `);
    expect(home.heard.map(({ id }) => id)).toEqual([1, 2, 3, 4].map((at) => `terminal/run/${at}`));
    expect(home.heard.map(({ conversation, address, at }) => [conversation, address, at])).toEqual(
      ['me', 'me', 'mod', 'me'].map((who) => [idOf(`terminal:${who}`), `terminal:${who}`, 5_000]),
    );
    await made.stop();
    expect(output.raw()).not.toContain('Everything');
  });

  test('the next line is read only when all that the last one led to was shown', async () => {
    let open: Promise<void> = Promise.resolve();
    const { made, output, left } = piped('one\ntwo\nthree\n', { quiet: () => open });
    await made.start(
      door((inbound) => {
        const said = inbound.type === 'TextSaid' ? inbound.text : '';
        open = (async () => {
          for (const part of ['a', 'b']) {
            await new Promise((resolve) => setTimeout(resolve, 5));
            await made.deliver(delivery(message([[`${said} ${part}`]])), `${said}${part}`);
          }
        })();
      }),
    );
    await left;
    expect(output.text().split(/\n+/)).toEqual(
      ['one', 'two', 'three'].flatMap((said) => [`> ${said}`, `${said} a`, `${said} b`]),
    );
  });

  test('what a line holds cannot steer the terminal it is shown on', async () => {
    const { made, output, left } = piped('\u001B[2Jhi\u202E there\u0007\n');
    const home = door(() => {});
    await made.start(home);
    await left;
    expect(output.raw()).toBe('> hi there\n\n');
  });

  test('a line moves the clock where there is one to move, and is a member’s words where not', async () => {
    const moves: unknown[] = [];
    const clock = {
      advance: (ms: number) => void moves.push(ms),
      set: (at: number) => Promise.resolve(void moves.push(new Date(at).toISOString())),
    };
    const lines = '@ 2026-03-02T09:00:00Z\n+ 26h\n+ one\n';
    const still = piped(lines, { clock });
    const heard = door(() => {});
    await still.made.start(heard);
    await still.left;
    expect(moves).toEqual(['2026-03-02T09:00:00.000Z', 93_600_000]);
    expect(heard.heard).toMatchObject([{ type: 'TextSaid', text: '+ one' }]);
    expect(still.output.text()).toBe('@ 2026-03-02T09:00:00Z\n\n+ 26h\n\n> + one');

    const moving = piped(lines);
    const home = door(() => {});
    await moving.made.start(home);
    await moving.left;
    expect(home.heard.map(({ type }) => type)).toEqual(['TextSaid', 'TextSaid', 'TextSaid']);
  });

  test('a member taps nothing that only the moderators were shown', async () => {
    const { made, left } = piped('hello\n[Settled]\n');
    const home = door(() => made.deliver(delivery(question, 'terminal:mod'), 'n'));
    await made.start(home);
    await left;
    expect(home.heard).toMatchObject([{ type: 'TextSaid' }, { type: 'TextSaid' }]);
  });

  test('an opening line is heard first and not shown', async () => {
    const { made, output, left } = piped('hello\n', { opening: '/start' });
    const home = door(() => {});
    await made.start(home);
    await left;
    expect(home.heard).toMatchObject([{ type: 'FlowAsked', flow: 'start' }, { type: 'TextSaid' }]);
    expect(output.raw()).toBe('> hello\n\n');
  });

  test('an output that is gone ends it, and says so to whoever delivers', async () => {
    const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
    const { made, left } = piped('hello\nagain\n', { output: gone });
    await made.start(door(() => {}));
    await left;
    await expect(made.deliver(delivery(question), 'n')).rejects.toMatchObject({
      reason: 'unreachable',
    });
    await made.stop();
  });
});

describe('a door', () => {
  test('that could not take a line gets the very same again, three times at most', async () => {
    const { made, left } = piped('hello\nmore\n');
    const home = door((_inbound, tried) => (tried === 2 ? committed : { outcome: 'failed' }));
    await made.start(home);
    await left;
    const texts = home.heard.map((inbound: Inbound) => [
      inbound.id,
      inbound.type === 'TextSaid' && inbound.text,
    ]);
    expect(texts).toEqual([
      ['terminal/run/1', 'hello'],
      ['terminal/run/1', 'hello'],
      ['terminal/run/2', 'more'],
      ['terminal/run/2', 'more'],
      ['terminal/run/2', 'more'],
    ]);
  });

  test('hears ids that no other start makes', async () => {
    const ids: string[] = [];
    for (const _ of ['first', 'second']) {
      const { options, left } = pipedOptions('hello\n');
      const home = door(() => {});
      await terminal(options).start(home);
      await left;
      ids.push(...home.heard.map(({ id }) => id));
    }
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('a delivery', () => {
  test('is shown exactly once, however often and however close together it is tried', async () => {
    const { made, output } = piped('');
    await made.start(door(() => {}));
    const [one, other] = [delivery(message([['One.']])), delivery(message([['One.']]))];
    await Promise.all([made.deliver(one, 'a'), made.deliver(one, 'a'), made.deliver(other, 'b')]);
    await made.deliver(one, 'a');
    expect(output.raw()).toBe('One.\n\nOne.\n\n');
    expect(await made.arrived(one, 'a')).toBeNull();
  });

  test('waits for a terminal to be open', async () => {
    const { made, output } = piped('');
    const one = delivery(message([['One.']]));
    await expect(made.deliver(one, 'a')).rejects.toMatchObject({ reason: 'unreachable' });
    await made.start(door(() => {}));
    await made.deliver(one, 'a');
    expect(output.raw()).toBe('One.\n\n');
  });

  test('to another conversation is refused', async () => {
    const { made } = piped('');
    await made.start(door(() => {}));
    const news = {
      ...delivery(question),
      payload: { type: 'news', to: idOf('x'), news: { type: 'erased', member: idOf('x') } },
    } as const;
    await expect(made.deliver(news, 'a')).rejects.toMatchObject({ reason: 'refused' });
  });

  test('saves its files for the member alone, and writes over none', async () => {
    const { made, output } = piped('', { width: 72 });
    await made.start(door(() => {}));
    const files = ['../../my data.json', '.hidden', '...'].map(
      (name) => ({ type: 'file', name, mime: 'application/json', text: name }) as const,
    );
    const sent = delivery(message([['Here.']], { media: files }));
    await made.deliver(sent, 'a');
    await made.deliver({ ...sent, id: 'another' as DeliveryId }, 'b');
    expect((await readdir(folder)).toSorted()).toEqual(
      ['file', 'file-2', 'hidden', 'hidden-2', 'my-data-2.json', 'my-data.json'].toSorted(),
    );
    expect(await readFile(join(folder, 'my-data.json'), 'utf8')).toBe('../../my data.json');
    expect((await stat(join(folder, 'my-data.json'))).mode & 0o777).toBe(0o600);
    expect(output.raw().replaceAll('\n', '')).toContain(join(folder, 'my-data-2.json'));
  });

  test('whose files find no place is refused', async () => {
    const { made } = piped('', { folder: join(folder, 'nowhere') });
    await made.start(door(() => {}));
    const file = { type: 'file', name: 'a.txt', mime: 'text/plain', text: 'a' } as const;
    const sent = delivery(message([], { media: [file] }));
    await expect(made.deliver(sent, 'a')).rejects.toMatchObject({ reason: 'refused' });
  });
});

test('stopping takes no more lines, is not told as leaving, and may be done twice', async () => {
  const open = Promise.withResolvers<void>();
  let told = 0;
  const { made } = piped('one\ntwo\n', { quiet: () => open.promise, onLeave: () => (told += 1) });
  const home = door(() => {});
  await made.start(home);
  await expect.poll(() => home.heard.length).toBe(1);
  await Promise.all([made.stop(), made.stop()]);
  expect(home.heard.length).toBe(1);
  expect(told).toBe(0);
});

test('its name is what its addresses begin with', () => {
  const { made } = piped('');
  for (const key of Object.values(terminalKeys)) expect(key.startsWith(`${made.name}:`)).toBe(true);
});
