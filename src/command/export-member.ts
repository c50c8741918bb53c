import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import type { MemberConversation } from '#conversation/conversation.ts';
import type { Report } from '#conversation/report.ts';
import { heldFiles } from '#engine/held/held-files.ts';
import { keepBesideCode } from '#library/keep.ts';
import { loadFolder } from '#library/load-folder.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import type { Store } from '#store/store.ts';
import type { Finding } from './answer.ts';
import { atStore, type OperatorOptions } from './at-store.ts';
import { isMember, memberOf, noStore } from './member-of.ts';
import { neededFlows } from './needed-flows.ts';
import { tellProblems } from './tell-problems.ts';

/** Whom to export, and where to: a folder, a file ending in .html or .json, or `-` for JSON on the standard output. */
export interface ExportOptions extends OperatorOptions {
  readonly member: string;
  readonly out: string;
}

/** Writes everything that is kept of a member to files only their owner may read; works beside a running service, with the operator's key. */
export function exportMember(root: string, options: ExportOptions): Promise<number> {
  return atStore(options, async ({ file, exists, key }) => {
    if (!exists) return noStore;
    const { library, problems } = await loadFolder(root, [keepBesideCode(root)], neededFlows);
    if (library === null) {
      return { code: 1, facts: { problems }, words: tellProblems(problems) };
    }
    const store = await openSqlite({ file, key: key(), lock: false });
    try {
      const member = await memberOf(store, options.member);
      if (!isMember(member)) return member;
      const at = Temporal.Now.instant().epochMilliseconds;
      const entries = await store.entries(member.id);
      const reports = await reportsOf(store, member);
      const files = heldFiles({ member, entries, reports, at }, library);
      const done = deliver(files, options.out);
      if (done.code === 0) await store.audit('export', member.id, at);
      return done;
    } finally {
      await store.close();
    }
  });
}

/** Reports of theirs that still lie with their moderators. */
async function reportsOf(store: Store, member: MemberConversation): Promise<readonly Report[]> {
  const rooms = await Promise.all(member.communities.map((id) => store.load(id)));
  return rooms.flatMap((room) =>
    room?.kind === 'community' ? room.reports.filter((one) => one.member === member.id) : [],
  );
}

function deliver(files: ReturnType<typeof heldFiles>, out: string): Finding {
  const [page, json] = files;
  if (out === '-') {
    return {
      code: 0,
      facts: JSON.parse(json.text) as Finding['facts'],
      words: json.text.trimEnd(),
    };
  }
  const one = [page, json].find(({ name }) => extname(name) === extname(out));
  const wanted =
    one === undefined
      ? files.map((file) => ({ ...file, path: resolve(join(out, file.name)) }))
      : [{ ...one, path: resolve(out) }];
  if (one === undefined && !(existsSync(out) && statSync(out).isDirectory())) {
    return refused(
      'no-folder',
      `${resolve(out)} is not a folder. Make it first, or name a file that ends in .html or .json.`,
    );
  }
  const taken = wanted.find(({ path }) => existsSync(path));
  if (taken !== undefined) {
    return refused(
      'exists',
      `${taken.path} is already there and was left as it is. Choose another place with --out.`,
    );
  }
  for (const [index, { path, text }] of wanted.entries()) {
    if (!isWritten(path, text)) {
      for (const done of wanted.slice(0, index)) rmSync(done.path);
      return refused(
        'no-folder',
        `${path} cannot be written. See that its folder is there and may be written, or choose another place with --out.`,
      );
    }
  }
  const written = wanted.map(({ path }) => path);
  return {
    code: 0,
    facts: { written },
    words: `Written, for their owner alone: ${written.join(', ')}.\nThese are a person’s own words. Hand them over, and then delete them here.`,
  };
}

function isWritten(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return false;
  }
}

function refused(reason: string, words: string): Finding {
  return { code: 2, facts: { refused: reason }, words };
}
