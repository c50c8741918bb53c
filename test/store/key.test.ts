import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findKey, readKey } from '#store/key.ts';
import { keyring } from '#store/keyring.ts';
import { seal, unseal } from '#store/seal.ts';
import { newFolder, testKey } from './folder.ts';

const placeIn = (folder: string, text: string | null = null) => ({
  text,
  file: join(folder, 'keys', 'mooring.key'),
  store: join(folder, 'mooring.sqlite'),
});

test('the first start makes a key that nobody else may read, the next finds it', () => {
  using folder = newFolder();
  const place = placeIn(folder.path);
  const made = findKey(place);
  expect(made).toMatchObject({ made: true, key: { length: 32 } });
  expect(statSync(place.file).mode & 0o777).toBe(0o600);
  const found = findKey(place);
  expect(found.made).toBe(false);
  expect(Buffer.from(found.key).equals(made.key)).toBe(true);
});

test('a key others can read is refused, with the mend', () => {
  using folder = newFolder();
  const place = placeIn(folder.path);
  findKey(place);
  for (const mode of [0o640, 0o604, 0o660]) {
    chmodSync(place.file, mode);
    expect(() => findKey(place)).toThrow(`chmod 600 ${place.file}`);
  }
});

test('a folder is no key file, and nobody is told to shut it', () => {
  using folder = newFolder();
  const place = { ...placeIn(folder.path), file: folder.path };
  expect(() => findKey(place)).toThrow(`${folder.path} is no file`);
  expect(() => findKey(place)).not.toThrow('chmod');
});

test('where no key file can be made, the folder is named', () => {
  using folder = newFolder();
  const place = placeIn(folder.path);
  writeFileSync(join(folder.path, 'keys'), '');
  expect(() => findKey(place)).toThrow(`See that ${join(folder.path, 'keys')} is a folder`);
});

test('no new key is made where a store lost its own', () => {
  using folder = newFolder();
  const place = placeIn(folder.path);
  writeFileSync(place.store, '');
  expect(() => findKey(place)).toThrow(/its key file .* is not/);
  expect(existsSync(place.file)).toBe(false);
});

test('a key given as text wins, and leaves no file', () => {
  using folder = newFolder();
  const place = placeIn(folder.path, testKey.toString('base64'));
  expect(Buffer.from(findKey(place).key).equals(testKey)).toBe(true);
  expect(existsSync(place.file)).toBe(false);
});

test.each([
  ['base64', testKey.toString('base64')],
  ['base64url', testKey.toString('base64url')],
  ['hexadecimal', testKey.toString('hex')],
  ['spaced', ` ${testKey.toString('hex').toUpperCase()}\n`],
])('a key may be %s', (_, text) => {
  expect(Buffer.from(readKey(text, 'MOORING_KEY')).equals(testKey)).toBe(true);
});

test.each(['', 'password', testKey.toString('hex').slice(1), `${testKey.toString('base64')}=`])(
  'what is no key is refused without being repeated: %j',
  (text) => {
    expect(() => readKey(text, 'MOORING_KEY')).toThrow(/^MOORING_KEY is not a key: it needs 32/);
  },
);

test('an unreadable key file is not replaced', () => {
  using folder = newFolder();
  const place = placeIn(folder.path);
  findKey(place);
  writeFileSync(place.file, 'torn');
  expect(() => findKey(place)).toThrow('is not a key');
  expect(readFileSync(place.file, 'utf8')).toBe('torn');
});

test('two keys agree on nothing', () => {
  const [one, two] = [keyring(testKey), keyring(Buffer.alloc(32, 8))];
  expect(one.idOf('terminal:me')).not.toBe(two.idOf('terminal:me'));
  expect(one.tag('x')).not.toBe(two.tag('x'));
  expect(one.id).not.toBe(two.id);
  expect(one.digest('cause', 'x')).not.toEqual(one.digest('entry', 'x'));
  expect(one.digest('cause', 'x')).not.toEqual(two.digest('cause', 'x'));
});

test('what was sealed opens in its own row alone, and only whole', () => {
  const key = keyring(testKey).operator;
  const place = { table: 'entry', row: 'r', conversation: 'c' };
  const sealed = seal(key, place, 'a calm day');
  expect(unseal(key, place, sealed).toString()).toBe('a calm day');
  expect(seal(key, place, 'a calm day')).not.toEqual(sealed);
  for (const other of ['table', 'row', 'conversation']) {
    expect(() => unseal(key, { ...place, [other]: 'x' }, sealed)).toThrow('does not open');
  }
  for (const at of sealed.keys()) {
    const bent = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte));
    expect(() => unseal(key, place, bent)).toThrow('does not open');
  }
  expect(() => unseal(key, place, sealed.subarray(0, 20))).toThrow('does not open');
  expect(() => unseal(keyring(Buffer.alloc(32, 8)).operator, place, sealed)).toThrow(
    'does not open',
  );
});
