import { mistake, remark, type Problem } from '#conversation/problem.ts';
import type { StepId } from '#conversation/id.ts';
import { closest, nearNames } from '#conversation/spelling.ts';
import { slotsIn } from '#content/text-problems.ts';
import type { Path } from '#flow/drafting.ts';
import { reserved, type Expression } from '#flow/expression.ts';
import { expressionsOf } from '#flow/expressions-of.ts';
import type { Flow } from '#flow/flow.ts';
import type { FlowRead } from '#flow/read-flow.ts';
import type { Step } from '#flow/step.ts';
import { scoredIn } from '#flow/scores.ts';
import { textsOf } from '#flow/texts-of.ts';
import { commonSlots } from './slots.ts';
import type { Subject } from './surroundings.ts';

/** What is wrong with the names of a flow's data: words of the language, names declared nowhere, names nobody needs. */
export function namesProblems(subject: Subject): readonly Problem[] {
  const { read } = subject;
  return [...reservedNames(read), ...undeclared(read), ...unused(subject), ...unusedChoices(read)];
}

function unusedChoices({ flow, place }: FlowRead): readonly Problem[] {
  const taken = new Set(
    Object.values(flow.steps).map((step) => (step.type === 'ask' ? step.choices : undefined)),
  );
  return (flow.choices ?? [])
    .filter((name) => !taken.has(name))
    .map((name) =>
      remark(
        'unused',
        place(['choices', name], true),
        `no question offers the answers \`${name}\``,
        `write \`options: ${name}\` at a question, or leave them out`,
      ),
    );
}

function reservedNames({ flow, place }: FlowRead): readonly Problem[] {
  return Object.keys(flow.data)
    .filter((name) => reserved.has(name) || commonSlots.includes(name) || name in {})
    .map((name) =>
      mistake(
        'reserved-name',
        place(['data', name], true),
        `\`${name}\` already means something in texts or expressions`,
        `call it something else, such as \`my_${name}\``,
      ),
    );
}

function undeclared(read: FlowRead): readonly Problem[] {
  const { flow, place, placeIn, placeOfKey } = read;
  const near = nearNames(Object.keys(flow.data));
  const say = (name: string, at: Problem['at']) => {
    const meant = near(name);
    return mistake(
      'undeclared',
      at,
      `\`${name}\` is not declared under \`data\``,
      meant === null
        ? `add \`${name}: text\`, or what it holds, under \`data:\``
        : `did you mean \`${meant}\`?`,
    );
  };
  return [
    ...(['inputs', 'outputs'] as const).flatMap((list) =>
      flow[list].flatMap((name, index) =>
        Object.hasOwn(flow.data, name) ? [] : [say(name, place([list, index]))],
      ),
    ),
    ...Object.values(flow.steps).flatMap((step) =>
      savedBy(step).flatMap(([name, path]) =>
        Object.hasOwn(flow.data, name)
          ? []
          : [say(name, step.type === 'ask' ? placeIn(step.id, path) : placeOfKey(step.id, path))],
      ),
    ),
  ];
}

/** The data a step gives values to, and where it says so. */
function savedBy(step: Step): readonly (readonly [name: string, path: Path])[] {
  switch (step.type) {
    case 'ask':
      return [
        ...(step.save === null ? [] : [[step.save, ['save']] as const]),
        ...(step.otherwise?.save == null
          ? []
          : [[step.otherwise.save, ['otherwise', 'save']] as const]),
      ];
    case 'use':
      return Object.keys(step.with).map((name) => [name, ['with', name]]);
    case 'set':
      return [...Object.keys(step.values), ...step.changes.map(({ name }) => name)].map((name) => [
        name,
        ['set', name],
      ]);
    case 'round':
      return step.as === null ? [] : [[step.as, ['as']]];
    case 'run':
      return Object.keys(step.save).map((name) => [name, ['save', name]]);
    default:
      return [];
  }
}

function isWritten(name: string, { steps }: Flow): boolean {
  return Object.values(steps).some((step) => savedBy(step).some(([saved]) => saved === name));
}

/** What the questions keep whose scores an expression reckons with; without names, all of the flow's. */
function countedIn(flow: Flow, source: string, { mentions }: Expression): readonly string[] {
  const counted = /\b(total|mean|scored)\(\s*\)/.test(source)
    ? scoredIn(flow)
    : mentions.scores.map(({ step }) => step);
  return counted.flatMap((id) => {
    const step = flow.steps[id as StepId];
    return step?.type === 'ask' && step.save !== null ? [step.save] : [];
  });
}

function unused({ read: { flow, place, file }, expressions, around }: Subject): readonly Problem[] {
  const sharing = (name: string) =>
    name in flow.kept
      ? [...around.flows.values()].filter(
          (one) => one !== null && one.id !== flow.id && name in one.kept,
        )
      : [];
  const read = new Set(flow.outputs);
  for (const { source } of expressionsOf(flow)) {
    const found = expressions.read(source);
    // An expression that does not read is told elsewhere; what it meant to use is not called unused.
    if ('message' in found) for (const word of source.match(/\w+/g) ?? []) read.add(word);
    else
      for (const name of [...found.mentions.data, ...countedIn(flow, source, found)])
        read.add(name);
  }
  for (const { text } of textsOf(flow)) {
    for (const name of slotsIn(text) ?? text.match(/\w+/g) ?? []) read.add(name);
  }
  for (const step of Object.values(flow.steps)) {
    // What stands for words of their own is shown as those.
    const { save = null, value = null } = (step.type === 'ask' ? step.otherwise : null) ?? {};
    if (step.type === 'ask' && step.save !== null && value !== null && read.has(step.save))
      if (save !== null) read.add(save);
  }
  const written = new Set(flow.inputs);
  for (const step of Object.values(flow.steps))
    for (const [name] of savedBy(step)) written.add(name);
  return Object.keys(flow.data).flatMap((name) => {
    const at = place(['data', name], true);
    // What a fragment keeps is for whoever uses it, and another may look at it.
    if (!read.has(name) && (at.file !== file || sharing(name).length > 0)) return [];
    if (!read.has(name))
      return [
        remark(
          'unused',
          at,
          written.has(name)
            ? `\`${name}\` is kept, and nothing ever looks at it`
            : `\`${name}\` is declared, and nothing uses it`,
          'leave it out, or use it',
        ),
      ];
    // Whoever misspelt it where it is saved is told there.
    const misspelt = [...written].some(
      (one) => !Object.hasOwn(flow.data, one) && closest(one, [name]),
    );
    const elsewhere = sharing(name).some((one) => one !== null && isWritten(name, one));
    if (!written.has(name) && !misspelt && !elsewhere)
      return [
        mistake(
          'never-set',
          at,
          `\`${name}\` is used, and nothing ever gives it a value`,
          `\`save: ${name}\` at a question, \`set\` it, or list it under \`inputs\``,
        ),
      ];
    return [];
  });
}
