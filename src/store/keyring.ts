import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { ConversationId } from '#conversation/id.ts';
import type { Keys } from './store.ts';

/** Everything that derives from the operator's key. */
export interface Keyring extends Keys {
  /** Names the operator's key without telling it. */
  readonly id: string;
  /** Proves at opening that this is the key the store was made with. */
  readonly proof: Uint8Array;
  /** Wraps the conversations' own data keys. */
  readonly wrapping: KeyObject;
  /** Seals what must outlive a forgotten conversation for a moment. */
  readonly operator: KeyObject;
  /** A keyed digest of 16 bytes: how ids that may hold a platform's own rest. */
  digest(of: 'cause' | 'entry' | 'erased', text: string): Uint8Array;
}

/** Derives the keyring by HKDF-SHA-256 (RFC 5869), one key a purpose. `master` is 32 bytes. */
export function keyring(master: Uint8Array): Keyring {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', master, '', `mooring ${purpose}`, 32));
  const who = createSecretKey(derive('conversation id'));
  const tags = createSecretKey(derive('tag'));
  const rests = createSecretKey(derive('digest'));
  const hmac = (key: KeyObject, text: string): Buffer =>
    createHmac('sha256', key).update(text).digest();
  return {
    id: derive('key id').toString('hex', 0, 8),
    proof: derive('proof'),
    wrapping: createSecretKey(derive('wrapping')),
    operator: createSecretKey(derive('operator')),
    digest: (of, text) => hmac(rests, `${of}\n${text}`).subarray(0, 16),
    idOf: (platformKey) =>
      `c${hmac(who, platformKey).toString('base64url').slice(0, 23)}` as ConversationId,
    tag: (text) => hmac(tags, text).toString('base64url').slice(0, 24),
  };
}
