/** Every setting of the environment, what it means, and what holds while it is unset. */
export const settings = {
  MOORING_DATA: ['the folder for the database, the key file and erased.log', 'data, here'],
  MOORING_KEY: [
    "the operator's key, which opens every member's key: 32 bytes as base64 or hexadecimal",
    'the key file',
  ],
  MOORING_KEY_FILE: [
    'a file with the key, for its owner alone (mode 600); made at the first start',
    'key, in the data folder',
  ],
  MOORING_COUNTRY: [
    "two letters, as IE: whose help lines to show while a member's country is unknown",
    'the international directory',
  ],
  MOORING_LOCALE: ['the language to begin in, as en or es', 'en'],
  MOORING_ZONE: ['the time zone to begin in, as Europe/Dublin', "this machine's"],
  MOORING_LOG: ['how much is logged: debug, info, warn, error, silent', 'warn'],
} as const satisfies Readonly<Record<string, readonly [means: string, unset: string]>>;

/** The part of a command's help that explains the environment; only these settings where some are named. */
export function environmentHelp(
  names: readonly (keyof typeof settings)[] = Object.keys(settings) as (keyof typeof settings)[],
): string {
  const lines = names.flatMap((name) => {
    const [means, unset] = settings[name];
    return [`  ${name}`, `      ${means}`, `      if unset: ${unset}`];
  });
  return `\nSettings, read from the environment; none has to be set:\n${lines.join('\n')}`;
}

/** The settings that say which store it is, and what opens it. */
export const storeSettings = ['MOORING_DATA', 'MOORING_KEY', 'MOORING_KEY_FILE'] as const;
