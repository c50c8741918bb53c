import type { Problem } from '#conversation/problem.ts';
import { expressionsOver, type Expressions } from '#flow/expression.ts';
import type { Unreadable } from '#flow/partly.ts';
import type { FlowRead } from '#flow/read-flow.ts';
import { answerProblems } from './answers.ts';
import { changeProblems } from './changes.ts';
import { namesProblems } from './names.ts';
import { expressionProblems } from './expressions.ts';
import { otherFlowProblems } from './other-flows.ts';
import { questionProblems } from './questions.ts';
import { pictureProblems } from './pictures.ts';
import type { Subject, Surroundings } from './surroundings.ts';
import { textsProblems } from './texts.ts';
import { wayProblems } from './ways.ts';

/** Everything wrong with a flow that reads: all of it, each at its line, in the order of the file. */
export function checkFlow(read: FlowRead, around: Surroundings): readonly Problem[] {
  const subject: Subject = { read, around, expressions: once(expressionsOver(read.flow.data)) };
  return differing([...stepwise(subject), ...wayProblems(subject)]).toSorted(byPlace);
}

/** What is certain of a flow although some of its steps do not read: those may lead anywhere and use anything. Told beside why they do not. */
export function checkUnreadable(read: Unreadable, around: Surroundings): readonly Problem[] {
  const { partly } = read;
  if (partly === null) return read;
  // All of it is known but what a step is called.
  if (read.every(({ code }) => code === 'missing-id'))
    return inOrder([...read, ...checkFlow(partly, around)]);
  const subject: Subject = {
    read: partly,
    around,
    expressions: once(expressionsOver(partly.flow.data)),
  };
  const certain = stepwise(subject).filter(({ code }) => !guesses.has(code));
  return inOrder([...read, ...certain]);
}

/** What is wrong with any one part of a flow, whatever leads where. */
function stepwise(subject: Subject): readonly Problem[] {
  return [
    ...namesProblems(subject),
    ...expressionProblems(subject),
    ...changeProblems(subject),
    ...questionProblems(subject),
    ...answerProblems(subject),
    ...textsProblems(subject),
    ...pictureProblems(subject),
    ...otherFlowProblems(subject),
  ];
}

/** What a step that does not read may be there for. */
const guesses: ReadonlySet<string> = new Set(['unused', 'never-set']);

/** Answers that several questions share are looked at with each of them. */
function differing(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((one) => [JSON.stringify(one), one])).values()];
}

/** By line, and each once: what does not read may be told of for the same reason again. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const told = new Set<string>();
  return problems
    .filter(({ at, code }) => {
      const key = `${at.file}:${at.line}:${at.column} ${code}`;
      const isNew = !told.has(key);
      told.add(key);
      return isNew;
    })
    .toSorted(byPlace);
}

function byPlace(one: Problem, other: Problem): number {
  return one.at.line - other.at.line || one.at.column - other.at.column;
}

function once(expressions: Expressions): Expressions {
  const known = new Map<string, ReturnType<Expressions['read']>>();
  return {
    read(source) {
      const found = known.get(source) ?? expressions.read(source);
      known.set(source, found);
      return found;
    },
  };
}
