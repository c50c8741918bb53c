/** A time of day as Mooring keeps it, `09:00`, from 00:00 to 23:59. */
export const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether a text is a time of day. */
export function isClockTime(text: string): boolean {
  return clockTime.test(text);
}
