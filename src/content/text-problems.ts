import { parse, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { didYouMean } from '#conversation/spelling.ts';

/** What is wrong in one text; `offset` counts UTF-16 units from its start. */
export interface TextProblem {
  readonly code: 'text-syntax' | 'unknown-slot' | 'text-case';
  readonly message: string;
  readonly mend: string;
  readonly offset: number;
}

/** What slots can hold, where it is known: a number, or one of these words. */
export type SlotKinds = Readonly<Record<string, 'number' | 'list' | readonly string[]>>;

/** Every mistake in a text's slots: broken syntax, names nobody fills, cases that never come, braces and quotes that would be read otherwise than meant. */
export function textProblems(
  text: string,
  slots: readonly string[],
  kinds: SlotKinds = {},
): readonly TextProblem[] {
  if (!braces.test(text)) return [];
  const quote = text.search(/'[{}]/);
  if (quote >= 0) {
    return [
      syntax(
        'an apostrophe right before a brace switches the slot off',
        'write the typographic apostrophe ’ instead',
        quote,
      ),
    ];
  }
  try {
    const problems: TextProblem[] = [];
    look(parse(text, { ignoreTag: true, captureLocation: true }), { slots, kinds, problems });
    return problems;
  } catch (error) {
    return [refusal(error)];
  }
}

/** What a text without slots has none of. */
const braces = /[{}]/;

/** The slots of a text; `null` of one that does not read. */
export function slotsIn(text: string): readonly string[] | null {
  if (!braces.test(text)) return [];
  const found = new Set<string>();
  const gather = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type !== 0 && 'value' in element) found.add(element.value);
      if ('options' in element)
        for (const option of Object.values(element.options)) gather(option.value);
    }
  };
  try {
    gather(parse(text, { ignoreTag: true }));
  } catch {
    return null;
  }
  return [...found];
}

interface Search {
  readonly slots: readonly string[];
  readonly kinds: SlotKinds;
  readonly problems: TextProblem[];
}

function look(elements: readonly MessageFormatElement[], search: Search): void {
  for (const element of elements) {
    const offset = element.location?.start.offset ?? 0;
    if (element.type === 0) {
      const stray = element.value.indexOf('}');
      if (stray >= 0)
        search.problems.push(
          syntax(
            'this `}` closes nothing',
            'take it out, or write the `{` it belongs to',
            offset + stray,
          ),
        );
      continue;
    }
    if (!('value' in element)) continue;
    if (!search.slots.includes(element.value))
      search.problems.push(unknown(element.value, offset, search.slots));
    if (element.type === 2 || element.type === 3 || element.type === 4) {
      search.problems.push(
        syntax(
          'only `select`, `plural` and `selectordinal` can follow a comma here',
          `write \`{${element.value}}\`; it is shown as readers of the language write it`,
          offset,
        ),
      );
    }
    if (!('options' in element)) continue;
    const kind = search.kinds[element.value];
    if (kind !== undefined) cases(element, kind, search);
    for (const option of Object.values(element.options)) look(option.value, search);
  }
}

type Choosing = Extract<MessageFormatElement, { options: unknown }>;

/** Cases are there for what the slot can be: words for `select`, numbers for `plural`. */
function cases(element: Choosing, kind: SlotKinds[string], search: Search): void {
  const { value: name, location } = element;
  const offset = location?.start.offset ?? 0;
  const say = (message: string, mend: string) =>
    search.problems.push({ code: 'text-case', message, mend, offset });
  if (element.type === 6) {
    if (typeof kind === 'object')
      say(`\`plural\` counts, and \`{${name}}\` is no number`, 'use `select`, or count something');
    return;
  }
  if (kind === 'number' || kind === 'list') {
    const isA = kind === 'list' ? 'a list' : 'a number';
    const mend = kind === 'list' ? 'use `plural`, which counts what is in it' : 'use `plural`';
    say(`\`select\` compares words, and \`{${name}}\` is ${isA}`, mend);
    return;
  }
  for (const word of Object.keys(element.options)) {
    if (word === 'other' || kind.includes(word)) continue;
    const among = kind.length === 0 ? 'its own words' : kind.join(', ');
    say(
      `the case \`${word}\` of \`{${name}}\` never comes`,
      didYouMean(
        word,
        kind,
        `\`{${name}}\` can be ${among}; variants with \`when\` can ask for more`,
      ),
    );
  }
}

function unknown(name: string, offset: number, slots: readonly string[]): TextProblem {
  const mend = didYouMean(
    name,
    slots,
    slots.length === 0 ? 'this text has no slots' : `slots here: ${slots.join(', ')}`,
  );
  return { code: 'unknown-slot', message: `nothing fills \`{${name}}\``, mend, offset };
}

function syntax(message: string, mend: string, offset: number): TextProblem {
  return { code: 'text-syntax', message, mend, offset };
}

const refusals: Readonly<Record<string, readonly [message: string, mend: string]>> = {
  EXPECT_ARGUMENT_CLOSING_BRACE: ['this `{` is never closed', 'add the missing `}`'],
  UNCLOSED_ARGUMENT_BRACE: ['this `{` is never closed', 'add the missing `}`'],
  EMPTY_ARGUMENT: ['there is no name between the braces', 'write the name of a slot: `{name}`'],
  MALFORMED_ARGUMENT: ['this is not a slot', 'a slot is a name in braces: `{name}`'],
  MISSING_OTHER_CLAUSE: [
    '`select` and `plural` need an `other`',
    'add `other {…}` as the last case',
  ],
  INVALID_ARGUMENT_TYPE: ['this word cannot follow the comma', 'use `select` or `plural`'],
  EXPECT_ARGUMENT_TYPE: ['something has to follow the comma', 'use `select` or `plural`'],
  EXPECT_SELECT_ARGUMENT_OPTIONS: [
    '`select` and `plural` need their cases',
    'write `{hasName, select, yes {…} other {…}}`',
  ],
  EXPECT_PLURAL_ARGUMENT_SELECTOR_FRAGMENT: ['a case needs its text in braces', 'write `one {…}`'],
  EXPECT_SELECT_ARGUMENT_SELECTOR_FRAGMENT: [
    'a case is one word, and needs its text in braces',
    'write `yes {…}`; for a value with `-` or a space in it, take wordings with `when`',
  ],
  DUPLICATE_PLURAL_ARGUMENT_SELECTOR: ['this case stands here twice', 'keep one of the two'],
  DUPLICATE_SELECT_ARGUMENT_SELECTOR: ['this case stands here twice', 'keep one of the two'],
};

interface Refusal {
  readonly message: string;
  readonly location?: { readonly start: { readonly offset: number } };
}

function refusal(error: unknown): TextProblem {
  const { message, location } = error as Refusal;
  const [told, mend] = refusals[message] ?? [
    'this is not a text Mooring can fill',
    'check the braces: `{name}`, `{hasName, select, yes {…} other {…}}`',
  ];
  return syntax(told, mend, location?.start.offset ?? 0);
}
