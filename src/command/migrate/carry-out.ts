import { createHash } from 'node:crypto';
import type { CauseId } from '#conversation/id.ts';
import type { FlowChange } from '#engine/hear-change.ts';
import { maySend } from '#engine/may-send.ts';
import { takeTurn } from '#engine/take-turn.ts';
import { silentLog } from '#log.ts';
import { wallClock } from '#runtime/clock.ts';
import { openLanes } from '#runtime/lane.ts';
import { lastResort } from '#runtime/last-resort.ts';
import { receiver } from '#runtime/receive.ts';
import type { World } from '#runtime/world.ts';
import { resortOf } from '../resort-of.ts';
import type { House, Survey } from './survey.ts';

/** Tells each conversation of a change, through the same door as everything else, `perMinute` at most. It says nothing, so it needs no platform. */
export async function carryOut(
  house: House,
  change: FlowChange,
  { moving, perMinute }: Pick<Survey, 'moving'> & { readonly perMinute: number },
): Promise<void> {
  const { store, folder, library } = house;
  const world: World = {
    store,
    shelf: {
      library: () => library,
      source: (flow) => folder.sources.get(flow) ?? null,
      pin: (hash, flow, source) => folder.pin(hash, flow, source),
    },
    platforms: [],
    redelivering: [],
    clock: wallClock,
    luck: () => 0.5, // Only for the jitter of retries.
    log: silentLog,
    home: { community: null, communityAddress: null, country: null, locale: 'en', zone: null },
    resort: resortOf(library),
    takeTurn,
    maySend,
  };
  const receive = receiver({
    world,
    lanes: openLanes(() => {}),
    resort: lastResort(world),
    committed: () => {},
  });
  const digest = createHash('sha256').update(JSON.stringify(change)).digest('base64url');
  for (const [index, { conversation, version }] of moving.entries()) {
    if (index > 0) await world.clock.sleep(60_000 / perMinute);
    const id = `operator/migrate/${digest.slice(0, 22)}/${conversation}/${version}` as CauseId;
    await receive({ type: 'Told', id, conversation, at: world.clock.now(), news: change }, false);
  }
}
