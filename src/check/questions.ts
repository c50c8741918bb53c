import { mistake, remark, type Problem } from '#conversation/problem.ts';
import type { Path } from '#flow/drafting.ts';
import type { DataType, Flow } from '#flow/flow.ts';
import type { AskInput, AskStep } from '#flow/ask-step.ts';
import { ownOf, sharedId } from '#flow/shared-question.ts';
import { mayOfferNothing, optionPath } from '#flow/offered.ts';
import { shapes as texts } from './kinds.ts';
import type { Subject } from './surroundings.ts';

/** Questions that cannot be answered, cannot be left, or keep their answer where it does not fit. */
export function questionProblems({ read }: Subject): readonly Problem[] {
  const shared = { silence: read.flow.on.silence };
  return [...ownProblems({ read }), ...silence(shared, (path) => read.placeIn(sharedId, path))];
}

function ownProblems({ read }: Pick<Subject, 'read'>): readonly Problem[] {
  return Object.values(read.flow.steps).flatMap((step) => {
    if (step.type !== 'ask') return [];
    const at = (path: Path) => read.placeIn(step.id, path);
    return [
      ...wayOut(step, () => read.placeOfKey(step.id, ['options'])),
      ...kept(step, read.flow, at),
      ...freelyKept(step, read.flow, at),
      ...fallback(step, at),
      ...silence(ownOf(step), at),
      ...ways(step, at),
    ];
  });
}

type At = (path: Path) => Problem['at'];

function wayOut(step: AskStep, at: () => Problem['at']): readonly Problem[] {
  const hidden = step.options.length > 0 && step.options.every(({ showIf }) => showIf !== null);
  const stays = !step.skip && step.attempts === null && step.silence?.expire == null;
  if (!hidden || !stays || step.input === 'confirm' || mayOfferNothing(step)) return [];
  return [
    mistake(
      'no-way-out',
      at(),
      'every option can be hidden, and the question cannot be skipped: someone may stand here without an answer',
      'leave `show-if` off one option, allow `skip`, or add `attempts`',
    ),
  ];
}

const fitting: Readonly<Record<AskInput, readonly DataType[]>> = {
  choice: ['text', 'number', 'yes-no', 'date', 'time', 'duration', 'zone', 'country'],
  many: ['list'],
  scale: ['number'],
  number: ['number'],
  text: ['text'],
  date: ['date', 'text'],
  time: ['time', 'text'],
  duration: ['duration', 'text'],
  zone: ['zone', 'text'],
  country: ['country', 'text'],
  confirm: ['yes-no'],
};

/** Values of options are texts, and become what the data holds. */
const shapes: typeof texts = {
  ...texts,
  number: [
    (value) => value.trim() !== '' && Number.isFinite(Number(value)),
    'give every option a number as its value',
  ],
  'yes-no': [(value) => value === 'yes' || value === 'no', 'write yes or no as values'],
};

function kept(step: AskStep, flow: Flow, at: At): readonly Problem[] {
  const type = step.save === null ? undefined : flow.data[step.save];
  if (step.save === null || type === undefined) return [];
  const fits = step.list !== null && step.input === 'choice' ? ['text'] : fitting[step.input];
  if (!fits.includes(type)) {
    return [
      mistake(
        'wrong-save',
        at(['save']),
        `\`${step.save}\` holds a ${type}, and \`input: ${step.input}\` gives ${fits[0] === 'list' ? 'a list' : `a ${fits[0] as string}`}`,
        `declare \`${step.save}: ${fits[0] as string}\` under \`data:\``,
      ),
    ];
  }
  const shape = shapes[type];
  if (step.input !== 'choice' || shape === undefined) return [];
  return step.options.flatMap(({ value }, index) => {
    if (shape[0](value)) return [];
    return [
      mistake(
        'wrong-save',
        at([...optionPath(step, index), 'value']),
        `\`${step.save as string}\` holds a ${type}, and this value is \`${value}\``,
        shape[1],
      ),
    ];
  });
}

/** Words go into a text, and the value that stands for them where the answers go. */
function freelyKept({ save, otherwise, input }: AskStep, flow: Flow, at: At): readonly Problem[] {
  const words = otherwise?.save == null ? undefined : flow.data[otherwise.save];
  const type = save === null ? undefined : flow.data[save];
  const value = otherwise?.value ?? null;
  const holds = { text: 'string', number: 'number', 'yes-no': 'boolean' } as const;
  const wanted = type === undefined ? undefined : holds[type as keyof typeof holds];
  return [
    ...(words === undefined || words === 'text'
      ? []
      : [
          mistake(
            'wrong-save',
            at(['otherwise', 'save']),
            `\`${String(otherwise?.save)}\` holds a ${words}, and words are a text`,
            'keep them in data of the type text',
          ),
        ]),
    ...(input !== 'choice' || value === null || wanted === undefined || typeof value === wanted
      ? []
      : [
          mistake(
            'wrong-save',
            at(['otherwise', 'value']),
            `\`${String(save)}\` holds a ${String(type)}, and this value is \`${String(value)}\``,
            'write a value it can hold, or leave it out',
          ),
        ]),
  ];
}

function fallback(step: AskStep, at: At): readonly Problem[] {
  const { default: given, attempts } = step;
  if (given === null) return [];
  const values = step.options.map(({ value }) => value);
  const chosen = Array.isArray(given) ? (given as readonly string[]) : [String(given)];
  const closed = (step.input === 'choice' || step.input === 'many') && step.list === null;
  const stranger = closed ? chosen.find((value) => !values.includes(value)) : undefined;
  if (stranger !== undefined)
    return [
      mistake(
        'odd-default',
        at(['default']),
        `no option has the value \`${stranger}\``,
        `its values: ${values.join(', ')}`,
      ),
    ];
  const counts = step.input === 'scale' || step.input === 'number';
  const outside =
    typeof given === 'number' &&
    ((step.from !== null && given < step.from) || (step.to !== null && given > step.to));
  if (counts && (typeof given !== 'number' || outside))
    return [
      mistake(
        'odd-default',
        at(['default']),
        `\`${String(given)}\` is no answer to this question`,
        'write a number between its ends, without quotes',
      ),
    ];
  if (attempts !== null) return [];
  return [
    remark(
      'unused-default',
      at(['default']),
      'the default is never taken: it counts after `attempts`',
      'add `attempts: 3`, or leave the default out',
    ),
  ];
}

function silence({ silence: quiet }: Pick<AskStep, 'silence'>, at: At): readonly Problem[] {
  const nudges = quiet?.nudges ?? [];
  return nudges.flatMap(({ after }, rung) => {
    const place = () => at(['silence', 'nudge', ...(nudges.length === 1 ? [] : [rung]), 'after']);
    const before = nudges[rung - 1];
    if (before !== undefined && after <= before.after)
      return [
        mistake(
          'odd-silence',
          place(),
          'this nudge does not come after the one before it',
          'let each nudge come later than the one before',
        ),
      ];
    if (quiet?.expire == null || after < quiet.expire.after) return [];
    return [
      mistake(
        'odd-silence',
        place(),
        'the nudge comes after the question has expired',
        'nudge earlier, or expire later',
      ),
    ];
  });
}

function ways(step: AskStep, at: At): readonly Problem[] {
  if (step.input !== 'many') return [];
  return step.options.flatMap(({ target }, index) =>
    target === null
      ? []
      : [
          mistake(
            'odd-options',
            at(optionPath(step, index)),
            'where several options can be chosen, none of them leads a way of its own',
            'use a `branch` after the question, with `when: "\'…\' in …"`',
          ),
        ],
  );
}
