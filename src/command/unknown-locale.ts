import { fallbacks, localeName } from '#content/locale.ts';

/** What is wrong with a language nobody wrote anything in: which there are. `null` where it, or the language it belongs to, is there. */
export function unknownLocale(wanted: string, there: readonly string[]): string | null {
  const own = fallbacks(wanted).filter((one) => one !== 'en' || /^en\b/i.test(wanted));
  if (there.some((one) => own.includes(one))) return null;
  const names = there.map((one) => `${one} (${localeName(one)})`).join(', ');
  return `there is nothing in \`${wanted}\`; the languages there are: ${names}`;
}
