import { createCipheriv, createDecipheriv, randomFillSync, type KeyObject } from 'node:crypto';
import { StoreError } from './store.ts';

/** The row a ciphertext belongs to: moved to any other row it does not open. */
export interface Place {
  readonly table: string;
  readonly row: string;
  readonly conversation: string;
}

const format = 1;
const nonceLength = 12;
const tagLength = 16;
const overhead = 1 + nonceLength + tagLength;

/** Seals a text for its row with AES-256-GCM: format (1 byte), nonce (12, random), ciphertext, tag (16). */
export function seal(key: KeyObject, place: Place, plain: string | Uint8Array): Uint8Array {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(bound(place));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  cipher.final();
  const sealed = Buffer.allocUnsafe(overhead + body.length);
  sealed[0] = format;
  sealed.set(nonce, 1);
  sealed.set(body, 1 + nonceLength);
  sealed.set(cipher.getAuthTag(), 1 + nonceLength + body.length);
  return sealed;
}

/** Opens what `seal` made for the same row; throws `damaged` where the key, the row or a single bit differs. */
export function unseal(key: KeyObject, place: Place, sealed: Uint8Array): Buffer {
  if (sealed[0] !== format || sealed.length < overhead) throw broken(place);
  const end = sealed.length - tagLength;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceLength));
  decipher.setAAD(bound(place));
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(1 + nonceLength, end));
  try {
    decipher.final();
  } catch (error) {
    throw broken(place, error);
  }
  return plain;
}

/** Also where a row has no key any more. */
export function broken({ table, row, conversation }: Place, cause?: unknown): StoreError {
  return new StoreError(
    'damaged',
    `A row of ${table} does not open (${row} of ${conversation}): it was changed outside of Mooring, or its key is gone. Nothing was overwritten. Put a backup in place with \`mooring restore\`.`,
    { cause },
  );
}

function bound(place: Place): Buffer {
  return Buffer.from(`${place.table}\n${place.row}\n${place.conversation}`);
}

const pool = Buffer.alloc(nonceLength * 256);
let used = pool.length;

/** Random bytes are fetched 256 nonces at a time: a call of its own for each costs more than the cipher. */
function freshNonce(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += nonceLength;
  return pool.subarray(used - nonceLength, used);
}
