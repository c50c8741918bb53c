import type { MemberConversation } from '#conversation/conversation.ts';
import type { Entry } from '#conversation/entry.ts';
import type { Millis } from '#conversation/id.ts';
import type { Report } from '#conversation/report.ts';

/** Everything that is kept of one member, at one moment. */
export interface Held {
  readonly member: MemberConversation;
  /** Their journal, oldest first. */
  readonly entries: readonly Entry[];
  /** Reports of theirs that their moderators have not answered; `null` where nobody could look. */
  readonly reports: readonly Report[] | null;
  readonly at: Millis;
}
