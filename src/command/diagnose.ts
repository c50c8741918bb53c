import { existsSync, statSync } from 'node:fs';
import type { Ailment as Found } from '#store/ailment.ts';
import { examine, type Examination } from '#store/sqlite/examine.ts';
import { StoreError, type Health } from '#store/store.ts';
import { ailments, type AilmentCode } from './ailments.ts';
import type { Finding } from './answer.ts';
import type { StorePlace } from './at-store.ts';
import { examineFolder, examineKept } from './examine-folder.ts';

/** Everything that is wrong with what is kept at a place, or worth a note, and what to do next. Changes nothing. */
export function diagnose(place: StorePlace, isQuick: boolean): Finding {
  const { file, config, exists } = place;
  const about = examineFolder(config.folder, file, isQuick);
  const { key, found } = exists || place.hasKey ? keyOf(place) : noKey;
  const now = Temporal.Now.instant().epochMilliseconds;
  const examination = exists ? examine({ file, key, now, isQuick }) : null;
  const kept = isQuick ? [] : examineKept(config.folder, config.keyFile);
  return report(place, examination, [
    ...about,
    ...found,
    ...(examination?.ailments ?? []),
    ...kept,
  ]);
}

type Ailment = Found<AilmentCode> & { readonly words?: string };

function report(
  { config }: StorePlace,
  examination: Examination | null,
  found: readonly Ailment[],
): Finding {
  const told = found.map(tell);
  const isWrong = told.some(({ grave }) => grave);
  const health = examination?.health ?? null;
  const from = config.key === null ? config.keyFile : 'MOORING_KEY';
  const opens = health !== null && !found.some(({ code }) => code.startsWith('key-'));
  const store =
    examination === null ? 'none' : health === null || isDamaged(found) ? 'damaged' : 'sound';
  return {
    code: isWrong ? 1 : 0,
    facts: {
      store,
      ailments: told,
      running: examination?.running ?? null,
      ...(opens ? { key: from } : {}),
      ...settingsOf(health),
    },
    words: [
      store === 'none' ? 'There is no store yet; it is made at the first start.' : '',
      store === 'sound' ? 'The store opens and is sound.' : '',
      opens ? `The key from ${from} opens it.` : '',
      ...told.map(({ code, grave, says, next }) =>
        [`${grave ? 'Wrong' : 'Note'} (${code}): ${says}`, `  Next: ${next}`].join('\n'),
      ),
      health === null ? '' : `schema ${health.schema} · journal ${health.journalMode}`,
      health === null
        ? ''
        : Object.entries(health.rows)
            .map(([table, count]) => `${table} ${count}`)
            .join(' · '),
      runs(examination?.running ?? null),
    ]
      .filter((line) => line !== '')
      .join('\n'),
  };
}

/** Without what holds for the connection that looked alone. */
function settingsOf(health: Health | null): Partial<Health> {
  if (health === null) return {};
  const { schema, integrity, journalMode, rows, quarantined } = health;
  return { schema, integrity, journalMode, rows, quarantined };
}

function isDamaged(found: readonly Ailment[]): boolean {
  return found.some(({ code }) => code === 'rows-damaged');
}

function tell(ailment: Ailment) {
  const { code, count, what } = ailment;
  const { grave, says, next } = ailments[code];
  return { code, grave, count, what, says: ailment.words ?? says(count ?? 0, what ?? ''), next };
}

function runs(pid: number | null): string {
  return pid === null ? 'No companion runs on it.' : `A companion runs on it (process ${pid}).`;
}

const noKey = { key: null, found: [] } as const;

function keyOf({ key, hasKey, config }: StorePlace): {
  readonly key: Uint8Array | null;
  readonly found: readonly Ailment[];
} {
  if (!hasKey) {
    const isBrokenOff = existsSync(`${config.keyFile}.new`);
    const code = isBrokenOff ? 'key-change-broken-off' : 'key-missing';
    return { key: null, found: [{ code, what: config.keyFile }] };
  }
  try {
    return { key: key(), found: [] };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const { mode } = statSync(config.keyFile);
    const isOpen = statSync(config.keyFile).isFile() && (mode & 0o077) !== 0;
    const code = isOpen ? 'key-open' : 'key-unusable';
    return { key: null, found: [{ code, what: config.keyFile, words: error.message }] };
  }
}
