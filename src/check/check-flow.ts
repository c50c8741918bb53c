import type { Problem } from '#conversation/problem.ts';
import { didYouMean } from '#conversation/spelling.ts';
import { textProblems } from '#content/text-problems.ts';
import { expressionsIn, outcomesOf } from '#flow/compile.ts';
import { expressionsOver, reserved } from '#flow/expression.ts';
import type { FlowRead } from '#flow/read-flow.ts';
import { targetsOf } from '#flow/targets.ts';
import type { Step } from '#flow/step.ts';

/** Everything wrong with a flow that reads: all of it, each at its line. `known` are the flows there are. */
export function checkFlow(read: FlowRead, known: readonly string[]): readonly Problem[] {
  return [
    ...dataProblems(read),
    ...expressionProblems(read),
    ...wayProblems(read),
    ...wordProblems(read),
    ...flowProblems(read, known),
  ];
}

function problem(code: string, at: Problem['at'], message: string, mend: string): Problem {
  return { code, at, message, mend, severity: 'error' };
}

function dataProblems(read: FlowRead): readonly Problem[] {
  const { flow } = read;
  const names = Object.keys(flow.data);
  const found: Problem[] = [];
  for (const name of names) {
    if (reserved.has(name))
      found.push(
        problem(
          'reserved-name',
          read.place(['data', name]),
          `\`${name}\` is a word of the language`,
          'call it something else',
        ),
      );
  }
  for (const list of ['inputs', 'outputs'] as const) {
    for (const [index, name] of flow[list].entries()) {
      if (!names.includes(name))
        found.push(
          problem(
            'undeclared',
            read.place([list, index]),
            `\`${name}\` is not declared in \`data\``,
            didYouMean(name, names, 'declare it there'),
          ),
        );
    }
  }
  const saves = (step: Step): readonly string[] =>
    step.type === 'ask'
      ? step.save === null
        ? []
        : [step.save]
      : step.type === 'run'
        ? Object.keys(step.save)
        : step.type === 'set'
          ? Object.keys(step.values)
          : [];
  for (const step of Object.values(flow.steps)) {
    for (const name of saves(step)) {
      if (!names.includes(name))
        found.push(
          problem(
            'undeclared',
            read.placeOf(step.id),
            `\`${name}\` is not declared in \`data\``,
            didYouMean(name, names, `add \`${name}: text\` under \`data:\``),
          ),
        );
    }
    if (step.type === 'act' && flow.kind !== 'system') {
      found.push(
        problem(
          'act-outside-system',
          read.placeOf(step.id),
          '`act` is for flows of kind system',
          'leave it out, or make this a system flow',
        ),
      );
    }
  }
  return found;
}

function expressionProblems(read: FlowRead): readonly Problem[] {
  const { flow } = read;
  const expressions = expressionsOver(flow.data);
  return expressionsIn(flow).flatMap((source) => {
    const typed = expressions.read(source);
    if (!('message' in typed)) {
      const unknown = typed.mentions.steps.find((step) => !(step in flow.steps));
      if (unknown === undefined) return [];
      return [
        problem(
          'unknown-target',
          read.placeOf(holderOf(read, source)),
          `no step is called \`${unknown}\``,
          didYouMean(unknown, Object.keys(flow.steps), 'name a step of this flow'),
        ),
      ];
    }
    const word = /^Unknown variable: (\w+)/.exec(typed.message)?.[1];
    const mend =
      word === undefined
        ? 'compare numbers with numbers and texts in quotes with texts'
        : didYouMean(
            word,
            Object.keys(flow.data),
            'declare it under `data:`; texts need inner quotes',
          );
    return [
      problem(
        'expression',
        read.placeOf(holderOf(read, source)),
        `\`${source}\`: ${typed.message}`,
        mend,
      ),
    ];
  });
}

function holderOf(read: FlowRead, source: string): Step['id'] {
  const quoted = JSON.stringify(source);
  const holder = Object.values(read.flow.steps).find((step) =>
    JSON.stringify(step).includes(quoted),
  );
  return (holder ?? Object.values(read.flow.steps)[0])?.id as Step['id'];
}

function wayProblems(read: FlowRead): readonly Problem[] {
  const { flow } = read;
  const reached = new Set<string>();
  const open: string[] = [];
  const go = (target: { to?: string; end?: string } | null) => {
    if (target?.to !== undefined && !reached.has(target.to)) {
      reached.add(target.to);
      open.push(target.to);
    }
  };
  go(flow.start);
  for (const word of flow.on.words) go(word.target);
  go(flow.on.expiry);
  go(flow.on.undeliverable);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const step = flow.steps[at as never];
    if (step !== undefined) for (const target of targetsOf(step)) go(target);
  }
  const found: Problem[] = [];
  for (const step of Object.values(flow.steps)) {
    if (!reached.has(step.id))
      found.push(
        problem(
          'unreachable',
          read.placeOf(step.id),
          `nothing leads to \`${step.id}\``,
          'lead a `goto` there, or leave it out',
        ),
      );
    else if (loops(read, step))
      found.push(
        problem(
          'loop',
          read.placeOf(step.id),
          `from \`${step.id}\` the flow can go round for ever without waiting`,
          'put an `ask` or a `wait` into the circle',
        ),
      );
  }
  return found;
}

/** Can a step be reached again from itself without anything that waits in between? */
function loops(read: FlowRead, from: Step): boolean {
  const seen = new Set<string>();
  const open: Step[] = [from];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (step.type === 'ask' || step.type === 'wait') continue;
    for (const target of targetsOf(step)) {
      if (!('to' in target)) continue;
      if (target.to === from.id) return true;
      const next = read.flow.steps[target.to];
      if (next !== undefined && !seen.has(target.to)) {
        seen.add(target.to);
        open.push(next);
      }
    }
  }
  return false;
}

const slots = ['name', 'hasName', 'zone', 'country', 'time', 'quietFrom', 'quietTo', 'sources'];

function wordProblems(read: FlowRead): readonly Problem[] {
  const names = [...slots, ...Object.keys(read.flow.data)];
  return Object.values(read.flow.steps).flatMap((step) => {
    if (!('text' in step)) return [];
    return step.text.flatMap(({ text }) =>
      textProblems(text, names).map(({ message, mend }) =>
        problem('text', read.placeOf(step.id), message, mend),
      ),
    );
  });
}

function flowProblems(read: FlowRead, known: readonly string[]): readonly Problem[] {
  const found: Problem[] = [];
  for (const step of Object.values(read.flow.steps)) {
    const named = step.type === 'run' ? step.among : step.type === 'plan' ? [step.flow] : [];
    for (const name of named) {
      if (!known.includes(name))
        found.push(
          problem(
            'unknown-flow',
            read.placeOf(step.id),
            `there is no flow \`${name}\``,
            didYouMean(name, known, 'write it, or name another'),
          ),
        );
    }
  }
  if (outcomesOf(read.flow).size > 40)
    found.push(
      problem('too-many-outcomes', read.place(['steps']), 'more than forty outcomes', 'use fewer'),
    );
  return found;
}
