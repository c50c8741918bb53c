import { flowOf, smallLibrary } from './small-library.ts';
import { agreed, saysOf, visit, type Visit } from './visit.ts';

/** A question for a number from 0 to 10, as YAML; `more` is what else it says. */
export const number = (id: string, more = ''): string =>
  `  - id: ${id}\n    ask: ${id}?\n    input: scale\n    from: 0\n    to: 10\n    save: ${id}\n${more}`;

/** A question for words, as YAML. */
export const words = (id: string): string =>
  `  - id: ${id}\n    ask: ${id}?\n    input: text\n    save: ${id}\n`;

/** A member in the flow `own` of these steps. */
export function beginOwn(
  steps: string,
  { head = '', locale = 'en', flows = {} }: OwnFlow = {},
): Visit {
  const library = smallLibrary({ own: flowOf(steps, head), ...flows });
  const here = agreed(visit({ locale, library }));
  here.ask('own');
  return here;
}

interface OwnFlow {
  readonly head?: string;
  readonly locale?: string;
  readonly flows?: Readonly<Record<string, string>>;
}

/** Where the flow that talks stands. */
export const at = (here: Visit) => here.member.sessions.at(-1)?.snapshot.value;
/** The data of the flow that talks. */
export const kept = (here: Visit) => here.member.sessions.at(-1)?.snapshot.data;
/** The kind of the question of our own that is open. */
export const offered = (here: Visit) => here.member.asked?.offer?.type ?? null;
/** The labels of what was offered last. */
export const choices = (here: Visit) =>
  saysOf(here.last)
    .at(-1)
    ?.message.choices.map((one) => one.label);
