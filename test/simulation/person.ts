import type { CauseId, FlowId, Millis } from '#conversation/id.ts';
import type { Choice, Message } from '#conversation/message.ts';
import type { Library } from '#engine/library.ts';
import type { Brought, Tapped } from '#platform/platform.ts';
import type { LeapingClock } from './leaping-clock.ts';
import type { Luck } from './luck.ts';
import type { Shown, SimulatedPlatform, Who } from './simulated-platform.ts';

/** Where a simulated person lives. */
export interface Neighbourhood {
  readonly clock: LeapingClock;
  readonly luck: Luck;
  readonly platform: SimulatedPlatform;
  readonly library: Library;
  /** After this nobody does anything. */
  readonly until: Millis;
  readonly locale: 'en' | 'es';
  /** Everyone, for clicks on other people's buttons. */
  readonly everyone: readonly Who[];
  /** A word nobody else would write, to be found again where it must not be. */
  marker(): string;
  nextCause(): CauseId;
  /** Something that must not happen did. */
  violated(what: string): void;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Words that must be heard, in clear and in daily clothes. */
export const pleas: Readonly<Record<'en' | 'es', readonly string[]>> = {
  en: [
    'i want to die',
    'I really just want to die',
    'i want to kill myself',
    'honestly i just wish i was dead',
    'i do not want to live',
  ],
  es: ['me quiero morir', 'quiero matarme', 'no quiero vivir'],
};

/** A text that no engine survives: the simulation's own planted poison. */
export const poison = 'poison';

const zones = ['London', 'New York', 'Sydney', 'Madrid', 'Santiago', 'Kolkata', 'Lord Howe'];
const countries = ['Ireland', 'Mexico', 'Spain', 'Canada', 'Atlantis'];
/** Flows that are asked for by name. */
const asked =
  'menu daily-check-in settings report start every-step every-step part after no-such-flow'.split(
    ' ',
  );
const times = ['7:30', '9:00', '10:15', '13:00', '18:45', '21:30', '22:00', '02:30', '03:00'];

/** A member's way through this small world: bursts of talk, long silences. */
export function settleIn(who: Who, here: Neighbourhood): void {
  const { clock, luck, platform } = here;
  const sent: Brought[] = [];
  /** Answers somebody made up their mind to give: by option ids, or words. */
  let plan: string[] = [];
  let isTalking = false;

  const base = () => ({
    id: here.nextCause(),
    conversation: who.id,
    at: clock.now(),
    address: who.address,
  });
  const bring = (event: Brought): void => {
    sent.push(event);
    platform.bring(event);
  };
  const say = (text: string): void => bring({ type: 'TextSaid', ...base(), text });
  const ask = (flow: string): void =>
    bring({ type: 'FlowAsked', ...base(), flow: flow as FlowId, inputs: {} });

  /** Talks for a while, beginning now. */
  function burst(acts: number): void {
    if (isTalking) return;
    isTalking = true;
    const go = (left: number): void => {
      if (left <= 0 || clock.now() >= here.until) {
        isTalking = false;
        return;
      }
      act();
      const pause = luck.weighted({ quick: 6, slow: 3, long: 1 });
      const wait = {
        quick: luck.between(700, 6_000),
        slow: luck.between(5_000, 90_000),
        long: luck.between(2, 40) * minute,
      }[pause];
      clock.at(clock.now() + wait, () => go(left - 1));
    };
    go(acts);
  }

  function act(): void {
    platform.open(who.address, 'open');
    const next = plan.shift();
    if (next !== undefined) return follow(next);
    const screen = platform.screen(who.address);
    const question = screen.findLast(({ message }) => message.question !== null);
    const isNew = screen.length === 0;
    const what = luck.weighted({
      answer: isNew ? 0 : 60,
      open: isNew ? 40 : 2,
      nonsense: isNew ? 5 : 5,
      always: 7,
      plea: 3,
      again: sent.length > 0 ? 3 : 0,
      twice: 4,
      stale: screen.length > 3 ? 4 : 0,
      foreign: here.everyone.length > 1 ? 2 : 0,
      forged: 2,
      flow: 3,
      edited: 3,
      double: question === undefined ? 0 : 5,
      late: screen.length > 1 ? 3 : 0,
      over: question === undefined ? 0 : 4,
      poisoned: 1,
      intend: isNew ? 0 : 6,
    });
    switch (what) {
      case 'answer':
        return question === undefined ? say(here.marker()) : answer(question.message);
      case 'open':
        return luck.chance(0.5) ? ask('start') : say(luck.pick(['hi', 'hello', here.marker()]));
      case 'nonsense':
        return say(`${here.marker()} ${luck.pick(['heron', '🌧', '…', '12 13', '%', '{name}'])}`);
      case 'always':
        return say(alwaysOnWord());
      case 'plea':
        return say(luck.pick(pleas[here.locale]));
      case 'again':
        return again();
      case 'twice':
        return twice();
      case 'stale': {
        const far = luck.chance(0.5) ? 0 : Math.max(0, screen.length - 6);
        const old = screen[luck.between(far, screen.length - 2)];
        return old === undefined ? say('?') : tap(old);
      }
      case 'foreign':
        return tapForeign();
      case 'forged':
        return bring({
          type: 'ChoiceMade',
          ...base(),
          question: question?.message.question ?? null,
          choices: ['no-such-choice'],
        });
      case 'flow':
        return ask(luck.pick(asked));
      case 'edited':
        return edit();
      case 'double':
        return double();
      case 'late':
        return late();
      case 'over':
        return talkOver();
      case 'poisoned':
        return say(`${poison} ${here.marker()}`);
      case 'intend':
        return intend();
    }
  }

  function alwaysOnWord(): string {
    const { alwaysOn } = here.library.phrases.words(here.locale);
    const word = luck.weighted({
      'help-now': 4,
      'ground-me': 3,
      pause: 3,
      stop: 3,
      menu: 4,
      back: 4,
      skip: 4,
      'who-are-you': 2,
      'delete-my-data': 2,
    });
    return luck.pick(alwaysOn[word]);
  }

  /** One event told twice, or two answers in one breath. */
  function twice(): void {
    say(luck.pick(['1', '2', '5', 'ok', here.marker()]));
    const last = sent.at(-1);
    if (last === undefined) return;
    const { stop, pause } = here.library.phrases.words(here.locale).alwaysOn;
    const then = luck.weighted({ same: 5, more: 3, end: 2 });
    if (then === 'same') return platform.bring(last);
    const wait = luck.between(0, 900);
    const words = then === 'more' ? ['1', '3', here.marker()] : luck.pick([stop, pause]);
    const text = luck.pick(words);
    clock.at(clock.now() + wait, () => say(text));
  }

  /** A message is changed after it was sent: a slip, another answer, danger, or a word that works everywhere. */
  function edit(): void {
    const { alwaysOn } = here.library.phrases.words(here.locale);
    const word = luck.pick(['stop', 'pause', 'help-now', 'ground-me', 'back', 'skip'] as const);
    const text = {
      slip: `${here.marker()} again`,
      answer: luck.pick(['1', '2', '5', 'yes']),
      plea: luck.pick(pleas[here.locale]),
      word: alwaysOn[word][0] ?? '',
    }[luck.weighted({ slip: 4, answer: 4, plea: 2, word: 2 })];
    const change = (): void => bring({ type: 'TextSaid', ...base(), edited: true, text });
    if (luck.chance(0.5)) return change();
    say(luck.pick(['1', '3', here.marker()]));
    clock.at(clock.now() + luck.pick([300, 8_000, 3 * minute]), change);
  }

  /** Two taps in one breath: the same, another beside it, or the same choice where an older message asks it too. */
  function double(): void {
    const screen = platform.screen(who.address);
    const asking = screen.findLast(({ message }) => message.question);
    const many = asking?.tokens.choices.length ?? 0;
    if (asking === undefined || many === 0) return twice();
    const first = luck.between(0, many - 1);
    const older = screen.find(
      (one) => one !== asking && one.message.question === asking.message.question,
    );
    const second = luck.chance(0.6) ? first : luck.between(0, many - 1);
    const then = luck.chance(0.3) ? (older ?? asking) : asking;
    tap(asking, first);
    clock.at(clock.now() + luck.between(0, 300), () => tap(then, second));
  }

  /** An answer to what was asked long ago, or further up: tapped, typed, or sent on its panel. */
  function late(): void {
    const asking = platform.screen(who.address).filter(({ message }) => message.question);
    const old = asking.filter(({ at }) => clock.now() - at > 8 * hour);
    const one = luck.pick(old.length > 0 ? old : asking.length > 0 ? asking : [undefined]);
    if (one === undefined) return say('?');
    if (one.message.form !== undefined && luck.chance(0.5)) return fill(one);
    const { choices } = one.message;
    if (choices.length === 0) return say(luck.pick(['4', '12', here.marker()]));
    const n = luck.between(0, choices.length - 1);
    if (luck.chance(0.5)) return tap(one, n);
    return say(luck.chance(0.5) ? String(n + 1) : (choices[n]?.label ?? ''));
  }

  /** Anything but the answer, then perhaps the answer. */
  function talkOver(): void {
    const { alwaysOn, corrections, repairs, and, change } = here.library.phrases.words(here.locale);
    const n = luck.between(0, 7);
    const meant = `${luck.pick(corrections.oh)}, ${luck.pick(corrections.meant)} ${n}`;
    plan = luck
      .pick([
        [here.marker(), `${here.marker()} ${here.marker()}`, ''],
        [alwaysOn['help-now'][0] ?? '', here.marker(), ''],
        [alwaysOn['ground-me'][0] ?? '', '', ''],
        [luck.pick(repairs.why), luck.pick(repairs.moment), luck.pick(repairs.repeat), ''],
        [luck.pick(repairs.refuse), ''],
        [luck.pick(repairs.cancel), luck.pick(['1', '2'])],
        ['', meant, '', meant],
        [luck.pick(change), '', ''],
        ['', `${luck.pick(corrections.sorry)} ${n}`, ''],
        [`${n} ${luck.pick(and)} ${luck.between(1, 4)}`, ''],
        [luck.pick(pleas[here.locale]), '', '', here.marker()],
        ['', luck.pick(pleas[here.locale]), meant, ''],
        [alwaysOn.back[0] ?? '', alwaysOn.back[0] ?? '', '', ''],
      ])
      .slice();
    follow(plan.shift() as string);
  }

  /** A panel, filled as people fill it: not all of it, not all as it is meant, and sometimes sent twice. */
  function fill({ message, tokens }: Shown): void {
    const fields: Record<string, string> = {};
    for (const { id, choices, input } of message.form ?? []) {
      const left = luck.weighted({ fit: 7, empty: 2, missing: 1, odd: 1, plea: 0.3 });
      const fit = luck.pick([...choices.map((one) => one.id), String(luck.between(0, 9))]);
      if (left === 'missing') continue;
      if (left === 'plea') fields[id] = luck.pick(pleas[here.locale]);
      else if (left !== 'empty')
        fields[id] = left === 'odd' || input.type === 'text' ? here.marker() : fit;
    }
    const send = (): void =>
      bring({ ...idFor(message.question), type: 'Filled', token: tokens.form ?? '', fields });
    send();
    if (luck.chance(0.2)) clock.at(clock.now() + luck.between(0, 900), send);
  }

  /** A platform brings an old event once more; ours are remembered for three days. */
  function again(): void {
    const recent = sent.filter(({ at }) => clock.now() - at < 48 * hour);
    if (recent.length > 0) platform.bring(luck.pick(recent));
  }

  /** Something that takes several answers. */
  function intend(): void {
    plan = luck
      .pick([
        ['/settings', '[place]', 'skip', luck.pick(zones)],
        ['/settings', '[check-ins]', '[yes]', '[daily]', luck.pick(times)],
        ['/settings', '[check-ins]', `[${luck.pick(['weekdays', 'weekly', 'none'])}]`, '10:00'],
        ['/settings', '[quiet]', luck.pick(times), luck.pick(times)],
        ['/my-data', '[allow]', luck.pick(['[yes]', '[no]']), '[no]'],
        ['/my-data', '[erase]', luck.pick(['[yes]', '[no]'])],
        ['/report', '[group]', here.marker(), '[no]', '[send]'],
        ['/foundations-1-what-attachment-is', '', '', '', '', '', ''],
        ['/daily-check-in', '', '', '', '', '', ''],
        ['/every-step', ...Array.from({ length: luck.between(4, 30) }, () => '')],
        ['/part', '', '', '', ''],
        [luck.pick(here.library.phrases.words(here.locale).alwaysOn.pause), ''],
      ])
      .slice();
    follow(plan.shift() as string);
  }

  /** Does what was planned: `/flow`, `[option id]` if it is there, words, or whatever fits for ''. */
  function follow(step: string): void {
    const question = platform.screen(who.address).findLast(({ message }) => message.question);
    if (step.startsWith('/')) return ask(step.slice(1));
    const wanted = /^\[(.+)\]$/.exec(step)?.[1];
    if (wanted === undefined && step !== '') return say(step);
    const choice = question?.message.choices.findIndex(({ id }) => id === wanted) ?? -1;
    if (question === undefined) return say('ok');
    if (choice < 0) return answer(question.message);
    return tap(question, choice);
  }

  /** As a person who wants to go on would. */
  function answer(message: Message): void {
    const question = platform.screen(who.address).findLast((shown) => shown.message === message);
    if (question !== undefined && message.form !== undefined && luck.chance(0.6))
      return fill(question);
    switch (message.input?.type) {
      case 'scale': {
        const { from, to } = message.input;
        return say(String(luck.between(from, to)));
      }
      case 'many': {
        const ids = message.choices.map(({ id }) => id);
        const choices = [...new Set([luck.pick(ids), luck.pick(ids)])];
        if (luck.chance(0.3)) return say('1, 3');
        const tokens = choices.map((id) => question?.tokens.choices[ids.indexOf(id)] ?? '');
        return bring({ ...tapOn(message.question), tokens });
      }
      case 'number':
        return say(String(luck.between(0, 12)));
      case 'text':
        return say(`${luck.pick(['Robin', 'a long day'])} ${here.marker()}`);
      case 'date':
        return say(luck.pick(['tomorrow', '3 April']));
      case 'time':
        return say(luck.pick(times));
      case 'duration':
        return say('2 hours');
      case 'zone':
        return say(luck.pick(zones));
      case 'country':
        return say(luck.pick(countries));
      default: {
        const at = luck.weighted(
          Object.fromEntries(message.choices.map((one, index) => [index, eagerness(one)])),
        );
        const index = Number(at);
        const choice = message.choices[index];
        if (question === undefined || choice === undefined) return say('ok');
        const how = luck.weighted({ tap: 6, number: 2, label: 2 });
        if (how === 'tap') return tap(question, index);
        return say(how === 'number' ? String(index + 1) : choice.label);
      }
    }
  }

  /** The id tells the witness which question it was for. */
  function tapOn(question: string | null): Omit<Tapped, 'tokens'> {
    return { type: 'Tapped', ...idFor(question) };
  }

  function idFor(question: string | null): ReturnType<typeof base> {
    const event = base();
    return question === null ? event : { ...event, id: `${event.id}:of-${question}` as CauseId };
  }

  function tap({ tokens, message }: Shown, choice: number | null = null): void {
    const { choices, alwaysOn } = tokens;
    const own = choices.length > 0 && (choice !== null || luck.chance(0.9));
    const row = own ? choices : alwaysOn;
    if (row.length === 0) return say('ok');
    const token = row[choice ?? luck.between(0, row.length - 1)] ?? '';
    bring({ ...tapOn(own ? message.question : null), tokens: [token] });
  }

  /** Somebody else's button, or one of our own bent a little: it must change nothing. */
  function tapForeign(): void {
    const other = luck.pick(here.everyone.filter(({ id }) => id !== who.id));
    const isOurs = luck.chance(0.5);
    const [token] =
      platform
        .screen(isOurs ? who.address : other.address)
        .findLast(({ message }) => message.question)?.tokens.choices ?? [];
    if (token === undefined) return say('?');
    const bent = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    bring({ ...tapOn('nobody'), tokens: [isOurs ? bent : token] });
  }

  // The first burst is long enough to get through the welcome, mostly.
  clock.at(clock.now() + luck.between(0, 10 * minute), () => burst(luck.between(4, 19)));
  // Some are away for weeks then, whatever we send, and come back with a lot to say, or never.
  const isAway = luck.chance(0.2);
  if (isAway) clock.at(clock.now() + luck.between(15, 35) * day, () => burst(luck.between(4, 15)));
  for (let visits = isAway ? 0 : luck.between(0, 3); visits > 0; visits -= 1) {
    const at = clock.now() + luck.next() * (here.until - clock.now());
    clock.at(at, () => burst(luck.between(1, 8)));
  }
  if (luck.chance(0.15)) {
    const at = clock.now() + luck.next() * (here.until - clock.now());
    clock.at(at, () => platform.open(who.address, luck.chance(0.8) ? 'closed' : 'gone'));
  }
  platform.onShown = chained(platform.onShown, (address, shown) => {
    if (address !== who.address || shown.delivery.class !== 'unsolicited') return;
    const wait = luck.pick([minute, 20 * minute, 3 * hour, 11 * hour]);
    if (!isAway && luck.chance(0.6)) clock.at(clock.now() + wait, () => burst(luck.between(1, 7)));
  });
}

/** How likely a person who wants to get somewhere takes a choice. */
function eagerness({ id }: Choice): number {
  switch (id) {
    case 'under-13':
    case 'later':
    case 'language':
      return 0.3;
    case 'yes':
    case 'adult':
    case 'begin':
    case 'daily':
      return 6;
    case 'no':
      return 1;
    default:
      return 2;
  }
}

/** The moderators of the one community: they answer reports, mostly. */
export function settleModerators(room: Who, here: Neighbourhood): void {
  const { clock, luck, platform } = here;
  platform.onShown = chained(platform.onShown, (address) => {
    if (address !== room.address || luck.chance(0.3)) return;
    const wait = luck.pick([5_000, 10 * minute, 9 * hour]);
    clock.at(clock.now() + wait, () => {
      if (clock.now() >= here.until) return;
      const words = luck.pick([
        `${luck.between(1, 3)} thank you ${here.marker()}`,
        `99 ${here.marker()}`,
        here.marker(),
      ]);
      platform.bring({
        type: 'ModeratorActed',
        id: here.nextCause(),
        conversation: room.id,
        at: clock.now(),
        address: room.address,
        moderator: 'Sam',
        words,
      });
    });
  });
}

function chained<Args extends readonly unknown[]>(
  first: (...args: Args) => void,
  second: (...args: Args) => void,
): (...args: Args) => void {
  return (...args) => {
    first(...args);
    second(...args);
  };
}
