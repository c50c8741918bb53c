import type { Message } from '#conversation/message.ts';
import type { Library } from '#engine/library.ts';
import type { CheckIn } from './check-in.ts';

/** One row of the bench at work: something that can lead members through the check-in. */
export interface Peer {
  /** Takes one turn of one member. Resolves when its reply was shown; gives when its turn was durable, in ms of `performance.now`. Rejects where the turn did not end well. */
  turn(member: number, turn: number): Promise<number>;
  /** Resolves once nothing is under way: every delivery is settled. */
  settled(): Promise<void>;
  /** What a member was shown last. */
  shown(member: number): Message | null;
  /** Lets go of the store. */
  close(): Promise<void>;
}

/** What a row is opened with. */
export interface Setting {
  /** An empty folder on the disk that is measured. */
  readonly folder: string;
  readonly members: number;
  readonly library: Library;
  readonly checkIn: CheckIn;
}

/** How a row is opened: its members are met already, and none of them is in a check-in. */
export type OpenPeer = (setting: Setting) => Promise<Peer>;
