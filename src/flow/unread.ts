/** The text that stands for a file which could not be read: a letter no text has, and why. */
export function textOfUnread(why: Unread): string {
  return `${mark}${why}`;
}

/** Why a file could not be read. */
export type Unread = keyof typeof reasons;

/** What is told of a text that stands for an unread file, and how to mend it; `null` of any other text. */
export function unreadIn(text: string): readonly [message: string, mend: string] | null {
  const why = text.startsWith(mark) ? text.slice(mark.length) : '';
  return Object.hasOwn(reasons, why) ? reasons[why as Unread] : null;
}

const mark = '\0unread ';

const reasons = {
  folder: ['this is a folder, and named like a file', 'rename it, or move it elsewhere'],
  device: ['this is no file but a pipe or a device', 'take it out of this folder'],
  outside: [
    'this points to a file outside, and only what lies in Mooring’s own folder is read',
    'copy the file here instead',
  ],
  gone: ['this points to a file that is not there', 'take it out, or put the file back'],
  loop: ['this points to itself', 'take it out, and put the file itself here'],
  closed: [
    'this file may not be read by whom Mooring runs as',
    'let that user read it: `chmod a+r` before its name',
  ],
  large: ['this file has more than 1 MB', 'split it; a flow has at most 64 KiB'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
