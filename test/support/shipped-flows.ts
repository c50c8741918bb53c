import { filesUnder } from './repository.ts';

/** The ids of all shipped flows. */
export const shippedFlows: readonly string[] = filesUnder('flows').flatMap(
  (path) => /^flows\/([^./]+)\.yaml$/.exec(path)?.[1] ?? [],
);
