import type { Conversation } from '#conversation/conversation.ts';
import type { Entry } from '#conversation/entry.ts';
import type { ConversationId, RevisionHash } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Turn } from '#conversation/turn.ts';
import { meetCommunity, meetMember } from '#engine/meet.ts';
import type { World } from './world.ts';

/** How often a turn may ask for more before that is a bug of ours. */
const rounds = 3;

/** Takes a turn, fetching what it needs of the journal and of pinned revisions. Throws what the engine throws. */
export async function decide(
  world: World,
  conversation: Conversation,
  inbound: Inbound,
): Promise<Turn> {
  const { store, shelf, home, clock, takeTurn } = world;
  let entries: readonly Entry[] | null = null;
  let lost: readonly RevisionHash[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const answer = takeTurn(conversation, inbound, {
      library: shelf.library(),
      now: clock.now(),
      community: communityOf(conversation, home.community),
      country: home.country,
      entries,
      ...(lost.length > 0 ? { lost } : {}),
    });
    if (answer.type === 'Turn') return answer;
    if (answer.entries) entries = await store.entries(conversation.id);
    const missing = await pinned(world, answer.revisions);
    if (missing.length > 0) lost = [...lost, ...missing];
  }
  throw new Error(`a turn of ${conversation.id} still needs more after ${rounds} rounds`);
}

/** Someone not met before, or `null` where this kind of event meets nobody: news for the forgotten changes nothing. */
export function meet({ home }: World, inbound: Inbound): Conversation | null {
  const { conversation: id } = inbound;
  switch (inbound.type) {
    case 'TextSaid':
    case 'ChoiceMade':
    case 'FormSent':
    case 'FlowAsked':
      return meetMember(id, home.community, {
        locale: home.locale,
        ...(home.zone === null ? {} : { zone: home.zone }),
      });
    case 'ModeratorActed':
      return community();
    case 'Told':
      return inbound.news.type === 'reported' ? community() : null;
    default:
      return null;
  }

  function community(): Conversation {
    const met = meetCommunity(id, home.locale, home.country);
    return id === home.community ? { ...met, address: home.communityAddress } : met;
  }
}

function communityOf(
  conversation: Conversation,
  home: ConversationId | null,
): ConversationId | null {
  if (conversation.kind === 'community') return conversation.id;
  return conversation.communities[0] ?? home;
}

/** Puts kept revisions on the shelf; gives those that are nowhere, or that no longer compile. */
async function pinned(
  { store, shelf, log }: World,
  revisions: readonly RevisionHash[],
): Promise<readonly RevisionHash[]> {
  const lost: RevisionHash[] = [];
  for (const revision of revisions) {
    const kept = await store.source(revision);
    try {
      if (kept === null) throw new Error(`revision ${revision} was never kept`);
      await shelf.pin(revision, kept.flow, kept.source);
    } catch (fault) {
      log.event('turn-failed', { revision, fault });
      lost.push(revision);
    }
  }
  return lost;
}
