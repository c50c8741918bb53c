import { resolve } from 'node:path';

/** What the operator chose. */
export interface Config {
  /** The folder everything is kept in, absolute. */
  readonly folder: string;
  /** The operator's key as given; the store reads it, and takes `keyFile` where there is none. */
  readonly key: string | null;
  /** Absolute; made on first start where it does not exist. */
  readonly keyFile: string;
  /** Upper-case ISO 3166-1 alpha-2: whose help lines are shown while a member's country is unknown. */
  readonly country: string | null;
  /** BCP 47. */
  readonly locale: string;
  /** IANA name; `null` where it was not set. */
  readonly zone: string | null;
  readonly log: (typeof levels)[number];
  /** What was set and changes nothing, with why. */
  readonly notes: readonly string[];
}

/** A setting that cannot be used: which, why, and what to do. It never repeats a key. */
export interface ConfigProblem {
  readonly variable: string;
  readonly message: string;
  readonly mend: string;
}

/** An environment: unset and empty are the same. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings, or tells all that is wrong with them at once.
 * Checked by hand: loading Zod takes longer than the whole first reply may.
 */
export function readConfig(env: Environment, here: string): Config | readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const folder = resolve(here, valueOf(env, 'MOORING_DATA') ?? 'data');
  const config: Config = {
    folder,
    key: read('MOORING_KEY', asKey, null),
    keyFile: resolve(here, valueOf(env, 'MOORING_KEY_FILE') ?? resolve(folder, 'key')),
    country: read('MOORING_COUNTRY', asCountry, null),
    locale: read('MOORING_LOCALE', asLocale, 'en'),
    zone: read('MOORING_ZONE', asZone, null),
    log: read('MOORING_LOG', asLevel, 'warn'),
    notes: notesOn(env),
  };
  if (valueOf(env, 'MOORING_KEY') !== null && valueOf(env, 'MOORING_KEY_FILE') !== null) {
    problems.push({
      variable: 'MOORING_KEY_FILE',
      message: 'MOORING_KEY is set too, and only one of them can be the key',
      mend: 'unset one of the two',
    });
  }
  return problems.length > 0 ? problems : config;

  function read<T, U>(variable: string, parse: (text: string) => T | Refused, unset: U): T | U {
    const text = valueOf(env, variable);
    if (text === null) return unset;
    const value = parse(text);
    if (!(value instanceof Refused)) return value;
    problems.push({ variable, message: value.message, mend: value.mend });
    return unset;
  }
}

/** True for a list of problems. */
export function isRefused(
  config: Config | readonly ConfigProblem[],
): config is readonly ConfigProblem[] {
  return Array.isArray(config);
}

class Refused {
  readonly message: string;
  readonly mend: string;
  constructor(message: string, mend: string) {
    this.message = message;
    this.mend = mend;
  }
}

function valueOf(env: Environment, variable: string): string | null {
  const text = env[variable]?.trim() ?? '';
  return text === '' ? null : text;
}

function asKey(text: string): string | Refused {
  if (/^[0-9a-f]{64}$/i.test(text) || /^[\w+/-]{43}=?$/.test(text)) return text;
  return new Refused(
    'this is not a key: it needs 32 bytes as base64 or as 64 hexadecimal digits',
    'make one with `openssl rand -base64 32`, or unset it and a key file is made',
  );
}

/** Codes the names know that are no country anybody lives in. */
const noCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

function asCountry(text: string): string | Refused {
  const mend = 'write the two letters of ISO 3166-1, such as `IE` or `MX`';
  if (!/^[a-z]{2}$/i.test(text)) return new Refused(`${quoted(text)} is not two letters`, mend);
  const code = new Intl.Locale(`und-${text}`).region ?? '';
  const name = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code);
  if (name !== undefined && !noCountries.has(code)) return code;
  return new Refused(`${quoted(text)} is no country's code`, mend);
}

function asLocale(text: string): string | Refused {
  try {
    const [locale] = Intl.getCanonicalLocales(text);
    if (locale !== undefined) return locale;
  } catch {
    // Told below.
  }
  return new Refused(`${quoted(text)} is not a language tag`, 'write one such as `en` or `es`');
}

function asZone(text: string): string | Refused {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return new Refused(
      `${quoted(text)} is not a time zone`,
      'write an IANA name such as `Europe/Dublin`',
    );
  }
}

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

function asLevel(text: string): Config['log'] | Refused {
  const level = levels.find((one) => one === text.toLowerCase());
  return level ?? new Refused(`${quoted(text)} is not a level`, `write ${levels.join(', ')}`);
}

const known = new Set(
  ['DATA', 'KEY', 'KEY_FILE', 'COUNTRY', 'LOCALE', 'ZONE', 'LOG'].map((name) => `MOORING_${name}`),
);

function notesOn(env: Environment): readonly string[] {
  return Object.keys(env)
    .filter((variable) => valueOf(env, variable) !== null)
    .toSorted()
    .flatMap((variable) => {
      if (/^(DISCORD|SLACK)_/.test(variable)) {
        const platform = variable.startsWith('DISCORD') ? 'Discord' : 'Slack';
        return [`${variable} is set, but this release does not speak ${platform} yet.`];
      }
      if (!variable.startsWith('MOORING_') || known.has(variable)) return [];
      if (variable.startsWith('MOORING_TEST_')) return [];
      return [
        `${variable} is set, but there is no such setting. Known are ${[...known].join(', ')}.`,
      ];
    });
}

function quoted(text: string): string {
  return `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``;
}
