import type { AskStep, Option } from '#flow/ask-step.ts';
import { offered } from '#flow/offered.ts';
import type { Draft } from './draft.ts';
import { takenOf } from './picked.ts';
import { labelOfItem, translated, type Voice } from './slots.ts';
import { viewOf } from './view.ts';
import { slotted } from './wording.ts';

/** An option as a member sees it, and every label it answers to. */
export type Offered = Option & { readonly labels: readonly string[] };

/** The options on offer now, in the member's language. */
export function offeredOptions(draft: Draft, voice: Voice, step: AskStep): readonly Offered[] {
  const texts = translated(draft, voice.script, step);
  const open = shownOf(draft, voice, step);
  if (step.input === 'confirm' && open.length === 0) return confirmOptions(draft);
  return open.map((option) => {
    if (!step.options.includes(option)) {
      const label = short(labelOfItem(draft, voice, { step, item: option.value }));
      return { ...option, label, labels: [label, option.value] };
    }
    const mine = texts?.options[option.value];
    const label = slotted(draft, voice, mine?.label ?? option.label);
    return {
      ...option,
      label,
      labels: mine === undefined ? [label] : [label, option.label],
      match: [...(mine?.match ?? []), ...option.match],
    };
  });
}

function shownOf(draft: Draft, voice: Voice, step: AskStep): readonly Option[] {
  const { options, list } = step;
  if (list === null && options.every(({ showIf, once }) => showIf === null && once === null))
    return options;
  const { script, data } = voice;
  const { world } = viewOf(draft, voice).stimulus;
  return offered(step, {
    data,
    value: (expression) => script.value(expression, data, world),
    ever: draft.member.memory.pools[takenOf(script, step.id)] ?? [],
  });
}

function confirmOptions(draft: Draft): readonly Offered[] {
  const { member, stage } = draft;
  const { settings, questions } = member;
  return (['yes', 'no'] as const).map((value) => {
    const label = stage.library.phrases.text(`confirm.${value}`, settings.locale, {}, questions);
    const nothing = { score: null, showIf: null, once: null, target: null };
    return { value, label, labels: [label], match: [], ...nothing };
  });
}

/** What a member wrote may be longer than a label can be. */
function short(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 78).trimEnd()}…`;
}
