import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import type { MemberConversation } from '#conversation/conversation.ts';
import type { CauseId, DeliveryId, Millis } from '#conversation/id.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { StoreError, type Commit, type Store, type Weight } from '#store/store.ts';
import type { Finding } from './answer.ts';
import { atStore, type OperatorOptions } from './at-store.ts';
import { idNamed, isMember, memberOf, noStore } from './member-of.ts';

/** Whom to forget; `yes`: do not ask. */
export interface ForgetOptions extends OperatorOptions {
  readonly member: string;
  readonly yes: boolean;
}

/** Destroys everything that is kept of a member, as their own “delete my data” does; works beside a running service. */
export function forget(options: ForgetOptions): Promise<number> {
  return atStore(options, async ({ file, exists, key }) => {
    if (!exists) return noStore;
    const store = await openSqlite({ file, key: key(), lock: false });
    try {
      const member = await readable(store, options.member);
      if (member !== null && !isMember(member)) return member;
      if (!options.yes && !(await isMeant())) return unsure;
      return await destroy(store, member ?? (await unread(store, options.member)));
    } finally {
      await store.close();
    }
  });
}

/** What is erased of someone: a member, or who cannot be read and has a right to it all the same. */
type Erased = Pick<MemberConversation, 'id' | 'version' | 'communities'> & {
  readonly isUnread?: boolean;
};

/** The member, or `null` where their row does not open. */
async function readable(store: Store, named: string): Promise<MemberConversation | Finding | null> {
  try {
    return await memberOf(store, named);
  } catch (error) {
    if (error instanceof StoreError && error.reason === 'damaged') return null;
    throw error;
  }
}

async function unread(store: Store, named: string): Promise<Erased> {
  const id = idNamed(store, named);
  const { version } = await store.weigh(id);
  return { id, version: version ?? 0, communities: [], isUnread: true };
}

const unsure: Finding = {
  code: 2,
  facts: { refused: 'not-confirmed' },
  words: 'Nothing was changed. To forget someone, answer `forget`, or say --yes.',
};

/** Asks whoever sits at the terminal; where nobody does, it is not meant. */
async function isMeant(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const said = asking.question(
    'This destroys everything kept of this member and cannot be undone. Type `forget` to go on: ',
  );
  try {
    return (await said).trim().toLowerCase() === 'forget';
  } catch (error) {
    // Ctrl-C and Ctrl-D are a no.
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    process.stderr.write('\n');
    return false;
  } finally {
    asking.close();
  }
}

/** How often someone may speak in between before we give up. */
const tries = 20;

async function destroy(store: Store, met: Erased): Promise<Finding> {
  const { id } = met;
  let member = met;
  for (let tried = 0; tried < tries; tried += 1) {
    const before = await store.weigh(id);
    const at = Temporal.Now.instant().epochMilliseconds;
    // A row may say another version than what is sealed in it; then the row is believed.
    const version = tried === 0 ? member.version : (before.version ?? member.version);
    if ((await store.commit(erasure(store, { ...member, version }, at))) === 'committed') {
      await store.audit('forget', id, at);
      return told(before, member);
    }
    const now = (await readable(store, id)) ?? (await unread(store, id));
    if ('code' in now) return told(before, met);
    member = now;
  }
  return {
    code: 1,
    facts: { refused: 'busy' },
    words: 'They kept writing while we tried, so nothing was changed. Try again.',
  };
}

/** What their own erasing commits: no conversation any more, and news to their moderators, so that open reports are closed. */
function erasure(store: Store, member: Erased, at: Millis): Commit {
  const { id, version, communities } = member;
  const cause = `operator/forget/${randomUUID()}` as CauseId;
  return {
    cause,
    at,
    was: version,
    conversation: null,
    nextWake: null,
    deliveries: communities.map((to, index) => ({
      id: store.tag(`delivery\n${cause}\n${index}`) as DeliveryId,
      conversation: id,
      class: 'safety',
      report: false,
      createdAt: at,
      notBefore: at,
      expiresAt: null,
      attempts: 0,
      state: 'pending',
      payload: { type: 'news', to, news: { type: 'erased', member: id } },
    })),
    record: [],
    retract: [],
    cancel: [],
    of: id,
  };
}

function told(
  { entries, deliveries, keys }: Weight,
  { communities, isUnread = false }: Pick<Erased, 'communities' | 'isUnread'>,
): Finding {
  const destroyed = { entries, deliveries, keys };
  return {
    code: 0,
    facts: { destroyed, communities: communities.length },
    words: [
      `Forgotten. Destroyed: ${keys} key, the conversation, ${entries} journal entries, ${deliveries} messages on their way.`,
      'It is written to erased.log, so that a backup that is brought back forgets them again. Backups older than that stay readable with the key until they are deleted; keep none longer than 30 days.',
      ...(isUnread
        ? [
            'Their row did not open, so their moderators hear nothing of it: close what is open of theirs.',
          ]
        : []),
      'The member is not told: tell them yourself.',
    ].join('\n'),
  };
}
