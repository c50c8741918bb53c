import { describe, expect, test } from 'vitest';
import { chooseLocale, fallbacks, localeName } from '#content/locale.ts';

describe('choosing a language', () => {
  test.each([
    ['es-419', ['en', 'es'], 'en', 'es'],
    ['es-419', ['en', 'es', 'es-419'], 'en', 'es-419'],
    ['es-MX', ['en', 'es', 'es-419'], 'en', 'es-419'],
    ['es-ES', ['en', 'es', 'es-419'], 'en', 'es'],
    ['es_mx', ['en', 'es'], 'en', 'es'],
    ['de', ['en', 'es'], 'es', 'es'],
    ['de', ['en', 'es'], 'fr', 'en'],
    ['en-GB', ['en', 'es'], 'es', 'en'],
    ['not a locale', ['en', 'es'], 'es', 'es'],
    ['de', ['fr'], 'it', 'fr'],
  ])('%s out of %j with %s at home is %s', (wanted, available, own, chosen) => {
    expect(chooseLocale(wanted, available, own)).toBe(chosen);
  });

  test('a region falls back on its language, then on English', () => {
    expect(fallbacks('es-419')).toEqual(['es-419', 'es', 'en']);
    expect(fallbacks('es-AR')).toEqual(['es-AR', 'es-419', 'es', 'en']);
    expect(fallbacks('en')).toEqual(['en']);
  });

  test('a language is named as its speakers write it', () => {
    expect(localeName('es')).toBe('Español');
    expect(localeName('en')).toBe('English');
    expect(localeName('not a locale')).toBe('not a locale');
  });
});
