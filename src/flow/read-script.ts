import type { StepId } from '#conversation/id.ts';
import { closest } from '#conversation/spelling.ts';
import { complainOf } from './complaints.ts';
import type { Complaints, Drafting, Nesting, Path, Way } from './drafting.ts';
import type { Flow, Target } from './flow.ts';
import type { FlowFile } from './header.ts';
import { stepKinds } from './steps/all.ts';
import { laterStepTypes, stepTypes } from './step-types.ts';
import type { Step } from './step.ts';
import { targetComplaints } from './targets.ts';

const finish: Target = { end: 'done' };

/** Reads the nested script into one flat record, every step with its way on. */
export function readScript(raw: FlowFile, complaints: Complaints, headerFits: boolean): ScriptRead {
  const steps: Record<string, Step> = {};
  const paths = new Map<string, Path>();
  const counts: Record<string, number> = {};

  const nameOf = (item: unknown, path: Path): StepId => {
    const written = (item as { id?: unknown } | null)?.id;
    const type = typeOf(item);
    if (typeof written === 'string') {
      if (paths.has(written)) {
        complaints.say(
          'same-id',
          [...path, 'id'],
          `another step is already called \`${written}\``,
          'give this one a name of its own',
        );
      }
      paths.set(written, path);
      return written as StepId;
    }
    if (type === 'say' || type === 'ask') {
      complaints.say(
        'missing-id',
        path,
        `this \`${type}\` has no id`,
        'add `id: a-name-of-its-own`, or run `npx mooring check --fix`',
      );
    }
    const count = (counts[type ?? 'step'] ?? 0) + 1;
    counts[type ?? 'step'] = count;
    const made = `~${type ?? 'step'}-${count}`;
    paths.set(made, path);
    return made as StepId;
  };

  const nesting = (rounds: number): Nesting => {
    const here: Nesting = {
      rounds,
      list: (items, path, next) => list(items, path, next, here),
      way: (fork, path, next) => way(fork, path, next, here),
      within: nesting,
    };
    return here;
  };

  const list = (items: readonly unknown[], path: Path, next: Target, here: Nesting): Target => {
    const ids = items.map((item, index) => nameOf(item, [...path, index]));
    for (const [index, item] of items.entries()) {
      const following = ids[index + 1];
      const step = read(item, {
        id: ids[index] as StepId,
        path: [...path, index],
        next: following === undefined ? next : { to: following },
        complaints,
        ...here,
        also(more) {
          steps[more.id] = more;
          paths.set(more.id, [...path, index]);
        },
      });
      if (step !== null) steps[step.id] = step;
    }
    return ids[0] === undefined ? next : { to: ids[0] };
  };

  const way = (fork: Way, path: Path, next: Target, here: Nesting): Target | null => {
    const ways = [fork.do, fork.goto, fork.end].filter((one) => one !== undefined);
    if (ways.length > 1) {
      complaints.say(
        'two-ways',
        path,
        '`do`, `goto` and `end` exclude each other',
        'keep one; a `do` list may end with a `goto`',
      );
    }
    if (fork.do !== undefined) return here.list(fork.do, [...path, 'do'], next);
    if (fork.goto !== undefined) return { to: fork.goto as StepId };
    return fork.end === undefined ? null : { end: fork.end };
  };

  const top = nesting(1);
  const start = top.list(raw.steps ?? [], ['steps'], finish);
  const words = headerFits ? (raw.on?.word ?? []) : [];
  const on: Flow['on'] = {
    words: words.map((word, index) => ({
      say: word.say,
      target: top.way(word, ['on', 'word', index], { end: '~back' }),
    })),
    expiry: headerFits && raw.on?.expiry ? top.way(raw.on.expiry, ['on', 'expiry'], finish) : null,
    undeliverable:
      headerFits && raw.on?.undeliverable
        ? top.way(raw.on.undeliverable, ['on', 'undeliverable'], finish)
        : null,
  };
  targetComplaints({ steps, paths, on }, complaints);
  return { steps, paths, start, on };
}

/** The steps of a script, each where it stands. */
export interface ScriptRead {
  readonly steps: Readonly<Record<string, Step>>;
  readonly paths: ReadonlyMap<string, Path>;
  readonly start: Target;
  readonly on: Flow['on'];
}

function typeOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return null;
  return Object.keys(item).find((key) => (stepTypes as readonly string[]).includes(key)) ?? null;
}

function read(item: unknown, drafting: Drafting): Step | null {
  const { complaints, path } = drafting;
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    complaints.say(
      'unknown-step',
      path,
      'this is not a step',
      'a step is a block such as `- say: Hello.`',
    );
    return null;
  }
  const keys = Object.keys(item);
  const types = keys.filter((key) => key in stepKinds) as (keyof typeof stepKinds)[];
  const later = keys.find((key) => (laterStepTypes as readonly string[]).includes(key));
  const [type] = types;
  if (type === undefined && later !== undefined) {
    complaints.say(
      'later-step',
      [...path, later],
      `\`${later}\` is not available yet: it comes with a later version of Mooring`,
      'leave it out for now; `docs/flows/format.md` lists the steps of this version',
      true,
    );
    return null;
  }
  if (type === undefined) {
    const near = keys.find((key) => closest(key, stepTypes) !== null);
    complaints.say(
      'unknown-step',
      near === undefined ? path : [...path, near],
      near === undefined
        ? `nothing here says what this step does: its keys are ${keys.join(', ') || 'none'}`
        : `no step is called \`${near}\``,
      near === undefined
        ? `a step has one of ${stepTypes.join(', ')}`
        : `did you mean \`${String(closest(near, stepTypes))}\`?`,
      near !== undefined,
    );
    return null;
  }
  if (types.length > 1) {
    complaints.say(
      'two-types',
      path,
      `a step does one thing, this one has ${types.join(' and ')}`,
      'make two steps of it',
    );
    return null;
  }
  const step = stepKinds[type].read(item, drafting);
  if (step instanceof Error) {
    complainOf(step, path, stepKinds[type].schema, complaints);
    return null;
  }
  return step;
}
