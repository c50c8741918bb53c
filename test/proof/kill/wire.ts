import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/repository.ts';

/** What the world outside tells the process. `n` 0 asks for the flow, every later one is a number a member writes. */
export type ToHouse =
  | { readonly type: 'said'; readonly member: string; readonly n: number }
  | { readonly type: 'answer'; readonly call: number; readonly arrived: boolean };

/** What the process tells the world outside: receipts, and what it shows. */
export type FromHouse =
  | { readonly type: 'found'; readonly members: readonly Found[] }
  | { readonly type: 'open' }
  | {
      readonly type: 'receipt';
      readonly member: string;
      readonly n: number;
      readonly outcome: 'committed' | 'duplicate' | 'failed';
    }
  | {
      readonly type: 'show' | 'arrived';
      readonly call: number;
      readonly member: string;
      readonly nonce: string;
      readonly text: string;
    };

/** One member as they are on the disk at a start. */
export interface Found {
  readonly member: string;
  /** The numbers in their journal, in order; `null`: never met. */
  readonly journal: readonly number[] | null;
  /** How many the flow counted. */
  readonly counted: number;
}

/** What may be broken on purpose, so that the loop has something to notice. */
export const plants = [
  { name: 'receipt-before-commit', shows: /was (receipted|answered), -?\d+ is kept/ },
  // The second net, which refuses a delivery that is there already, may catch it first: then they read that it broke.
  { name: 'deaf-to-causes', shows: /that makes|the journal reads|"broken" after/ },
  { name: 'drops-what-is-unsure', shows: /^[a-z]+:\d+: "Heard .*" after|not all came out/m },
] as const;

/** The name of one of `plants`. */
export type Plant = (typeof plants)[number]['name'];

/** Two on a platform that cannot tell what arrived, then two on one that knows its nonces, and so on. */
export const members: readonly string[] = Array.from({ length: 12 }, (_, index) =>
  index % 4 < 2 ? `plain:${index}` : `knowing:${index}`,
);

/** Writes a library of one flow that counts what it hears; gives the folder. */
export function writeLibrary(folder: string): string {
  const written = join(folder, 'written');
  mkdirSync(join(written, 'flows'), { recursive: true });
  cpSync(join(root, 'content'), join(written, 'content'), { recursive: true });
  writeFileSync(join(written, 'flows/count.yaml'), flow);
  return written;
}

const flow = `
title: Count
about: Hears one number after the other.
kind: system
locale: en
topics: [calm]
intensity: 0
reviewed: { by: a test, on: 2026-11-24 }
data: { heard: number, counted: number }
steps:
  - set: { heard: '0', counted: '0' }
  - id: agreed
    act: consent
    with: { keep: 'true' }
  - id: next
    ask: Heard {heard}, that makes {counted}. And then?
    input: number
    save: heard
  - set: { counted: counted + 1 }
  - record: number
    values: { heard: heard }
  - branch:
      - when: heard < 0
        end: done
  - goto: next
`;
