import type {
  Consent,
  MemberConversation,
  Plan,
  Rhythm,
  Settings,
} from '#conversation/conversation.ts';
import type { ConversationId, FlowId, Millis } from '#conversation/id.ts';
import { defaultSettings } from '#conversation/settings.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { Value, Values } from '#conversation/value.ts';
import { house } from '#engine/house.ts';
import { meetMember } from '#engine/meet.ts';
import { nextOccurrence } from '#schedule/next-occurrence.ts';

/** Who a transcript is played with, and what begins. */
export interface Opening {
  /** The flow that begins when the clock is set; `null`: the member speaks first. */
  readonly flow: FlowId | null;
  readonly inputs: Values;
  readonly locale: string;
  readonly zone: string;
  /** Changes which wordings luck takes first. */
  readonly seed: string;
  /** False: someone Mooring has never met. */
  readonly met: boolean;
  readonly settings: Partial<Settings>;
  readonly consents: readonly string[];
  readonly plans: readonly Pick<Plan, 'key' | 'flow' | 'rhythm' | 'time'>[];
}

interface Wrong {
  readonly message: string;
  readonly mend: string;
}

interface HeaderKey {
  readonly fits: RegExp;
  readonly mend: string;
  read(value: string, sofar: Opening): Partial<Opening>;
}

const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d';

/** Every key a header may have. */
const keys: Readonly<Record<string, HeaderKey>> = {
  flow: {
    fits: /^[a-z0-9-]+$/,
    mend: 'name a flow by its file, as `slow-breath`',
    read: (value) => ({ flow: value as FlowId }),
  },
  with: {
    fits: /^[a-z]\w*=.+$/i,
    mend: 'hand one input over, as `topic=walking`',
    read: (value, { inputs }) => {
      const at = value.indexOf('=');
      return { inputs: { ...inputs, [value.slice(0, at)]: valueOf(value.slice(at + 1)) } };
    },
  },
  locale: {
    fits: /^[a-z]{2,3}(-[A-Za-z0-9]{2,4})?$/,
    mend: 'a language looks like `en` or `es`',
    read: (value) => ({ locale: value }),
  },
  seed: {
    fits: /^\S+$/,
    mend: 'one word or number',
    read: (value) => ({ seed: value }),
  },
  member: {
    fits: /^(new|met)$/,
    mend: '`new` for someone never met, `met` for someone who finished the welcome',
    read: (value) => ({ met: value === 'met' }),
  },
  name: {
    fits: /^.{1,60}$/,
    mend: 'at most sixty characters',
    read: (value, sofar) => set(sofar, { name: value }),
  },
  country: {
    fits: /^[A-Z]{2}$/,
    mend: 'two capital letters, as `IE`',
    read: (value, sofar) => set(sofar, { country: value }),
  },
  age: {
    fits: /^(13-17|adult)$/,
    mend: '`13-17` or `adult`',
    read: (value, sofar) => set(sofar, { ageBand: value as Settings['ageBand'] }),
  },
  intensity: {
    fits: /^[012]$/,
    mend: '`0`, `1` or `2`',
    read: (value, sofar) => set(sofar, { intensity: Number(value) as Settings['intensity'] }),
  },
  rhythm: {
    fits: new RegExp(`^(none|(daily|weekdays|weekly) ${clock})$`),
    mend: '`none`, or as `daily 09:00`; the plan itself is a line `plan:`',
    read: (value, sofar) => {
      const [rhythm, time] = value.split(' ');
      return set(sofar, { rhythm: rhythm as Settings['rhythm'], checkInTime: time ?? null });
    },
  },
  quiet: {
    fits: new RegExp(`^${clock}-${clock}$`),
    mend: 'quiet hours look like `21:00-09:00`',
    read: (value, sofar) => {
      const [quietFrom, quietTo] = value.split('-') as [string, string];
      return set(sofar, { quietFrom, quietTo });
    },
  },
  consent: {
    fits: /^(none|[a-z]+(, [a-z]+)*)$/,
    mend: 'what was allowed, as `keep, contact, counts`; or `none`',
    read: (value) => ({ consents: value === 'none' ? [] : value.split(', ') }),
  },
  plan: {
    fits: new RegExp(`^[a-z0-9-]+ [a-z0-9-]+ (daily|weekdays|weekly) ${clock}$`),
    mend: 'key, flow, rhythm and time, as `check-in daily-check-in daily 09:00`',
    read: (value, { plans }) => {
      const [key, flow, rhythm, time] = value.split(' ') as [string, FlowId, Rhythm, string];
      return { plans: [...plans, { key, flow, rhythm, time }] };
    },
  },
};

/** What is wrong with a line of the header; `null` if nothing is. */
export function headerComplaint(key: string, value: string): Wrong | null {
  const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
  if (known === undefined) {
    const names = Object.keys(keys);
    return {
      message: `a header has no \`${key}\``,
      mend: didYouMean(key, names, `it may have ${names.join(', ')}`),
    };
  }
  if (known.fits.test(value)) return null;
  return { message: `\`${key}: ${value}\` does not fit`, mend: known.mend };
}

/** The opening a header describes. Someone is met unless it begins with the welcome or says otherwise. */
export function openingOf(
  header: readonly (readonly [key: string, value: string])[],
  defaults: Partial<Opening>,
): Opening {
  let opening: Opening = {
    flow: null,
    inputs: {},
    locale: 'en',
    zone: 'UTC',
    seed: '1',
    met: !header.some(([key, value]) => key === 'flow' && value === house.welcome),
    settings: {},
    consents: ['keep', 'contact', 'counts'],
    plans: [],
    ...defaults,
  };
  for (const [key, value] of header) {
    opening = { ...opening, ...(keys[key] as HeaderKey).read(value, opening) };
  }
  return opening;
}

/** The two sides a member stands between. */
interface Parties {
  readonly member: { readonly id: ConversationId; readonly address: string };
  readonly community: { readonly id: ConversationId };
}

/** The member an opening begins with, where it says that they were met. */
export function memberOf(opening: Opening, parties: Parties, now: Millis): MemberConversation {
  const { locale, zone } = opening;
  const at = now - 86_400_000;
  const settings: Settings = { ...defaultSettings, ageBand: 'adult', ...opening.settings };
  const agreed = (given: boolean): Consent => ({ at, given, text: 'welcome', locale });
  return {
    ...newcomer(opening, parties),
    version: 1,
    address: parties.member.address,
    settings: { ...settings, locale, zone },
    consents: Object.fromEntries(
      ['keep', 'contact', 'counts'].map((name) => [name, agreed(opening.consents.includes(name))]),
    ),
    memory: { pools: {}, seen: {}, done: { [house.welcome]: [1, at] } },
    activeAt: at,
    disclosedAt: at,
    plans: opening.plans.map((plan) => planOf(plan, zone, now)),
  };
}

/** Someone never met, as their platform would hint at them. */
export function newcomer(
  { locale, zone }: Opening,
  { member, community }: Parties,
): MemberConversation {
  return meetMember(member.id, community.id, { locale, zone });
}

function planOf(given: Opening['plans'][number], zone: string, at: Millis): Plan {
  const clocked = {
    ...given,
    weekday: given.rhythm === 'weekly' ? weekdayOf(at, zone) : null,
    lastDate: null,
    lastAt: null,
  };
  return { ...clocked, inputs: {}, busy: 'queue', next: nextOccurrence(clocked, zone, at) };
}

function weekdayOf(at: Millis, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).dayOfWeek;
}

function set(sofar: Opening, settings: Partial<Settings>): Partial<Opening> {
  return { settings: { ...sofar.settings, ...settings } };
}

function valueOf(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
