import { members, type Found } from './wire.ts';

/** What the world outside knows of each member, and holds the process to. */
export interface Ledger {
  /** A process began: what was in flight in the life before may be seen once more. */
  begin(): void;
  said(member: string, n: number): void;
  receipted(member: string, n: number): void;
  /** True if the member sees it; false if their platform knows the nonce already. */
  shown(member: string, nonce: string, text: string): boolean;
  arrived(member: string, nonce: string): boolean;
  /** What the process found on its disk at a start. */
  found(all: readonly Found[]): void;
  /** The last number receipted, or -1. */
  lastReceipt(member: string): number;
  /** Is everything that was said receipted and shown? */
  isQuiet(): boolean;
  readonly figures: Readonly<Record<'turns' | 'receipts' | 'shown' | 'reshown', number>>;
  /** Promises that were broken, in words. */
  readonly broken: readonly string[];
}

interface Page {
  said: number;
  receipted: number;
  kept: number;
  /** The last number shown, in which life, and under which nonce. */
  shown: number;
  life: number;
  nonce: string;
  readonly nonces: Set<string>;
}

/** A ledger with nothing in it. */
export function openLedger(): Ledger {
  const pages = new Map<string, Page>(
    members.map((member) => [
      member,
      { said: -1, receipted: -1, kept: -1, shown: -1, life: 0, nonce: '', nonces: new Set() },
    ]),
  );
  const broken: string[] = [];
  const figures = { turns: 0, receipts: 0, shown: 0, reshown: 0 };
  let life = 0;

  function page(member: string): Page {
    const found = pages.get(member);
    if (found === undefined) throw new Error(`nobody is called ${member}`);
    return found;
  }

  return {
    figures,
    broken,
    begin() {
      life += 1;
    },
    said(member, n) {
      page(member).said = Math.max(page(member).said, n);
    },
    receipted(member, n) {
      const one = page(member);
      if (n !== one.receipted + 1) broken.push(`${member}: receipt ${n} after ${one.receipted}`);
      one.receipted = n;
      figures.receipts += 1;
    },
    shown(member, nonce, text) {
      const one = page(member);
      const known = one.nonces.has(nonce);
      one.nonces.add(nonce);
      if (known && member.startsWith('knowing')) return false;
      const n = numberIn(text);
      if (n === one.shown + 1 && !known) figures.shown += 1;
      else if (n === one.shown && one.life < life && nonce === one.nonce) figures.reshown += 1;
      else broken.push(`${member}: "${text}" after ${one.shown}`);
      if (n > one.said) broken.push(`${member}: "${text}", and only ${one.said} was said`);
      Object.assign(one, { shown: n, life, nonce });
      return true;
    },
    arrived: (member, nonce) => page(member).nonces.has(nonce),
    found(all) {
      figures.turns = 0;
      for (const { member, journal, counted } of all) {
        const one = page(member);
        const kept = journal === null ? -1 : journal.length;
        figures.turns += kept + 1;
        if (journal?.some((n, index) => n !== index + 1) === true)
          broken.push(`${member}: the journal reads ${journal.slice(-5).join(' ')} at its end`);
        if (kept > 0 && counted !== kept)
          broken.push(`${member}: ${counted} were counted, ${kept} are in the journal`);
        if (kept < one.receipted)
          broken.push(`${member}: ${one.receipted} was receipted, ${kept} is kept`);
        if (kept < one.kept) broken.push(`${member}: ${one.kept} was kept before, now ${kept}`);
        if (kept > one.said) broken.push(`${member}: ${kept} is kept, ${one.said} was said`);
        if (kept < one.shown) broken.push(`${member}: ${one.shown} was answered, ${kept} is kept`);
        one.kept = kept;
      }
    },
    lastReceipt: (member) => page(member).receipted,
    isQuiet: () =>
      [...pages.values()].every((one) => one.receipted === one.said && one.shown === one.said),
  };
}

function numberIn(text: string): number {
  const found = /^Heard ([\d,]+), that makes ([\d,]+)\./.exec(text);
  if (found === null || found[1] !== found[2]) return Number.NaN;
  return Number((found[1] ?? '').replaceAll(',', ''));
}
