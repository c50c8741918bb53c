import type { Millis } from './id.ts';
import type { Values } from './value.ts';

/** One line of a member's journal. */
export interface Entry {
  readonly key: string;
  readonly kind: string;
  readonly at: Millis;
  readonly until: Millis | null;
  readonly values: Values;
}
