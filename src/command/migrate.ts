import type { FlowId } from '#conversation/id.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { FlowChange } from '#engine/hear-change.ts';
import { keepBesideCode } from '#library/keep.ts';
import { loadFolder } from '#library/load-folder.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import type { Finding } from './answer.ts';
import { atStore, type OperatorOptions } from './at-store.ts';
import { carryOut } from './migrate/carry-out.ts';
import { survey, type House, type Standing } from './migrate/survey.ts';
import { noStore } from './member-of.ts';
import { neededFlows } from './needed-flows.ts';
import { tellProblems } from './tell-problems.ts';

/** Which flow, and what is to become of those who are in it. */
export interface MigrateOptions extends OperatorOptions {
  readonly flow: string;
  /** End it for everyone, instead of moving them into the edition of now. */
  readonly withdraw: boolean;
  /** Do it, instead of only saying what it would do. */
  readonly apply: boolean;
  /** Conversations a minute at most. */
  readonly perMinute: number;
}

/** Moves everyone who is in an older edition of a flow into the one of now, as its `replaces` says, or ends it for them; without `apply` it only looks. Works beside a running service, and goes on where it was broken off. */
export function migrate(root: string, options: MigrateOptions): Promise<number> {
  return atStore(options, async ({ file, exists, key }) => {
    if (!exists) return noStore;
    const folder = await loadFolder(root, [keepBesideCode(root)], neededFlows);
    const { library, problems } = folder;
    if (library === null) return { code: 1, facts: { problems }, words: tellProblems(problems) };
    const store = await openSqlite({ file, key: key(), lock: false });
    try {
      const house = { store, folder, library };
      const change = await changeOf(house, options);
      if ('code' in change) return change;
      const before = await survey(house, change);
      if (!options.apply) return told(options, before.standings, 'looked');
      await carryOut(house, change, { ...before, perMinute: options.perMinute });
      const at = Temporal.Now.instant().epochMilliseconds;
      await store.audit(`${options.withdraw ? 'withdraw' : 'migrate'} ${change.flow}`, null, at);
      const { standings, moving } = await survey(house, change);
      return moving.length > 0
        ? told(options, standings, 'again')
        : told(options, before.standings, 'done');
    } finally {
      await store.close();
    }
  });
}

async function changeOf(
  { store, folder, library }: House,
  { flow, withdraw }: MigrateOptions,
): Promise<FlowChange | Finding> {
  const id = flow as FlowId;
  const script = library.flow(id);
  if (withdraw) {
    if (script !== null || (await store.live(id, 1)).length > 0)
      return { type: 'withdrawn', flow: id };
  }
  if (script === null) {
    const words = `No flow is called \`${flow}\` and without mistakes. ${didYouMean(flow, [...folder.sources.keys()], '`npx mooring check` tells of mistakes.')}`;
    return { code: 2, facts: { refused: 'unknown-flow' }, words };
  }
  const map = script.flow.replaces;
  if (map !== null) return { type: 'replaced', flow: id, revision: script.hash, map };
  return {
    code: 2,
    facts: { refused: 'no-replaces' },
    words: `flows/${flow}.yaml does not say how older editions go on: everybody finishes the one they began. Write \`replaces: {}\` in its header where all steps kept their names, or \`replaces: { steps: { old-name: new-name } }\`.`,
  };
}

const closings = {
  looked: 'Nothing was changed. To do it, add --apply.',
  done: 'Done. Nobody was written to: they hear of it when they write.',
  again: 'Not everybody could be moved. Run it again; who was moved stays so.',
};

function told(
  { flow, withdraw }: MigrateOptions,
  standings: readonly Standing[],
  how: keyof typeof closings,
): Finding {
  const stay = standings.some(({ becomes }) => becomes.type === 'stays');
  const facts = { flow, did: how, standings };
  const where = withdraw ? 'in it' : 'in an older edition';
  if (standings.length === 0) return { code: 0, facts, words: `${flow}: nobody is ${where}.` };
  const people = standings.reduce((sum, { count }) => sum + count, 0);
  return {
    code: how === 'again' || (how !== 'looked' && stay) ? 1 : 0,
    facts,
    words: [
      `${flow}, ${where}: ${people}.`,
      ...standings.map(
        (one) => `  ${one.count} at \`${one.step}\` (${one.revision.slice(0, 6)}) ${wordsOf(one)}`,
      ),
      closings[how],
    ].join('\n'),
  };
}

function wordsOf({ step, becomes }: Standing): string {
  switch (becomes.type) {
    case 'goes-on':
      return becomes.step === step ? 'go on there' : `go on at \`${becomes.step}\``;
    case 'again':
      return 'begin anew when they write';
    case 'ends':
      return 'end, with kind words when they write';
    case 'stays':
      return `stay as they are: ${reasons[becomes.why]}`;
  }
}

const reasons = {
  'no-step': 'no such step any more; name it under `replaces`, or say what `others` do',
  'other-kind':
    'where they would go on waits for something else; name another step, or `again`, or `end`',
  unreadable: 'their conversation does not open; `npx mooring doctor` tells more',
};
