import type { DatabaseSync } from 'node:sqlite';
import type { Delivery, Payload } from '#conversation/delivery.ts';
import type { ConversationId, DeliveryId } from '#conversation/id.ts';
import type { Connection } from './connection.ts';
import type { DataKey } from './data-keys.ts';
import { broken } from '../seal.ts';

/** Deliveries in and out of their rows. */
export interface DeliveryRows {
  /** Adds one at the end of its lane; `key: null` seals it with the operator's key, for a conversation that was forgotten. */
  insert(delivery: Omit<Delivery, 'seq'>, key: DataKey | null): void;
  /** Reads one; throws where its payload does not open. */
  read(row: DeliveryRow): Delivery;
}

/** A row of `delivery`, with the id of its conversation's data key. */
export interface DeliveryRow {
  readonly seq: number;
  readonly id: DeliveryId;
  readonly conversation: ConversationId;
  readonly class: Delivery['class'];
  readonly state: Delivery['state'];
  readonly report: number;
  readonly created: number;
  readonly not_before: number;
  readonly expires: number | null;
  readonly attempts: number;
  readonly sealed_by: 'conversation' | 'operator';
  readonly payload: Uint8Array | null;
  readonly key_id: string | null;
}

/** The translation of one connection. */
export function deliveryRows({ db, keys, dataKeys, rested, now }: Connection): DeliveryRows {
  const insert = insertDelivery(db);
  return {
    insert(delivery, key) {
      insert.run(
        delivery.id,
        delivery.conversation,
        delivery.class,
        delivery.state,
        delivery.report ? 1 : 0,
        delivery.createdAt,
        delivery.notBefore,
        delivery.expiresAt,
        delivery.attempts,
        now(),
        key === null ? 'operator' : 'conversation',
        rested.seal(key?.key ?? keys.operator, placeOf(delivery), delivery.payload),
      );
    },
    read(row) {
      const key =
        row.sealed_by === 'operator'
          ? keys.operator
          : row.key_id !== null && dataKeys.of(row.conversation, row.key_id)?.key;
      if (!key || row.payload === null) throw broken(placeOf(row));
      return {
        id: row.id,
        conversation: row.conversation,
        seq: row.seq,
        class: row.class,
        report: row.report === 1,
        createdAt: row.created,
        notBefore: row.not_before,
        expiresAt: row.expires,
        attempts: row.attempts,
        state: row.state,
        payload: rested.open(key, placeOf(row), row.payload) as Payload,
      };
    },
  };
}

function insertDelivery(db: DatabaseSync) {
  return db.prepare(`
    insert into delivery
      (id, conversation, class, state, report, created, not_before, expires, attempts, moved, sealed_by, payload)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
}

function placeOf({ id, conversation }: Pick<Delivery, 'id' | 'conversation'>) {
  return { table: 'delivery', row: id, conversation };
}
