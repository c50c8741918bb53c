import { describe, expect, test } from 'vitest';
import { readTwice, unvisited } from './support/transcripts.ts';

const [library] = readTwice();
const english = unvisited('en', library);
const spanish = unvisited('es', library);

/** A flow whose Spanish transcripts are there is said to be complete; `node test/support/unvisited.ts` tells of the others. */
const complete = [...spanish].filter(([, { named }]) => named).map(([flow]) => flow);

describe('the transcripts', () => {
  test.each(complete)('of %s take every step, option, case and way out', (flow) => {
    expect(english.get(flow)?.missing).toEqual([]);
  });

  test.each(complete)('of %s enter every step in Spanish', (flow) => {
    expect(spanish.get(flow)?.missing).toEqual([]);
  });
});
