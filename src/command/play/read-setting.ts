import { isRefused, readConfig, type Config, type Environment } from '#config.ts';
import type { Millis } from '#conversation/id.ts';

/** Reads where and when a rehearsal is set, or tells all that is wrong with it at once. */
export function readSetting(asked: SettingAsked): Setting | readonly WrongOption[] {
  const { env, now } = asked;
  const config = readConfig(
    {
      MOORING_ZONE: asked.zone ?? env['MOORING_ZONE'],
      MOORING_LOCALE: asked.locale ?? env['MOORING_LOCALE'],
      MOORING_COUNTRY: asked.country ?? env['MOORING_COUNTRY'],
      MOORING_LOG: env['MOORING_LOG'],
    },
    process.cwd(),
  );
  const zone = isRefused(config) ? null : (config.zone ?? Temporal.Now.timeZoneId());
  const from = now === null ? null : instantIn(now, zone ?? 'UTC');
  const wrong = isRefused(config) ? config.map((one) => asOption(one, asked)) : [];
  if (now !== null && from === null) {
    wrong.push({
      option: '--now',
      message: `\`${now}\` is no instant`,
      mend: 'write it as `2026-03-02T09:00:00Z`, or as `2026-03-02T09:00` in the zone',
    });
  }
  if (isRefused(config) || zone === null || wrong.length > 0) return wrong;
  return { from, zone, locale: config.locale, country: config.country, log: config.log };
}

/** What was said on the command line, `null` for nothing; the environment stands in for what was not. */
export interface SettingAsked {
  readonly now: string | null;
  readonly zone: string | null;
  readonly locale: string | null;
  readonly country: string | null;
  readonly env: Environment;
}

/** Where and when a rehearsal is set. */
export interface Setting extends Pick<Config, 'locale' | 'country' | 'log'> {
  /** Where the clock stands; `null`: it goes. */
  readonly from: Millis | null;
  readonly zone: string;
}

/** An option, or a variable of the environment, that cannot be used. */
export interface WrongOption {
  readonly option: string;
  readonly message: string;
  readonly mend: string;
}

function asOption(
  { variable, message, mend }: { variable: string; message: string; mend: string },
  asked: SettingAsked,
): WrongOption {
  const name = variable.slice('MOORING_'.length).toLowerCase();
  const isAsked = ((asked as unknown as Record<string, unknown>)[name] ?? null) !== null;
  return { option: isAsked ? `--${name}` : variable, message, mend };
}

/** An instant as it is written, or a wall time in the zone; `null` if it is neither. */
function instantIn(text: string, zone: string): Millis | null {
  for (const read of [
    () => Temporal.Instant.from(text),
    () => Temporal.PlainDateTime.from(text).toZonedDateTime(zone),
  ]) {
    try {
      return read().epochMilliseconds;
    } catch {
      // Perhaps it is the other.
    }
  }
  return null;
}
