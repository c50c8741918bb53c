import type { Conversation } from '#conversation/conversation.ts';
import type { RevisionHash } from '#conversation/id.ts';
import { revisionsOf } from '#conversation/revisions-of.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Turn } from '#conversation/turn.ts';
import type { Brought, Receipt } from '#platform/platform.ts';
import { StoreError, type Commit } from '#store/store.ts';
import { backOff } from './back-off.ts';
import { within } from './clock.ts';
import { decide, meet } from './decide.ts';
import type { Lanes } from './lane.ts';
import { isAnswered, type LastResort } from './last-resort.ts';
import { quarantine } from './quarantine.ts';
import { proved, unlooked } from './tap.ts';
import { toCommit } from './to-commit.ts';
import type { World } from './world.ts';

/** How an event comes in; resolves when its turn is durable, never rejects. `redelivered`: whoever brought it brings it again after `failed`, so we do not try again ourselves. */
export type Receive = (event: Brought, redelivered: boolean) => Promise<Receipt>;

/** What receiving shares with the rest of the runtime. */
export interface Intake {
  readonly world: World;
  readonly lanes: Lanes;
  readonly resort: LastResort;
  /** Told of every turn that is on the disk. */
  readonly committed: (commit: Commit) => void;
}

/** Words a turn has not answered after this long are answered with lines, if they need them. */
const helpAfter = 1_500;
/** Then, with the honest sentence, and with a receipt that says it failed; the turn may still land. */
const honestAfter = 5_000;
/** Failures of one event before it is given up; each is counted in the store. */
const tries = 3;
/** How often a turn is decided again because its conversation moved on. */
const decisions = 5;

const failed: Receipt = { outcome: 'failed' };

/** Opens the one door in. */
export function receiver(intake: Intake): Receive {
  const { world, lanes, resort } = intake;
  const kept = new Set<RevisionHash>();

  return async (event, redelivered) => {
    const { conversation } = event;
    const turn = lanes.run(conversation, () => attempt(event, redelivered));
    try {
      return await watched(event, turn);
    } catch (fault) {
      world.log.event('turn-failed', { conversation, fault });
      return failed;
    }
  };

  /** The turn, unless it takes too long for someone who waits for an answer. */
  async function watched(event: Brought, turn: Promise<Receipt>): Promise<Receipt> {
    if (!isAnswered(event)) return await turn;
    const soon = await within(world.clock, helpAfter, turn);
    if (soon !== 'late') return soon;
    const inbound = unlooked(world.store, event);
    const helping = resort.help(inbound);
    const later = await within(world.clock, honestAfter - helpAfter, turn);
    if (later !== 'late') return later;
    if (!(await helping)) await resort.speak(inbound);
    return failed;
  }

  async function attempt(event: Brought, redelivered: boolean): Promise<Receipt> {
    for (let tried = 1; ; tried += 1) {
      try {
        return { outcome: await once(event) };
      } catch (fault) {
        const receipt = await afterFailure(unlooked(world.store, event), fault);
        if (receipt.outcome !== 'failed' || redelivered || tried >= tries) return receipt;
        await world.clock.sleep(backOff(tried, world.luck()) / 2);
      }
    }
  }

  async function once(event: Brought): Promise<'committed' | 'duplicate'> {
    const { store, clock } = world;
    for (let decision = 1; decision <= decisions; decision += 1) {
      const known = await store.load(event.conversation);
      const conversation = known ?? meet(world, unlooked(store, event));
      if (conversation === null) return 'duplicate';
      resort.know(conversation);
      const inbound = proved(store, conversation, event);
      const turn = await decide(world, conversation, inbound);
      if (!(await keepRevisions(known, turn))) continue;
      const commit = toCommit(turn, { inbound, kept: known, now: clock.now() }, store);
      const outcome = await store.commit(commit);
      if (outcome === 'conflict') continue;
      if (outcome === 'committed') settle(commit);
      return outcome;
    }
    throw new Error(`conversation ${event.conversation} kept moving on`);
  }

  function settle(commit: Commit): void {
    const conversation = commit.conversation?.id ?? commit.of;
    if (conversation !== undefined) world.log.event('turn-committed', { conversation });
    if (commit.conversation === null) {
      if (commit.of !== undefined) resort.forget(commit.of);
    } else resort.know(commit.conversation);
    intake.committed(commit);
  }

  /** Keeps the source of every revision a session is newly pinned to. False if the flow was swapped while the turn was decided: decide again. */
  async function keepRevisions(
    before: Conversation | null,
    { conversation }: Turn,
  ): Promise<boolean> {
    const old = new Set(before === null ? [] : revisionsOf(before).map((one) => one.revision));
    for (const { flow, revision } of revisionsOf(conversation)) {
      if (kept.has(revision) || old.has(revision)) continue;
      const current = world.shelf.source(flow);
      if (current?.hash === revision) await world.store.keep(revision, flow, current.source);
      else if ((await world.store.source(revision)) === null) return false;
      kept.add(revision);
    }
    return true;
  }

  /** Counts what went wrong, answers words that need it, and gives up on an event that failed too often. */
  async function afterFailure(inbound: Inbound, fault: unknown): Promise<Receipt> {
    const { store, clock, log } = world;
    const { id, conversation } = inbound;
    const ours = !(fault instanceof StoreError);
    log.event(ours ? 'turn-failed' : 'store-failed', { conversation, fault });
    let helped = false;
    try {
      if (ours && (await store.heard(id))) return { outcome: 'duplicate' };
      if (ours) {
        if (isAnswered(inbound)) helped = await resort.help(inbound);
        if ((await store.failed(id, conversation, clock.now())) < tries) return failed;
        const commit = await quarantine(world, inbound, helped ? null : resort.wordsFor(inbound));
        log.event('quarantined', { conversation });
        if (commit !== null) settle(commit);
        return { outcome: 'committed' };
      }
    } catch (worse) {
      log.event('store-failed', { conversation, fault: worse });
    }
    if (isAnswered(inbound)) await resort.speak(inbound);
    return failed;
  }
}
