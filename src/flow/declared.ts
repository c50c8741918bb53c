import { readDuration } from '#conversation/duration.ts';
import type { Complaints } from './drafting.ts';
import type { DataType, Flow } from './flow.ts';
import type { FlowFile } from './header.ts';

/** The data of a flow's header: the type of each, and how long what outlives the flow is kept. */
export function declared(data: FlowFile['data'] = {}): Pick<Flow, 'data' | 'kept'> {
  const types: Record<string, DataType> = {};
  const kept: Record<string, number> = {};
  for (const [name, given] of Object.entries(data)) {
    if (typeof given === 'string') {
      types[name] = given;
      continue;
    }
    types[name] = given.type;
    if (given.scope === 'member' && given.keep !== undefined)
      kept[name] = readDuration(given.keep) as number;
  }
  return { data: types, kept };
}

/** Says where a scope is declared by half. */
export function scopeComplaints(
  { data = {}, inputs = [] }: Pick<FlowFile, 'data' | 'inputs'>,
  complaints: Complaints,
): void {
  for (const [name, given] of Object.entries(data)) {
    if (typeof given === 'string') continue;
    const path = ['data', name];
    if (given.scope !== 'member') {
      const odd = (['keep', 'seen-by'] as const).find((key) => given[key] !== undefined);
      if (odd !== undefined)
        complaints.say(
          'odd-scope',
          [...path, odd],
          `\`${odd}\` says something of data that outlives the flow, and \`${name}\` ends with it`,
          'add `scope: member`, or leave it out',
          true,
        );
      continue;
    }
    if (given.keep === undefined)
      complaints.say(
        'missing-key',
        path,
        `nothing says how long \`${name}\` is kept`,
        'add `keep: 90d`, or how long it is good for; at most a year',
      );
    const input = inputs.indexOf(name);
    if (input >= 0)
      complaints.say(
        'odd-scope',
        ['inputs', input],
        `\`${name}\` has the scope member: no flow has to hand it in`,
        'leave it out here; every flow that declares it knows it',
      );
  }
}
