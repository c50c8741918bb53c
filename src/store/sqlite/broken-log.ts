import { existsSync, readFileSync } from 'node:fs';

/**
 * True where a write-ahead log (sqlite.org/fileformat.html, "The WAL file format") is broken before its end: turns that
 * were committed stand behind a frame whose checksum does not fit. SQLite would take the break for the end.
 * A power cut breaks the one turn that was being written, so one commit behind the break says nothing, and two say enough.
 * What is cut off at the end is like a power cut, and cannot be told.
 */
export function isBrokenLog(log: string): boolean {
  if (!existsSync(log)) return false;
  const first = breakIn(readFileSync(log));
  // Someone who writes at this moment may be met half-way; a break that stays is one.
  return first !== null && breakIn(readFileSync(log)) === first;
}

const header = 32;
const frameHeader = 24;
/** Ours is SQLite's own default. */
const page = 4_096;
const frame = frameHeader + page;

/** Where the log is broken, or `null`. */
function breakIn(log: Buffer): number | null {
  if (log.length < header + frame) return null;
  const littleEndian = (log.readUInt32BE(0) & 1) === 0;
  let sum = added(log.subarray(0, 24), [0, 0], littleEndian);
  const isHeaderWhole = log.readUInt32BE(24) === sum[0] && log.readUInt32BE(28) === sum[1];
  const salts = isHeaderWhole ? log.subarray(16, 24) : log.subarray(header + 8, header + 16);
  let broken = isHeaderWhole ? null : 0;
  let behind = 0;
  for (let at = header; at + frame <= log.length; at += frame) {
    const isOurs = log.compare(salts, 0, 8, at + 8, at + 16) === 0;
    if (broken === null) {
      sum = added(log.subarray(at, at + 8), sum, littleEndian);
      sum = added(log.subarray(at + frameHeader, at + frame), sum, littleEndian);
      const fits = log.readUInt32BE(at + 16) === sum[0] && log.readUInt32BE(at + 20) === sum[1];
      if (!isOurs || !fits) broken = at;
    }
    if (broken !== null && isOurs && log.readUInt32BE(at + 4) > 0) behind += 1;
  }
  return broken !== null && behind > 1 ? broken : null;
}

type Sum = readonly [number, number];

/** The checksum of the log, carried on over these bytes. */
function added(bytes: Buffer, [first, second]: Sum, littleEndian: boolean): Sum {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let one = first;
  let two = second;
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + words.getUint32(at, littleEndian) + two) >>> 0;
    two = (two + words.getUint32(at + 4, littleEndian) + one) >>> 0;
  }
  return [one, two];
}
