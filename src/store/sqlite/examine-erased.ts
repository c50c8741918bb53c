import type { DatabaseSync } from 'node:sqlite';
import type { ConversationId } from '#conversation/id.ts';
import type { Ailment } from '../ailment.ts';
import { erasedLog } from '../erased-log.ts';
import type { Keyring } from '../keyring.ts';
import { StoreError } from '../store.ts';

/** Looks whether `erased.log` still knows whom it has to, and whether the store still holds any of them. */
export function examineErased(db: DatabaseSync, file: string, keys: Keyring): readonly Ailment[] {
  const log = erasedLog(file, keys);
  const found: Ailment[] = [];
  try {
    const taken = db.prepare(`select value from store where name = 'erased'`).get()?.['value'];
    const { damaged, isCutOff } = log.flaws();
    if (log.size() < Number(taken ?? 0)) found.push({ code: 'erased-log-incomplete' });
    // What the store took in had an end: no power cut took that.
    if (isCutOff && log.size() === Number(taken ?? 0))
      found.push({ code: 'erased-log-damaged', count: damaged + 1 });
    else if (damaged > 0) found.push({ code: 'erased-log-damaged', count: damaged });
    const isForgotten = log.forgotten();
    const held = db.prepare('select conversation, id from member_key').all() as unknown as Held[];
    const waiting = held.filter((each) => isForgotten(each.conversation, each.id)).length;
    if (waiting > 0) found.push({ code: 'erased-waiting', count: waiting });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    found.push({ code: 'erased-log-unreadable' });
  }
  return found;
}

interface Held {
  readonly conversation: ConversationId;
  readonly id: string;
}
