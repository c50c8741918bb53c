import type { FlowId, Millis, RevisionHash } from '#conversation/id.ts';
import type { Script } from '#flow/script.ts';
import { editionAt, type Edition } from './editions.ts';

/** Where authors publish while people wait, and what the running process has taken up of it. */
export interface Press {
  publish(n: number): void;
  /** A process starts: it reads what is there now. */
  start(): void;
  /** What the running process goes by. */
  readonly taken: () => Edition;
  /** A flow's revisions that a process went by at one time since then. */
  since(then: Millis, flow: FlowId): readonly RevisionHash[];
  /** A revision of any edition a process went by. */
  script(hash: RevisionHash): Script | null;
}

/** A press that begins with the flows as they are. `isLive`: a running process takes up what is published, else the next one does. */
export function pressOf(now: () => Millis, isLive: boolean): Press {
  let published = editionAt(0);
  const all: { readonly at: Millis; readonly edition: Edition }[] = [
    { at: -Infinity, edition: published },
  ];
  const take = (): void => void all.push({ at: now(), edition: published });
  return {
    publish(n) {
      published = editionAt(n);
      if (isLive) take();
    },
    start: take,
    taken: () => (all.at(-1) as { edition: Edition }).edition,
    since(then, flow) {
      const first = all.findLastIndex(({ at }) => at <= then);
      return all.slice(first).flatMap(({ edition }) => edition.sources.get(flow)?.hash ?? []);
    },
    script(hash) {
      for (const { edition } of all)
        for (const [flow, one] of edition.sources)
          if (one.hash === hash) return edition.library.flow(flow);
      return null;
    },
  };
}
