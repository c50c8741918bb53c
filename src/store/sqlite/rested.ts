import type { KeyObject } from 'node:crypto';
import { seal, unseal, type Place } from '../seal.ts';

/** Values in and out of sealed columns, as JSON. What was sealed a moment ago is mostly read back at once, and then is not opened again. */
export interface Rested {
  seal(key: KeyObject, place: Place, value: unknown): Uint8Array;
  /** What `sealed` holds; throws `damaged` as `unseal` does. */
  open(key: KeyObject, place: Place, sealed: Uint8Array): unknown;
  /** Forgets one row in memory: it will not be read again soon. */
  drop(row: string): void;
  /** Forgets what is in memory; the store keeps. */
  clear(): void;
}

interface Known {
  readonly sealed: Uint8Array;
  readonly value: unknown;
}

/** About as many as are under way at once; the oldest make room. */
const mostInMemory = 512;

/** Remembers a value only beside its very ciphertext: whatever changed the row, or took its writing back, is read anew. */
export function rested(): Rested {
  const lately = new Map<string, Known>();
  return {
    seal(key, place, value) {
      const sealed = seal(key, place, JSON.stringify(value));
      lately.delete(place.row);
      lately.set(place.row, { sealed, value });
      if (lately.size > mostInMemory) lately.delete(lately.keys().next().value as string);
      return sealed;
    },
    open(key, place, sealed) {
      const known = lately.get(place.row);
      if (known !== undefined && Buffer.compare(known.sealed, sealed) === 0) return known.value;
      return JSON.parse(unseal(key, place, sealed).toString());
    },
    drop: (row) => void lately.delete(row),
    clear: () => lately.clear(),
  };
}
