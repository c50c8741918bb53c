import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readScript } from '#command/play/read-script.ts';
import { recorder } from '#command/play/recorder.ts';
import { readSetting } from '#command/play/read-setting.ts';
import { rehearse } from '#command/rehearsal/rehearse.ts';
import { readTranscript } from '#command/rehearsal/transcript.ts';
import { writeTranscript } from '#command/rehearsal/write-transcript.ts';
import { readFolder } from '#library/read-folder.ts';
import { run, type Ran } from './run.ts';

const shipped = new URL('../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'mooring-rehearsals-'));
const stages = join(folder, 'stages');
const drafts = join(folder, 'drafts');
beforeAll(() => {
  for (const one of [stages, drafts]) mkdirSync(one);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const monday = ['--now', '2026-03-02T09:00:00Z', '--zone', 'UTC', '--seed', '1'];

function play(words: readonly string[], typed = ''): Promise<Ran> {
  const env = { TMPDIR: stages, MOORING_DATA: join(folder, 'data'), MOORING_LOG: 'warn' };
  return run(['play', ...words], { typed, env });
}

/** What was printed, as one long line. */
const line = (text: string): string => text.replaceAll(/\s+/g, ' ');

function draft(name: string, text: string): string {
  const path = join(drafts, name);
  writeFileSync(path, text);
  return path;
}

const waits = `title: Two waits
about: A draft.
kind: exercise
locale: en
data: { clock: number }
steps:
  - id: hello
    say: Begun.
  - wait: 1h
  - set: { clock: hour }
  - id: first
    say: First, at {clock}.
  - wait: 150m
  - set: { clock: hour }
  - id: second
    say: Second, at {clock}.
`;

/** Nothing is ever left of a rehearsal, however it ends. */
afterEach(() => {
  const left = [...readdirSync(stages), ...readdirSync(folder).filter((name) => name === 'data')];
  if (left.length > 0) throw new Error(`a rehearsal left ${left.join(', ')}`);
});

describe('a rehearsal', { timeout: 60_000 }, () => {
  test('in a language nothing is written in is refused, and says which there are', async () => {
    const { code, out, err } = await play(['menu', '--locale', 'fr']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(
      /^--locale: there is nothing in `fr`; .*: en \(English\), es \(Español\)\.\n$/,
    );
    expect((await play(['menu', '--locale', 'es-MX', ...monday])).code).toBe(0);
  });

  test('says that the clock does not go back, and records nothing of it', async () => {
    const record = join(folder, 'back.txt');
    const { err } = await play(
      ['menu', ...monday, '--record', record],
      '@ 2026-03-01T09:00:00Z\nleave\n',
    );
    expect(err).toContain('The clock does not go back. It stands at 2026-03-02T09:00:00Z.');
    expect(readFileSync(record, 'utf8')).not.toContain('2026-03-01');
  });

  test('plays a flow with someone who has finished the welcome, and says the very same again', async () => {
    const words = ['ground-54321', '--name', 'Ren', '--country', 'IE', ...monday];
    const typed = '1\nback\n+ 26h\nhelp now\nmy data\n1\nreport\nmy words\n';
    const [once, again, other] = await Promise.all([
      play(words, typed),
      play(words, typed),
      play([...words, '--seed', '5'], typed),
    ]);
    expect(once).toMatchObject({ code: 0, err: '' });
    expect(line(once.out)).toMatch(
      /1 Begin .*> 1 .*> back .*1 Begin .*\+ 26h .*> help now .*Ireland/,
    );
    expect(once.out).not.toContain('\u001B');
    expect(again).toEqual(once);
    expect(other.out).not.toBe(once.out);
  });

  test('of nothing in particular begins as someone is met, and so does the welcome', async () => {
    const [whole, welcome] = await Promise.all([play(monday), play(['welcome', ...monday])]);
    expect(line(whole.out)).toMatch(/not a person.*1 Begin/i);
    expect(welcome.out).toBe(whole.out);
  });
});

describe('the clock of a rehearsal', { timeout: 60_000 }, () => {
  test('stands still, moves by lines, and stops wherever something is due', async () => {
    const { code, out } = await play(
      [draft('two-waits.yaml', waits), ...monday],
      '+ 59m\n+ 1m\n+ 26h\n@ 2026-03-01T12:00:00Z\n',
    );
    expect(code).toBe(0);
    expect(line(out)).toMatch(
      /Begun\. .*\+ 59m \+ 1m First, at 10\. .*\+ 26h Second, at 12\. .*@ 2026-03-01T12:00:00Z $/,
    );
  });

  test('goes by itself without `--now`, and can be moved on all the same', async () => {
    const path = draft('two-waits.yaml', waits);
    const { out } = await play([path, '--zone', 'UTC'], '+ 26h\n');
    expect(line(out)).toMatch(/Begun\. .*\+ 26h First, at \d+\. .*Second, at \d+\./);
  });
});

describe('a draft', { timeout: 60_000 }, () => {
  test('is played with the translation beside it, in the place of a flow of its name', async () => {
    const path = draft('menu.yaml', waits);
    draft(
      'menu.es.yaml',
      'of: menu\nlocale: es\nsteps:\n  hello: { say: Empezado. }\n  first: { say: "Uno, a las {clock}." }\n  second: { say: "Dos, a las {clock}." }\n',
    );
    const { code, out } = await play(
      [path, '--locale', 'es', '--now', '2026-03-02T09:00', '--zone', 'America/Bogota'],
      '+ 26h\n',
    );
    expect(code).toBe(0);
    expect(line(out)).toMatch(/Empezado\. \+ 26h Uno, a las 10\. .*Dos, a las 12\./);
  });

  test('that is not finished is told what to mend, where it lies', async () => {
    const path = draft('unfinished.yaml', waits.replace('- wait: 1h', '- wiat: 1h'));
    const { code, out, err } = await play([path, '--json', ...monday]);
    expect(code).toBe(1);
    expect(err).toContain(`${path}:9:`);
    expect(JSON.parse(out)).toMatchObject({
      refused: 'content',
      problems: [{ at: { file: path } }],
    });
  });

  test('is not stopped by mistakes in other flows, which are counted', async () => {
    const root = join(folder, 'root');
    for (const path of [
      'flows/slow-breath.yaml',
      'content/locales',
      'content/crisis/en/signals.tsv',
      'content/crisis/es/signals.tsv',
      'content/crisis/lines/ie.yaml',
    ])
      cpSync(join(shipped, path), join(root, path), { recursive: true });
    writeFileSync(join(root, 'flows/broken.yaml'), 'title: Oops\nsteps: [\n');
    expect(await readScript(root, 'slow-breath')).toMatchObject({
      flow: 'slow-breath',
      elsewhere: 1,
    });
    expect(await readScript(root, 'broken')).toMatchObject({ refused: 'content' });
    expect(await readScript(root, null)).toMatchObject({ refused: 'content' });
    const path = draft('broken.yaml', waits);
    // The unfinished one lies beside it.
    expect(await readScript(root, path)).toMatchObject({ flow: 'broken', elsewhere: 1 });
  });
});

describe('what cannot be rehearsed', { timeout: 60_000 }, () => {
  test('is told with exit 2, naming the nearest flow', async () => {
    const { code, out, err } = await play(['menuu']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe('there is no flow `menuu`; did you mean `menu`?\n');
    const { code: wrong, err: told } = await play([
      'menu',
      '--now',
      'noon',
      '--zone',
      'Nowhere/Land',
    ]);
    expect(wrong).toBe(2);
    expect(told).toMatch(
      /--zone: `Nowhere\/Land` is not a time zone.*\n--now: `noon` is no instant/,
    );
  });

  test.each([
    ['nowhere/menu.yaml', /there is no file nowhere\/menu\.yaml/],
    ['menu.es.yaml', /`menu\.es\.yaml` is not the name of a flow's own file/],
  ])('nor can %s', async (asked, message) => {
    expect(await readScript(shipped, asked)).toMatchObject({
      refused: 'unknown-flow',
      message: expect.stringMatching(message) as string,
    });
  });

  test.each([
    [{ country: 'Narnia' }, '--country'],
    [{ locale: '!' }, '--locale'],
    [{ env: { MOORING_ZONE: 'Nowhere/Land' } }, 'MOORING_ZONE'],
  ])('nor with %j', (wrong, option) => {
    const asked = { now: null, zone: null, locale: null, country: null, env: {} };
    expect(readSetting({ ...asked, ...wrong })).toMatchObject([{ option }]);
  });
});

describe('a recorded rehearsal', () => {
  test('is a transcript of what was typed, which plays as it was written', async () => {
    const file = join(drafts, 'recorded.txt');
    const typed = 'yes\n@mod 1 thank you\n+ 26h\nmenu\n';
    const { code, err } = await play(
      ['slow-breath', ...monday, '--name', 'Robin', '--record', file],
      typed,
    );
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining(file) });
    const text = readFileSync(file, 'utf8');
    const cues = text.split('\n').filter((row) => /^[@+>a-z]/.test(row));
    expect(cues).toEqual([
      'flow: slow-breath',
      'name: Robin',
      '@ 2026-03-02T09:00:00Z UTC',
      '> yes',
      'mod> 1 thank you',
      '+ 26h',
      '> menu',
    ]);
    const { library } = readFolder(shipped);
    const read = readTranscript(file, text);
    if (library === null || !('cues' in read)) throw new Error('it does not read');
    expect(writeTranscript(read, rehearse(read, () => library).moments)).toBe(text);
  });

  test('never takes the place of a file', async () => {
    const file = draft('mine.txt', 'mine');
    const { code, err } = await play(['slow-breath', ...monday, '--record', file], 'yes\n');
    expect(code).toBe(2);
    expect(err).toMatch(/already there/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('of the whole companion begins with someone new, and tells when they took their time', () => {
    const at = Date.UTC(2026, 2, 2, 9);
    const about = { flow: null, at, locale: 'es', zone: 'UTC', country: null, name: null };
    const recording = recorder(about);
    recording.heard('1', at + 30_000);
    recording.heard('2', at + 150_000);
    const { library } = readFolder(shipped);
    const rows = recording.transcript(() => library as NonNullable<typeof library>).split('\n');
    expect(rows.filter((row) => /^[@+>a-z]/.test(row))).toEqual([
      'member: new',
      'locale: es',
      '@ 2026-03-02T09:00:00Z UTC',
      '> /start',
      '> 1',
      '+ 2m',
      '> 2',
    ]);
  });
});
