import type { FlowId, Millis } from './id.ts';
import type { Value } from './value.ts';

/** What repeats itself least: variants and branches last used, steps last seen, flows done. */
export interface Memory {
  /** `flow/step` to variant indexes, the least recently used first. */
  readonly pools: Readonly<Record<string, readonly number[]>>;
  /** `flow/step` to when it was last seen and how often; only steps an expression asks about. */
  readonly seen: Readonly<Record<string, readonly [times: number, last: Millis]>>;
  /** Flow to how often it was finished, and when last. */
  readonly done: Readonly<Record<string, readonly [times: number, last: Millis]>>;
  /** Data of scope `member`, by its name; only with the consent to keep. */
  readonly known?: Readonly<Record<string, Known>>;
}

/** What flows keep in mind of a member between sessions, which flow learnt it, and when it is forgotten. */
export interface Known {
  readonly value: Value;
  readonly flow: FlowId;
  readonly until: Millis;
}
