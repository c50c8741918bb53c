import type { Problem } from '#conversation/problem.ts';
import { expressionsOver, type Expressions } from '#flow/expression.ts';
import type { FlowRead } from '#flow/read-flow.ts';
import { answerProblems } from './answers.ts';
import { changeProblems } from './changes.ts';
import { namesProblems } from './names.ts';
import { expressionProblems } from './expressions.ts';
import { otherFlowProblems } from './other-flows.ts';
import { questionProblems } from './questions.ts';
import type { Subject, Surroundings } from './surroundings.ts';
import { textsProblems } from './texts.ts';
import { wayProblems } from './ways.ts';

/** Everything wrong with a flow that reads: all of it, each at its line, in the order of the file. */
export function checkFlow(read: FlowRead, around: Surroundings): readonly Problem[] {
  const subject: Subject = { read, around, expressions: once(expressionsOver(read.flow.data)) };
  return [
    ...namesProblems(subject),
    ...expressionProblems(subject),
    ...changeProblems(subject),
    ...wayProblems(subject),
    ...questionProblems(subject),
    ...answerProblems(subject),
    ...textsProblems(subject),
    ...otherFlowProblems(subject),
  ].toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
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
