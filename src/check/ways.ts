import type { StepId } from '#conversation/id.ts';
import { mistake, type Problem } from '#conversation/problem.ts';
import type { Path } from '#flow/drafting.ts';
import { explore, type Exploration } from '#flow/explore.ts';
import type { Target } from '#flow/flow.ts';
import type { FlowRead } from '#flow/read-flow.ts';
import type { Step } from '#flow/step.ts';
import { handlerTargets, targetsOf } from '#flow/targets.ts';
import type { Subject } from './surroundings.ts';

/** What the flow's own machine cannot do, or does for ever, however it is answered. */
export function wayProblems({ read }: Subject): readonly Problem[] {
  const explored = explore(read.flow);
  if (explored === null)
    return [
      mistake(
        'too-tangled',
        read.place(['steps'], true),
        'this flow leads too many ways to follow them all',
        'split it into flows that `run` each other',
      ),
    ];
  return [
    ...unreached(read, explored),
    ...circles(read, explored),
    ...traps(read, explored),
    ...handlers(read, explored),
  ];
}

/** Steps nothing leads to. What follows on one of them is not told again. */
function unreached(read: FlowRead, { reached }: Exploration): readonly Problem[] {
  const steps = Object.values(read.flow.steps);
  const lost = steps.filter((step) => !reached.has(step.id));
  const told = new Set<StepId>();
  const follow = (step: StepId): void => {
    if (told.has(step) || reached.has(step)) return;
    told.add(step);
    const found = read.flow.steps[step];
    for (const target of found === undefined ? [] : targetsOf(found))
      if ('to' in target) follow(target.to);
  };
  const led = new Set(
    lost.flatMap((step) => targetsOf(step).flatMap((to) => ('to' in to ? [to.to] : []))),
  );
  const problems: Problem[] = [];
  for (const step of [...lost.filter(({ id }) => !led.has(id)), ...lost]) {
    if (told.has(step.id)) continue;
    follow(step.id);
    problems.push(
      mistake(
        'unreachable',
        read.placeOf(step.id),
        `nothing leads to ${named(step.id)}`,
        'lead a `goto` there, or leave it out',
      ),
    );
  }
  return problems;
}

function circles(read: FlowRead, { circles: found }: Exploration): readonly Problem[] {
  return found.flatMap((circle) => {
    const inOrder = Object.values(read.flow.steps).filter(({ id }) => circle.includes(id));
    const [first] = inOrder;
    if (first === undefined) return [];
    const at = first.id;
    const others = inOrder.slice(1, 4).map(({ id }) => named(id));
    const through = others.length === 0 ? '' : ` through ${others.join(', ')}`;
    return [
      mistake(
        'loop',
        read.placeOf(at),
        `from ${named(at)} the flow can go round for ever${through} without waiting`,
        whatWaits(read, inOrder),
      ),
    ];
  });
}

/** How to mend a circle; a question on its way is one that may be passed over, and its author may not think of that. */
function whatWaits({ flow }: FlowRead, circle: readonly Step[]): string {
  const leads = circle.flatMap(targetsOf).flatMap((target) => ('to' in target ? [target.to] : []));
  const isWithin = (target: Target) => 'to' in target && circle.some(({ id }) => id === target.to);
  const asked = Object.values(flow.steps).find(
    (step) => step.type === 'ask' && leads.includes(step.id) && isWithin(step.next),
  );
  if (asked?.type !== 'ask')
    return 'put an `ask` that is always asked, or a `wait` of a written time, into the circle';
  return asked.askIf === null
    ? `${named(asked.id)} is passed over once it has nothing left to offer: let what follows it lead out of the circle, or keep one option that is always there`
    : `${named(asked.id)} is passed over where its \`ask-if\` does not hold: let what follows it lead out of the circle then`;
}

function traps(read: FlowRead, { traps: found, circles: round }: Exploration): readonly Problem[] {
  // A circle that is never left is told as a circle.
  const lost = found.filter((step) => !round.some((circle) => circle.includes(step)));
  return lost.map((step) => {
    const word = read.flow.steps[step] === undefined;
    return mistake(
      'dead-end',
      word
        ? read.place(['on', ...(read.flow.on.words.length > 0 ? ['word'] : [])], true)
        : read.placeOf(step),
      word
        ? 'after this word’s steps there is no question to come back to'
        : `from ${named(step)} no answer ever leads to an end of the flow`,
      word
        ? 'do not `goto` into the steps of a word from outside'
        : 'lead at least one of its answers on, or to an `end`',
    );
  });
}

/** What is to happen at a word, or at silence, and never can. */
function handlers(read: FlowRead, { outcomes }: Exploration): readonly Problem[] {
  const { on, expires } = read.flow;
  const problems: Problem[] = [];
  const look = (target: Target | null, path: Path) => {
    if (target === null || !('end' in target) || target.end.startsWith('~')) return;
    if (outcomes.has(target.end)) return;
    problems.push(
      mistake(
        'unreachable-outcome',
        read.place(path, true),
        `the flow never ends with \`${target.end}\`: there is no question this could happen at`,
        'add a question, or leave this out',
      ),
    );
  };
  for (const [index, word] of on.words.entries()) look(word.target, ['on', 'word', index, 'end']);
  for (const [path, target] of handlerTargets(on))
    if (path[0] !== 'expiry') look(target, ['on', ...path]);
  if (on.expiry !== null && expires === null) {
    problems.push(
      mistake(
        'never-expires',
        read.place(['on', 'expiry'], true),
        '`on: expiry` never happens: this flow does not expire',
        'add `expires: 12h` at the top, or leave this out',
      ),
    );
  }
  return problems;
}

/** A step as its author knows it: by its id, else by its type. */
function named(id: StepId): string {
  return id.startsWith('~') ? `this \`${id.slice(1, id.lastIndexOf('-'))}\`` : `\`${id}\``;
}
