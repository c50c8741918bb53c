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

/**
 * Derives the keyring by HKDF-SHA-256 (RFC 5869), one key a purpose. `master`, the operator's key, and `identity` are 32 bytes.
 * Ids, tags and digests derive from `identity`: the first key a store had, which stays when the operator's key is changed.
 */
export function keyring(master: Uint8Array, identity: Uint8Array = master): Keyring {
  const from = (secret: Uint8Array, purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, '', `mooring ${purpose}`, 32));
  const derive = (purpose: string): Buffer => from(master, purpose);
  const who = createSecretKey(from(identity, 'conversation id'));
  const tags = createSecretKey(from(identity, 'tag'));
  const rests = createSecretKey(from(identity, 'digest'));
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
