import type { SlotKinds } from '#content/text-problems.ts';
import type { Flow } from '#flow/flow.ts';
import { valuesOf } from './values.ts';

/** What every text can show besides its flow's own data. */
export const commonSlots: readonly string[] = [
  'name',
  'hasName',
  'zone',
  'country',
  'time',
  'quietFrom',
  'quietTo',
  'sources',
];

/** The slots of a flow's texts, and what is known of what they hold. `labels` gives the labels of an option's value in the text's language. */
export interface FlowSlots {
  readonly names: readonly string[];
  readonly kinds: SlotKinds;
}

/** What the texts of a flow can show. */
export function slotsOf(flow: Flow): FlowSlots {
  const kinds: Record<string, SlotKinds[string]> = { hasName: ['yes', 'no'] };
  for (const [name, type] of Object.entries(flow.data)) {
    if (type === 'number' || type === 'list') kinds[name] = type;
    if (type === 'yes-no') kinds[name] = ['yes', 'no'];
    const values = type === 'text' ? valuesOf(flow, name) : null;
    if (values !== null) kinds[name] = [...values.all];
  }
  return { names: [...commonSlots, ...Object.keys(flow.data)], kinds };
}

/** A text that shows nothing but itself. */
export const noSlots: FlowSlots = { names: [], kinds: {} };
