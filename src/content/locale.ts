/** The best language there is for someone: the one they want, its relatives, the community's own, English; `available` is never empty. */
export function chooseLocale(wanted: string, available: readonly string[], own: string): string {
  const there = new Map(available.map((locale) => [canonical(locale), locale]));
  for (const locale of [...relatives(wanted), ...relatives(own), 'en']) {
    const found = there.get(locale);
    if (found !== undefined) return found;
  }
  return available[0] ?? own;
}

/** A language, its relatives and English, nearest first: `es-419`, `es`, `en`. */
export function fallbacks(locale: string): readonly string[] {
  return [...new Set([...relatives(locale), 'en'])];
}

/** A language's name as its own speakers write it, with a capital: `Español`. The code itself if it has none. */
export function localeName(locale: string): string {
  const code = canonical(locale);
  try {
    const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? locale;
    const [first = '', ...rest] = name;
    return first.toLocaleUpperCase(code) + rest.join('');
  } catch {
    return locale;
  }
}

/** `es-MX`, `es-419`, `es`: Spanish outside Spain has Latin America in common (CLDR parent locales). */
function relatives(locale: string): readonly string[] {
  const parts = canonical(locale).split('-');
  const chain = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  const [language, region] = parts;
  if (language === 'es' && region !== undefined && region !== 'ES' && region !== '419') {
    chain.splice(chain.length - 1, 0, 'es-419');
  }
  return chain;
}

function canonical(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? locale;
  } catch {
    return locale;
  }
}
