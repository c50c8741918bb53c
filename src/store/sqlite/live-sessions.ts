import type { Conversation } from '#conversation/conversation.ts';
import type { Connection } from './connection.ts';
import type { DataKey } from './data-keys.ts';

/** Keeps `live_session` true to a conversation's stack: which flows it is in, and which revision each is pinned to. */
export interface LiveSessions {
  /** Writes only where the stack differs from the one at version `was`. */
  keep(conversation: Conversation, was: number | null, key: DataKey): void;
}

/** The rows of one connection. */
export function liveSessions({ db }: Connection): LiveSessions {
  const clear = db.prepare('delete from live_session where conversation = ?');
  const add = db.prepare(
    'insert into live_session (conversation, flow, hash) values (?, ?, ?) on conflict do nothing',
  );
  return {
    keep(conversation, was, key) {
      const sessions = conversation.kind === 'member' ? conversation.sessions : [];
      const stack = sessions.map(({ flow, revision }) => `${flow} ${revision}`).join('\n');
      const isKnown = was === null ? stack === '' : isAt(key, was, stack);
      key.live = { version: conversation.version, sessions: stack };
      if (isKnown) return;
      clear.run(conversation.id);
      for (const { flow, revision } of sessions) add.run(conversation.id, flow, revision);
    },
  };
}

function isAt({ live }: DataKey, version: number, sessions: string): boolean {
  return live !== null && live.version === version && live.sessions === sessions;
}
