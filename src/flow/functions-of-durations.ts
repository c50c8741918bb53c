import { keptAs, longestDuration, readKept } from '#conversation/duration.ts';

type Reckon = (given: never) => unknown;

const minute = 60_000;

const units = { minutes: minute, hours: 60 * minute, days: 1_440 * minute } as const;

/** Functions over durations as they rest, `PT2H30M`: of a number so long, of a duration how many minutes. Less than a minute, and what is no duration, gives nothing. */
export function durationFunctions(): readonly (readonly [string, Reckon])[] {
  return [
    ...Object.entries(units).flatMap(([name, unit]) =>
      ['int', 'double'].map(
        (type) =>
          [
            `${name}(${type}): string`,
            (count: number | bigint) => lasting(Number(count) * unit),
          ] as const,
      ),
    ),
    ['inMinutes(string): double', inMinutes],
  ];
}

function lasting(duration: number): string | null {
  return duration >= minute / 2 ? keptAs(Math.min(duration, longestDuration)) : null;
}

function inMinutes(text: string): number | null {
  const duration = readKept(text);
  return duration === null ? null : duration / minute;
}
