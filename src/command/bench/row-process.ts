import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadFolder } from '#library/load-folder.ts';
import { checkInOf, turnsEach, type CheckInRead } from './check-in.ts';
import { keptIn } from './kept-in.ts';
import { playRound, wholeCheckIn, type RoundMeasure } from './round.ts';
import { bodySizes, type RowSizes } from './row-size.ts';
import type { RowName } from './row-name.ts';
import { rows } from './rows.ts';
import type { Peer } from './peer.ts';

/** What the process of a row is told to begin with. */
export interface RowOrder {
  readonly root: string;
  readonly row: RowName;
  /** A folder of its own on the disk that is measured. */
  readonly folder: string;
  readonly checkIn: CheckInRead;
  readonly members: number;
  readonly inFlight: number;
}

/** What the process of a row answers: first the sizes, then one measure for each `round` it is sent. */
export type RowAnswer =
  | { readonly type: 'ready'; readonly sizes: RowSizes | null }
  | { readonly type: 'measured'; readonly measure: RoundMeasure };

/** A tenth of the members goes first, uncounted, so that the code is warm and the rows can be looked at. */
const warmUp = 10;

if (process.send !== undefined)
  process.once('message', (order) => {
    if (order === 'compile') process.disconnect?.();
    else void serve(order as RowOrder);
  });

async function serve({ root, row, folder, checkIn, members, inFlight }: RowOrder): Promise<void> {
  const { library } = await loadFolder(root, keptIn(folder));
  if (library === null) throw new Error('what authors wrote does not read: run `mooring check`');
  const script = checkInOf(checkIn);

  async function withPeer<T>(
    many: number,
    work: (peer: Peer, place: string) => Promise<T>,
  ): Promise<T> {
    const place = mkdtempSync(join(folder, 'store-'));
    const peer = await rows[row]({
      folder: place,
      members: many,
      checkIn: script,
      library: library as NonNullable<typeof library>,
    });
    try {
      return await work(peer, place);
    } finally {
      await peer.close();
      rmSync(place, { recursive: true });
    }
  }

  const few = Math.max(2, Math.ceil(members / warmUp));
  const sizes = await withPeer(few, async (peer, place) => {
    const plan = { members: few, inFlight };
    await playRound(peer, { ...plan, first: 0, end: turnsEach - 1 });
    const within = bodySizes(place);
    await playRound(peer, { ...plan, first: turnsEach - 1, end: turnsEach });
    const after = bodySizes(place);
    return within === null || after === null ? null : { within, after };
  });
  tell({ type: 'ready', sizes });

  process.on('message', () => {
    void withPeer(members, (peer) => playRound(peer, { ...wholeCheckIn, members, inFlight })).then(
      (measure) => tell({ type: 'measured', measure }),
    );
  });
}

function tell(answer: RowAnswer): void {
  process.send?.(answer);
}
