import { assign } from 'xstate';
import type { StepId } from '#conversation/id.ts';
import type { Value, Values } from '#conversation/value.ts';
import type { AskStep } from './ask-step.ts';
import { changed } from './changes.ts';
import type { Flow } from './flow.ts';
import { offered, withTaken } from './offered.ts';
import { awaiting, reckonedBy, waited, waitsNot } from './patience.ts';
import { begun, goesRound, oneLess, over } from './rounds.ts';
import type { Script } from './script.ts';
import type { Change, SetStep } from './step.ts';
import type { Context, Stimulus } from './stimulus.ts';
import { asideSteps } from './targets.ts';

/** What the guards and actions of a flow's machine do; `value` is asked whenever an expression counts. */
export function guardsAndActions(flow: Flow, value: Script['value']) {
  const aside = asideSteps(flow);
  const evaluate = (now: Now, expression: string, data: Values): Value => {
    const stimulus = stimulusOf(now);
    stimulus.visiting(now.context.visits);
    return value(expression, data, stimulus.world);
  };
  const test = (now: Now, expression: string, data = now.context.data): boolean =>
    evaluate(now, expression, data) === true;
  const changedBy = (now: Now, change: Change): Value => {
    const { data } = now.context;
    const given = change.of === null ? null : evaluate(now, change.of, data);
    const type = flow.data[change.name] ?? 'text';
    return changed(data[change.name] ?? null, change, { given, type, chance: stimulusOf(now) });
  };
  const answered = (now: Now, save: string | null): Values =>
    save === null ? now.context.data : { ...now.context.data, [save]: now.event['value'] as Value };
  const fails = (now: Now, params: { that: string; save: string | null }): boolean =>
    !test(now, params.that, answered(now, params.save));
  const isLast = (now: Now, attempts: number | null): boolean =>
    attempts !== null && now.context.tries + 1 >= attempts;
  return {
    guards: {
      holds: (now: Now, params: { expression: string }) => test(now, params.expression),
      fails,
      failsLast: (
        now: Now,
        params: { that: string; save: string | null; attempts: number | null },
      ) => isLast(now, params.attempts) && fails(now, params),
      lastTry: (now: Now, params: { attempts: number | null }) => isLast(now, params.attempts),
      goesRound: (now: Now, params: { step: StepId }) => {
        const step = flow.steps[params.step];
        return step?.type === 'round' && goesRound(step, now.context.data);
      },
      waitsNot: (now: Now) => waitsNot(now.context.data),
      offersNothing: (now: Now, params: { step: StepId }) =>
        offered(flow.steps[params.step] as AskStep, {
          data: now.context.data,
          value: (expression) => evaluate(now, expression, now.context.data),
          ever: stimulusOf(now).taken(params.step),
        }).length === 0,
      picked: (now: Now, params: { option: string }) => now.event['option'] === params.option,
      outcome: (now: Now, params: { outcome: string }) => now.event['outcome'] === params.outcome,
      wordIs: (now: Now, params: { index: number }) => now.event['index'] === params.index,
      rungIs: (now: Now, params: { rung: number }) => (now.event['rung'] ?? 0) === params.rung,
      cameFrom: (now: Now, params: { step: StepId }) => now.context.from === params.step,
      chosen: (now: Now, params: { step: StepId; way: number }) => {
        const step = flow.steps[params.step];
        if (step?.type !== 'choose') return false;
        const eligible = step.ways.flatMap((one, way) =>
          one.when === null || test(now, one.when) ? [way] : [],
        );
        const visit = now.context.visits[params.step] ?? 1;
        return stimulusOf(now).choose(params.step, eligible, visit) === params.way;
      },
    },
    actions: {
      enter: assign((now: Now, params: { step: StepId }) => ({
        visits: {
          ...now.context.visits,
          [params.step]: (now.context.visits[params.step] ?? 0) + 1,
        },
        tries: 0,
      })),
      bump: assign((now: Now) => ({ tries: now.context.tries + 1 })),
      keep: assign((now: Now, params: { save: string | null }) => ({
        data: answered(now, params.save),
      })),
      keepWords: assign((now: Now, params: { save: string | null }) =>
        params.save === null
          ? {}
          : { data: { ...now.context.data, [params.save]: now.event['text'] as string } },
      ),
      takeOnce: assign((now: Now, { step }: { step: StepId }) => ({
        data: withTaken(
          flow.steps[step] as AskStep,
          now.context.data,
          (now.event['option'] ?? now.event['value']) as Value,
        ),
      })),
      settle: assign((now: Now, params: { save: string | null; value: Value }) =>
        params.save === null ? {} : { data: { ...now.context.data, [params.save]: params.value } },
      ),
      set: assign((now: Now, params: Pick<SetStep, 'values' | 'changes'>) => {
        const { data } = now.context;
        const next: Record<string, Value> = { ...data };
        for (const [name, expression] of Object.entries(params.values))
          next[name] = evaluate(now, expression, data);
        for (const change of params.changes) next[change.name] = changedBy(now, change);
        return { data: next };
      }),
      beginRounds: assign((now: Now, params: { step: StepId }) => {
        const { data } = now.context;
        const step = flow.steps[params.step];
        if (step?.type !== 'repeat' && step?.type !== 'each') return {};
        const list = step.list === null ? null : (evaluate(now, step.list, data) ?? []);
        return { data: begun(step, list, data) };
      }),
      round: assign((now: Now, params: { step: StepId }) => {
        const step = flow.steps[params.step];
        return step?.type === 'round' ? { data: oneLess(step, now.context.data) } : {};
      }),
      endRounds: assign((now: Now, params: { step: StepId }) => {
        const step = flow.steps[params.step];
        return step?.type === 'round' ? { data: over(step, now.context.data) } : {};
      }),
      beginWait: assign((now: Now, params: { step: StepId }) => {
        const step = flow.steps[params.step];
        const source = step?.type === 'wait' ? reckonedBy(step) : null;
        if (step?.type !== 'wait' || source === null) return {};
        const { data } = now.context;
        return { data: awaiting(step, evaluate(now, source, data), data) };
      }),
      waited: assign((now: Now) => ({ data: waited(now.context.data) })),
      take: assign((now: Now, params: { save: Readonly<Record<string, string>> }) => {
        const outputs = now.event['outputs'] as Values;
        const next: Record<string, Value> = { ...now.context.data };
        for (const [mine, theirs] of Object.entries(params.save))
          next[mine] = outputs[theirs] ?? null;
        return { data: next };
      }),
      leaveFrom: assign((now: Now) => {
        const step = (now.event['step'] as StepId | undefined) ?? null;
        // A word said while another word's steps are played comes back to the first question, not to theirs.
        const isAside = step !== null && aside.has(step) && now.context.from !== null;
        return { from: isAside ? now.context.from : step };
      }),
    },
  };
}

interface Now {
  readonly context: Context;
  readonly event: Readonly<Record<string, unknown>>;
}

function stimulusOf({ event }: Now): Stimulus {
  return (event['stimulus'] ?? (event['input'] as { stimulus: Stimulus }).stimulus) as Stimulus;
}
