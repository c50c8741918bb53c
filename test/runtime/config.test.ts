import { describe, expect, test } from 'vitest';
import { isRefused, readConfig, type Config, type Environment } from '#config.ts';

function config(env: Environment): Config {
  const read = readConfig(env, '/srv/mooring');
  if (isRefused(read)) throw new Error(read.map(({ variable }) => variable).join());
  return read;
}

describe('the settings', () => {
  test('have a kind default each, also where a variable is set to nothing', () => {
    const expected: Config = {
      folder: '/srv/mooring/data',
      key: null,
      keyFile: '/srv/mooring/data/key',
      country: null,
      locale: 'en',
      zone: null,
      log: 'warn',
      notes: [],
    };
    expect(config({})).toEqual(expected);
    expect(config({ MOORING_KEY: '', MOORING_COUNTRY: ' ', PATH: '/bin' })).toEqual(expected);
  });

  test('are read as they are meant', () => {
    const read = config({
      MOORING_DATA: '/var/mooring',
      MOORING_KEY_FILE: 'secret/key',
      MOORING_COUNTRY: 'ie',
      MOORING_LOCALE: 'es-mx',
      MOORING_ZONE: 'Europe/Dublin',
      MOORING_LOG: 'INFO',
    });
    expect(read).toMatchObject({
      folder: '/var/mooring',
      keyFile: '/srv/mooring/secret/key',
      country: 'IE',
      locale: 'es-MX',
      zone: 'Europe/Dublin',
      log: 'info',
    });
  });

  test.each([
    ['UK', 'GB'],
    ['mx', 'MX'],
    ['XK', 'XK'],
  ])('country %s is read as %s', (text, country) => {
    expect(config({ MOORING_COUNTRY: text }).country).toBe(country);
  });

  test('all that is wrong is told at once, each with its variable and its mend', () => {
    const read = readConfig(
      {
        MOORING_KEY: 'hunter2',
        MOORING_COUNTRY: 'ZZ',
        MOORING_LOCALE: 'e',
        MOORING_ZONE: 'Dublin Town',
        MOORING_LOG: 'loud',
      },
      '/srv/mooring',
    );
    if (!isRefused(read)) throw new Error('nothing was refused');
    expect(read.map(({ variable }) => variable)).toEqual([
      'MOORING_KEY',
      'MOORING_COUNTRY',
      'MOORING_LOCALE',
      'MOORING_ZONE',
      'MOORING_LOG',
    ]);
    expect(read.every(({ message, mend }) => message.length > 10 && mend.length > 5)).toBe(true);
    expect(JSON.stringify(read)).not.toContain('hunter2');
  });

  test('a key and a key file together are refused, for only one can be meant', () => {
    const read = readConfig({ MOORING_KEY: 'a'.repeat(64), MOORING_KEY_FILE: 'key' }, '/srv');
    expect(isRefused(read) && read.map(({ variable }) => variable)).toEqual(['MOORING_KEY_FILE']);
  });

  test('what changes nothing is said: platforms to come, and settings that are none', () => {
    const { notes } = config({
      DISCORD_TOKEN: 'secret',
      SLACK_APP_TOKEN: 'secret',
      MOORING_CONTRY: 'IE',
    });
    expect(notes.map((note) => note.split(' ')[0])).toEqual([
      'DISCORD_TOKEN',
      'MOORING_CONTRY',
      'SLACK_APP_TOKEN',
    ]);
    expect(notes.join()).not.toContain('secret');
  });
});
