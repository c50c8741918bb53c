import { bareCode } from './bare-code.ts';
import {
  borders,
  emptyNames,
  implementations,
  impurities,
  loneFiles,
  packagePlaces,
  pickers,
} from './border-rules.ts';

/** A file of `src/`, its path counted from there: `engine/take-turn.ts`. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
}

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
  readonly passedOn: boolean;
  readonly line: number;
}

/** Every border these files cross, as `path:line: what is wrong`; empty when all is well. */
export function bordersCrossed(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const seen = bareCode(file.source);
    const lineOf = (at: number): number => file.source.slice(0, at).split('\n').length;
    return [
      ...nameProblems(file.path).map((what) => `${file.path}:1: ${what}`),
      ...importsOf(seen.code, seen.bare, lineOf).flatMap((one) =>
        importProblems(file.path, one).map((what) => `${file.path}:${one.line}: ${what}`),
      ),
      ...[...seen.bare.matchAll(/\bimport\s*\((?!\s*['"])/g)].map(
        (match) => `${file.path}:${lineOf(match.index)}: a computed import hides what it brings`,
      ),
      ...impurityProblems(file.path, seen.bare, lineOf),
    ];
  });
}

function nameProblems(path: string): readonly string[] {
  const parts = path.split('/');
  const room = parts[0] as string;
  const known = parts.length === 1 ? room in loneFiles : room in borders || pickers.includes(room);
  return [
    ...(known ? [] : [`\`${room}\` is not a room of src/`]),
    ...parts
      .map((part) => part.replace(/\.ts$/, ''))
      .filter((part) => emptyNames.includes(part))
      .map((part) => `\`${part}\` names nothing: a helper lives with the noun it helps`),
  ];
}

/** `import … from`, `export … from`, `import '…'` and `import('…')`; found in the bare code, so that a quoted one is none. */
function importsOf(code: string, bare: string, lineOf: (at: number) => number): readonly Import[] {
  const quoted = /\b(?:(import|export)(\s+type\b)?(?:[^;'"()=]*?\bfrom)?\s*|import\s*\(\s*)(['"])/g;
  return [...bare.matchAll(quoted)].map((match) => {
    const from = match.index + match[0].length;
    return {
      from: code.slice(from, code.indexOf(match[3] as string, from)),
      typeOnly: match[2] !== undefined,
      passedOn: match[1] === 'export',
      line: lineOf(match.index),
    };
  });
}

function importProblems(path: string, one: Import): readonly string[] {
  const { from } = one;
  if (one.passedOn) return [`\`${from}\` is passed on: import it where it is used`];
  if (from.startsWith('.') || from.startsWith('#')) return ownProblems(path, one);
  const room = path.split('/')[0] as string;
  const misplaced = packagePlaces
    .filter(({ name, places }) => name.test(from) && !places.some((place) => isIn(path, place)))
    .map(({ places }) => `\`${from}\` belongs to ${places.join(', ')}`);
  const touches = from.startsWith('node:') && borders[room]?.pure === true;
  return [...misplaced, ...(touches ? [`the pure folder \`${room}\` touches \`${from}\``] : [])];
}

function ownProblems(path: string, one: Import): readonly string[] {
  if (!one.from.endsWith('.ts')) return [`\`${one.from}\` has no .ts ending`];
  const room = path.split('/')[0] as string;
  const target = one.from.startsWith('#') ? one.from.slice(1) : resolved(path, one.from);
  if (target === null) return [`\`${one.from}\` leaves src/`];
  const other = target.split('/')[0] as string;
  if (other === room && path.includes('/')) return rivalProblems(path, target);
  if (one.from.startsWith('.') && path.includes('/')) {
    return [`\`${one.from}\` leaves its folder: across folders it is \`#${target}\``];
  }
  return mayImport(path, target, one.typeOnly) ? [] : [`\`${room}\` may not import \`${target}\``];
}

function mayImport(path: string, target: string, typeOnly: boolean): boolean {
  const room = path.split('/')[0] as string;
  const other = target.split('/')[0] as string;
  if (pickers.includes(room)) return other !== 'main.ts';
  const border = borders[room];
  const friends = loneFiles[target];
  if (friends !== undefined) {
    return friends.includes('everyone') || (friends.includes('world') && border?.pure === false);
  }
  if (border === undefined) return false;
  return (
    border.all.includes(other) ||
    border.port?.includes(target) === true ||
    (typeOnly && border.types?.includes(target) === true)
  );
}

/** One implementation of a port does not know another. */
function rivalProblems(path: string, target: string): readonly string[] {
  const [room, mine, ...rest] = path.split('/') as [string, string, ...string[]];
  const [, theirs, ...more] = target.split('/') as [string, string, ...string[]];
  const rivals = implementations.includes(room) && more.length > 0 && mine !== theirs;
  if (!rivals) return [];
  const who = rest.length > 0 ? `${room}/${mine}` : `the port \`${path}\``;
  return [`${who} may not import the implementation \`${target}\``];
}

function impurityProblems(path: string, bare: string, lineOf: (at: number) => number): string[] {
  const room = path.split('/')[0] as string;
  if (borders[room]?.pure !== true) return [];
  return impurities.flatMap(({ what, looks }) => {
    const found = looks.exec(bare);
    return found === null
      ? []
      : [`${path}:${lineOf(found.index)}: the pure folder \`${room}\` uses ${what}`];
  });
}

function resolved(path: string, from: string): string | null {
  const parts = path.split('/').slice(0, -1);
  for (const part of from.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function isIn(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
