import type { ConversationId, Millis } from './id.ts';

/** A report a member made, waiting for a moderator. */
export interface Report {
  readonly number: number;
  readonly member: ConversationId;
  readonly at: Millis;
  readonly name: string | null;
  readonly words: string;
}

/** What a moderator answered to a report. */
export interface ReportAnswer {
  readonly moderator: string;
  readonly words: string;
}
