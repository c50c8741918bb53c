import type { Paragraph } from '#conversation/message.ts';
import { formatText, plainText } from '#content/format.ts';
import { pickVariant, useVariant } from '#content/variant.ts';
import type { Text } from '#flow/flow.ts';
import type { SayStep } from '#flow/step.ts';
import type { Draft } from './draft.ts';
import { luckOf } from './luck.ts';
import { remember } from './remember.ts';
import { slotsOf, type Voice } from './slots.ts';
import { viewOf } from './view.ts';

/** Takes a wording, remembers it, fills its slots. */
export function worded(draft: Draft, voice: Voice, wording: Wording): readonly Paragraph[] {
  const { text, pool } = wording;
  const key = `${voice.script.flow.id}/${pool}`;
  let index = 0;
  if (text.length > 1) {
    const { stimulus } = viewOf(draft, voice, pool);
    const eligible = text.flatMap((variant, at) =>
      variant.when === null || voice.script.value(variant.when, voice.data, stimulus.world) === true
        ? [at]
        : [],
    );
    const used = draft.member.memory.pools[key] ?? [];
    const last = used.at(-1);
    if (wording.again === true && last !== undefined && last < text.length) {
      return filled(draft, voice, wording, last);
    }
    const rule = wording.pick === 'weighted' ? 'least-recent' : wording.pick;
    const taken = pickVariant(rule, { eligible, used, luck: luckOf(voice.seed, key, voice.visit) });
    if (taken === null && wording.always !== true) return [];
    index = taken ?? eligible[0] ?? 0;
    remember(draft, 'pools', key, useVariant(used, index));
  }
  return filled(draft, voice, wording, index);
}

function filled(
  draft: Draft,
  voice: Voice,
  { text, own }: Wording,
  index: number,
): readonly Paragraph[] {
  const wording = (text[index] as Text[number]).text;
  const locale = own ? voice.script.flow.locale : draft.member.settings.locale;
  return formatText(wording, wording.includes('{') ? slotsOf(draft, voice) : {}, locale);
}

/** A text on one line, its slots filled. */
export function slotted(draft: Draft, voice: Voice, text: string): string {
  return text.includes('{')
    ? plainText(formatText(text, slotsOf(draft, voice), draft.member.settings.locale))
    : text;
}

interface Wording {
  readonly pool: string;
  readonly text: Text;
  readonly pick: SayStep['pick'];
  readonly own: boolean;
  /** The wording taken last, once more. */
  readonly again?: boolean;
  /** Said also when none of its wordings fits: the first one then. */
  readonly always?: boolean;
}
