import type { z } from 'zod';
import type { StepId } from '#conversation/id.ts';
import type { Nesting, Path, Way } from './drafting.ts';
import type { DataType, Flow, Handlers, Target } from './flow.ts';
import type { FragmentTexts } from './fragment-file.ts';
import { inlining } from './inlining.ts';
import { idsIn } from './partly.ts';
import { readStep, stepTypeOf } from './read-step.ts';
import { scoped, stepIn, type Scope, type Stand } from './scope.ts';
import { sharedId, withShared } from './shared-question.ts';
import type { Step } from './step.ts';
import { toText, type textPart } from './steps/parts.ts';
import { silenceOf, type silencePart } from './steps/silence.ts';
import { targetComplaints } from './targets.ts';

const finish: Target = { end: 'done' };

/** What of a file is read as its script; a fragment has no `on`. */
export interface RawScript {
  readonly steps?: readonly unknown[];
  /** `null` where it does not read: then it is no other than a fragment's. */
  readonly locale: string | null;
  readonly data: Readonly<Record<string, DataType>>;
  readonly on?: RawOn | undefined;
}

interface RawOn {
  readonly word?: readonly (Way & { readonly say: readonly string[] })[] | undefined;
  readonly expiry?: Way | undefined;
  readonly undeliverable?: Way | undefined;
  readonly invalid?: Invalid | undefined;
  readonly silence?: z.infer<typeof silencePart> | undefined;
  readonly error?: Way | undefined;
  readonly back?: Way | undefined;
}

type Invalid = Way & {
  readonly reprompts?: z.infer<typeof textPart> | undefined;
  readonly attempts?: number | undefined;
};

/** Reads the nested script into one flat record, every step with its way on; fragments stand where they are used. */
export function readScript(raw: RawScript, top: Scope, fragments: FragmentTexts): ScriptRead {
  const steps: Record<string, Step> = {};
  const stands = new Map<string, Stand>();
  const counts: Record<string, number> = {};
  const lost: StepId[] = [];
  let isWhole = true;
  let told = false;
  const fragmentsHere = inlining(raw, fragments);

  const nameOf = (item: unknown, stand: Stand): StepId => {
    const type = stepTypeOf(item);
    const { id, use } = (item ?? {}) as { readonly id?: unknown; readonly use?: unknown };
    const written = id ?? (type === 'use' ? use : undefined);
    const { complaints } = stand.scope;
    if (typeof written === 'string') {
      const known = stepIn(stand.scope, written);
      if (known === sharedId || stands.has(known)) {
        complaints.say(
          'same-id',
          [...stand.path, id === undefined ? 'use' : 'id'],
          known === sharedId
            ? '`on` is what the whole flow says, in translations'
            : `another step is already called \`${known}\``,
          id === undefined ? 'give this one an `id` of its own' : 'give this one a name of its own',
        );
      }
      stands.set(known, stand);
      return known;
    }
    if ((type === 'say' || type === 'ask') && (written === undefined || written === null)) {
      complaints.say(
        'missing-id',
        stand.path,
        `this \`${type}\` has no id`,
        'add `id: a-name-of-its-own`, or run `npx mooring check --fix`',
      );
    }
    const count = (counts[type ?? 'step'] ?? 0) + 1;
    counts[type ?? 'step'] = count;
    const made = `~${type ?? 'step'}-${count}`;
    stands.set(made, stand);
    return made as StepId;
  };

  const nesting = (rounds: number, scope: Scope): Here => {
    const here: Here = {
      scope,
      rounds,
      list: (items, path, next) => list(items, path, next, here),
      way: (fork, path, next) => way(fork, path, next, here),
      within: (more) => nesting(more, scope),
    };
    return here;
  };

  const list = (items: readonly unknown[], path: Path, next: Target, here: Here): Target => {
    const { scope } = here;
    if (stands.size + items.length > mostSteps) {
      if (!told)
        scope.complaints.say(
          'too-many-steps',
          path,
          `a flow has at most ${mostSteps} steps`,
          'split it into flows that `run` each other',
        );
      told = true;
      isWhole = false;
      return next;
    }
    const ids = items.map((item, index) => nameOf(item, { scope, path: [...path, index] }));
    for (const [index, item] of items.entries()) {
      const id = ids[index] as StepId;
      const following = ids[index + 1];
      const after = following === undefined ? next : { to: following };
      const stand = { scope, path: [...path, index] };
      const keep = (step: Step): void => {
        steps[step.id] = scoped(step, scope);
        stands.set(step.id, stand);
      };
      const step = readStep(item, {
        id,
        path: stand.path,
        next: after,
        complaints: scope.complaints,
        ...here,
        also: keep,
        known: (name) => stepIn(scope, name),
        inline(name) {
          const found = fragmentsHere.open(name, { ...stand, id });
          if (found === null) {
            isWhole = false;
            return null;
          }
          const inner = nesting(here.rounds, found.scope);
          const start = inner.list(found.steps, ['steps'], after);
          const own = [...stands].filter(
            ([known, { scope: of }]) => of === found.scope && !known.startsWith('~'),
          );
          const names = own.map(([known]) => known.slice(found.scope.prefix.length));
          return { takes: found.takes, data: found.data, steps: names, start };
        },
      });
      if (step !== null) {
        keep(step);
        continue;
      }
      lost.push(id);
      for (const [name, inner] of idsIn(item)) {
        const nested = stepIn(scope, name);
        if (stands.has(nested)) continue;
        stands.set(nested, { scope, path: [...stand.path, ...inner] });
        lost.push(nested);
      }
    }
    return ids[0] === undefined ? next : { to: ids[0] };
  };

  const way = (fork: Way, path: Path, next: Target, { scope, ...here }: Here): Target | null => {
    const ways = [fork.do, fork.goto, fork.end].filter((one) => one !== undefined);
    if (ways.length > 1) {
      scope.complaints.say(
        'two-ways',
        path,
        '`do`, `goto` and `end` exclude each other',
        'keep one; a `do` list may end with a `goto`',
      );
    }
    if (fork.do !== undefined) return here.list(fork.do, [...path, 'do'], next);
    if (fork.goto !== undefined) return { to: stepIn(scope, fork.goto) };
    return fork.end === undefined ? null : { end: fork.end };
  };

  const outermost = nesting(1, top);
  const start = outermost.list(raw.steps ?? [], ['steps'], finish);
  const on = readOn(raw.on ?? {}, outermost);
  const fields = new Set(
    Object.values(steps).flatMap((step) => (step.type === 'form' ? step.fields : [])),
  );
  for (const step of Object.values(steps))
    steps[step.id] = withShared(step, on, fields.has(step.id));
  targetComplaints({ steps, stands, on }, top);
  stands.set(sharedId, { scope: top, path: ['on'] });
  return { steps, stands, lost, isWhole, start, on, data: fragmentsHere.data };
}

/** What the whole flow listens for. */
function readOn(raw: RawOn, here: Nesting): Handlers {
  const way: Nesting['way'] = (fork, path, next) => here.way(fork, path, next);
  const aside = (key: 'expiry' | 'undeliverable' | 'error' | 'back', next: Target) => {
    const fork = raw[key];
    return fork === undefined ? null : way(fork, ['on', key], next);
  };
  const { invalid, silence } = raw;
  return {
    words: (raw.word ?? []).map((word, index) => ({
      say: word.say,
      target: way(word, ['on', 'word', index], { end: '~back' }),
    })),
    expiry: aside('expiry', finish),
    undeliverable: aside('undeliverable', finish),
    invalid:
      invalid === undefined
        ? null
        : {
            reprompts: invalid.reprompts === undefined ? [] : toText(invalid.reprompts),
            attempts: invalid.attempts ?? null,
            target: way(invalid, ['on', 'invalid'], { end: '~next' }),
          },
    silence:
      silence === undefined
        ? null
        : silenceOf(silence, ['on', 'silence'], { way, next: { end: '~next' } }),
    error: aside('error', { end: 'failed' }),
    back: aside('back', { end: '~back' }),
  };
}

/** Steps of a flow at most, those of its fragments too: what is checked grows with them. The longest shipped flow has about ninety. */
const mostSteps = 1_000;

interface Here extends Nesting {
  readonly scope: Scope;
}

/** The steps of a script, each where it stands. */
export interface ScriptRead {
  readonly steps: Readonly<Record<string, Step>>;
  readonly stands: ReadonlyMap<string, Stand>;
  /** Those that do not read. */
  readonly lost: readonly StepId[];
  /** False where a fragment could not be read: what it takes and keeps is not known. */
  readonly isWhole: boolean;
  readonly start: Target;
  readonly on: Flow['on'];
  /** What its fragments add to the data of the script itself, and where each stands. */
  readonly data: ReadonlyMap<string, Stand & { readonly type: DataType }>;
}
