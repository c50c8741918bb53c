import type { StepId } from '#conversation/id.ts';
import { nearNames } from '#conversation/spelling.ts';
import type { Path } from './drafting.ts';
import type { Flow, Target } from './flow.ts';
import { ownOf } from './shared-question.ts';
import type { Scope, Stand } from './scope.ts';
import type { Step } from './step.ts';
import { optionPath } from './offered.ts';

/** Every way a step can lead. */
export function targetsOf(step: Step): readonly Target[] {
  switch (step.type) {
    case 'branch':
      return [...step.cases.map((one) => one.target), step.otherwise];
    case 'choose':
      return [...step.ways.map((one) => one.target), step.next];
    case 'ask':
      return [
        ...step.options.flatMap((one) => (one.target === null ? [] : [one.target])),
        ...(step.silence?.expire == null ? [] : [step.silence.expire.target]),
        ...(step.lost === null ? [] : [step.lost]),
        ...(step.otherwise?.target == null ? [] : [step.otherwise.target]),
        step.next,
      ];
    case 'wait':
      return step.otherwise === null ? [step.next] : [step.otherwise, step.next];
    case 'run':
      return [...Object.values(step.outcomes), step.next];
    case 'round':
      return [step.body, step.next];
    default:
      return [step.next];
  }
}

/** Steps only a word of the flow, or going back at its first question, leads to: they are played aside, and the question is come back to. */
export function asideSteps(flow: Flow): ReadonlySet<StepId> {
  const { words, expiry, undeliverable, error, back } = flow.on;
  const main = reachedFrom([flow.start, expiry, undeliverable, error], flow);
  const aside = reachedFrom([...words.map(({ target }) => target), back], flow);
  return aside.difference(main);
}

function reachedFrom(targets: readonly (Target | null)[], flow: Flow): Set<StepId> {
  const reached = new Set<StepId>();
  const open = [...targets];
  for (let target = open.pop(); target !== undefined; target = open.pop()) {
    if (target === null || 'end' in target || reached.has(target.to)) continue;
    reached.add(target.to);
    const step = flow.steps[target.to];
    if (step !== undefined) open.push(...targetsOf(step));
  }
  return reached;
}

/** Says where ways lead nowhere. `top` is the flow's own file. */
export function targetComplaints(
  script: {
    steps: Readonly<Record<string, Step>>;
    stands: ReadonlyMap<string, Stand>;
    on: Flow['on'];
  },
  top: Scope,
): void {
  const known = new Map<string, Names>();
  const namesUnder = (prefix: string): Names => {
    const names = [...(known.has(prefix) ? [] : script.stands.keys())]
      .filter((name) => name.startsWith(prefix) && !name.startsWith('~'))
      .map((name) => name.slice(prefix.length));
    const found = known.get(prefix) ?? { names, near: nearNames(names) };
    known.set(prefix, found);
    return found;
  };
  const look = (target: Target | null, { scope, path }: Stand) => {
    if (target === null || 'end' in target || script.stands.has(target.to)) return;
    const { prefix, complaints } = scope;
    const own = (name: string) => name.slice(prefix.length);
    complaints.say(
      'unknown-target',
      path,
      `no step is called \`${own(target.to)}\``,
      didMean(own(target.to), namesUnder(prefix)),
    );
  };
  for (const step of Object.values(script.steps)) {
    const { scope, path } = script.stands.get(step.id) ?? { scope: top, path: ['steps'] };
    for (const [inner, target] of writtenIn(step))
      look(target, { scope, path: [...path, ...inner] });
  }
  for (const [index, word] of script.on.words.entries())
    look(word.target, { scope: top, path: ['on', 'word', index, 'goto'] });
  for (const [path, target] of handlerTargets(script.on))
    look(target, { scope: top, path: ['on', ...path, 'goto'] });
}

/** Where what the flow listens for leads, but for its words; and where that stands under `on`. */
export function handlerTargets(on: Flow['on']): readonly (readonly [Path, Target | null])[] {
  return [
    [['expiry'], on.expiry],
    [['undeliverable'], on.undeliverable],
    [['invalid'], on.invalid?.target ?? null],
    [['silence', 'expire'], on.silence?.expire?.target ?? null],
    [['error'], on.error],
    [['back'], on.back],
  ];
}

/** The ways an author wrote, and where. */
function writtenIn(step: Step): readonly (readonly [Path, Target | null])[] {
  switch (step.type) {
    case 'goto':
      return [[['goto'], step.next]];
    case 'branch':
      return step.cases.map(({ target }, index) => [['branch', index, 'goto'], target]);
    case 'choose':
      return step.ways.map(({ target }, index) => [['choose', index, 'goto'], target]);
    case 'ask': {
      const own = ownOf(step);
      return [
        ...step.options.map(
          ({ target }, index) => [[...optionPath(step, index), 'goto'], target] as const,
        ),
        [['silence', 'expire', 'goto'], own.silence?.expire?.target ?? null],
        [['invalid', 'goto'], own.lost],
        [['otherwise', 'goto'], step.otherwise?.target ?? null],
      ];
    }
    case 'wait':
      return [[['wait', 'goto'], step.otherwise]];
    case 'run':
      return Object.entries(step.outcomes).map(([name, target]) => [['outcomes', name], target]);
    default:
      return [];
  }
}

/** What steps of one file are called. */
interface Names {
  readonly names: readonly string[];
  readonly near: (word: string) => string | null;
}

function didMean(word: string, { names, near }: Names): string {
  const found = near(word);
  return found === null
    ? `steps here: ${names.slice(0, 12).join(', ')}`
    : `did you mean \`${found}\`?`;
}
