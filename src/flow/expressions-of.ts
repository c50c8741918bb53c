import type { StepId } from '#conversation/id.ts';
import type { Path } from './drafting.ts';
import type { DataType, Flow, Text } from './flow.ts';
import type { Change, Step } from './step.ts';
import { ownOf, sharedQuestion } from './shared-question.ts';
import { nudgesOf, sharedPath } from './texts-of.ts';
import { optionPath } from './offered.ts';

/** An expression where it stands in its step, and what it has to give: a condition, a type of data, items of a list (one or several), or anything. */
export interface PlacedExpression {
  readonly step: StepId;
  readonly path: Path;
  readonly source: string;
  readonly gives: 'condition' | 'anything' | 'items' | DataType;
}

/** Every expression of a flow, wherever it stands, in the order of the file. */
export function expressionsOf(flow: Flow): readonly PlacedExpression[] {
  const shared = sharedQuestion(flow);
  const placed = (step: Step, place = (path: Path) => path) =>
    inStep(step, flow).flatMap(([path, source, gives]) =>
      source === null ? [] : [{ step: step.id, path: place(path), source, gives }],
    );
  return [
    ...Object.values(flow.steps).flatMap((step) => placed(step)),
    ...(shared === null ? [] : placed(shared, sharedPath)),
  ];
}

type Found = readonly [path: Path, source: string | null, gives: PlacedExpression['gives']];

function inStep(step: Step, flow: Flow): readonly Found[] {
  switch (step.type) {
    case 'say':
      return variants(['say'], step.text);
    case 'ask':
      return [
        ...variants(['ask'], step.text),
        [['ask-if'], step.askIf, 'condition'],
        [['options', 'from'], step.list?.from ?? null, 'list'],
        ...step.options.map((option, index): Found => [
          [...optionPath(step, index), 'show-if'],
          option.showIf,
          'condition',
        ]),
        ...step.checks.map((check, index): Found => [
          ['check', index, 'that'],
          check.that,
          'condition',
        ]),
        ...variants(['reprompts'], ownOf(step).reprompts),
        ...nudgesOf(ownOf(step)).flatMap(({ path, say }) => variants(path, say)),
      ];
    case 'branch':
      return step.cases.map((one, index) => [['branch', index, 'when'], one.when, 'condition']);
    case 'choose':
      return step.ways.map((one, index) => [['choose', index, 'when'], one.when, 'condition']);
    case 'set':
      return [
        ...Object.entries(step.values).map(([name, source]): Found => [
          ['set', name],
          source,
          flow.data[name] ?? 'anything',
        ]),
        ...step.changes.map((one): Found => [
          ['set', one.name, one.change],
          one.of,
          givenBy(one, flow),
        ]),
      ];
    case 'record':
      return named('values', step.values);
    case 'use':
      return Object.entries(step.with).map(([name, source]) => [
        ['with', name],
        source,
        flow.data[name] ?? 'anything',
      ]);
    case 'each':
      return [[['each'], step.list, 'list']];
    case 'round':
      return [[['until'], step.until, 'condition']];
    case 'become':
      return [[['become', 'flow'], step.flowFrom, 'text'], ...named('with', step.with)];
    case 'run':
      return [[['run', 'flow'], step.flowFrom, 'text'], ...named('with', step.with)];
    case 'wait':
      return [
        [['wait', ...(step.event === null ? [] : ['at-most'])], reckoned(step.for), 'duration'],
        [['wait', 'until'], step.until === null || isTime(step.until) ? null : step.until, 'time'],
      ];
    case 'plan':
      return [
        [['after'], reckoned(step.after), 'duration'],
        [['before'], step.before ?? null, 'duration'],
        [['on'], step.onFrom ?? null, 'items'],
        [['at'], step.at === null || isTime(step.at) ? null : step.at, 'time'],
        ...(['date', 'until'] as const).map((key): Found => [
          [key],
          step[key] === null || isDate(step[key]) ? null : step[key],
          'date',
        ]),
        ...named('with', step.with),
      ];
    case 'act':
      return named('with', step.with);
    default:
      return [];
  }
}

function givenBy({ name, change }: Change, flow: Flow): PlacedExpression['gives'] {
  if (change === 'pick') return 'list';
  return flow.data[name] === 'number' ? 'number' : 'items';
}

/** A duration that is not written out. */
function reckoned(lasting: number | string | null): string | null {
  return typeof lasting === 'string' ? lasting : null;
}

/** A time of day, written as such and not as an expression. */
export function isTime(text: string): boolean {
  return /^\d\d:\d\d$/.test(text);
}

/** A date, written as such and not as an expression. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

function variants(path: Path, text: Text): readonly Found[] {
  return text.map(({ when }, index) => [[...path, index, 'when'], when, 'condition']);
}

function named(key: string, expressions: Readonly<Record<string, string>>): readonly Found[] {
  return Object.entries(expressions).map(([name, source]) => [[key, name], source, 'anything']);
}
