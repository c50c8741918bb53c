import { parse, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { didYouMean } from '#conversation/spelling.ts';

/** What is wrong in one text; `offset` counts UTF-16 units from its start. */
export interface TextProblem {
  readonly code: 'text-syntax' | 'unknown-slot';
  readonly message: string;
  readonly mend: string;
  readonly offset: number;
}

/** Every mistake in a text's slots: broken syntax, names nobody fills, braces and quotes that would be read otherwise than meant. */
export function textProblems(text: string, slots: readonly string[]): readonly TextProblem[] {
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
    look(parse(text, { ignoreTag: true, captureLocation: true }), { slots, problems });
    return problems;
  } catch (error) {
    return [refusal(error)];
  }
}

interface Search {
  readonly slots: readonly string[];
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
    if ('options' in element)
      for (const option of Object.values(element.options)) look(option.value, search);
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
  EXPECT_SELECT_ARGUMENT_SELECTOR_FRAGMENT: ['a case needs its text in braces', 'write `yes {…}`'],
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
