import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Session } from '#conversation/conversation.ts';
import type { Say } from '#conversation/effect.ts';
import type { AlwaysOnWord } from '#content/words.ts';
import { stepAt } from '#flow/explore.ts';
import { root } from '../support/repository.ts';
import { shippedLibrary, type Visit } from '../support/visit.ts';
import { everywhere, type Standing } from './everywhere.ts';

const flows = readdirSync(join(root, 'flows'))
  .filter((name) => /^[^.]+\.yaml$/.test(name))
  .map((name) => name.slice(0, -'.yaml'.length));
const places = everywhere(flows);

/** Says an always-on word in every place there is; what comes of it is looked at by `look`, which gives what is wrong. */
function inEveryPlace(
  locale: string,
  word: AlwaysOnWord,
  look: (heard: Heard) => string | null,
): readonly string[] {
  const spoken = shippedLibrary().phrases.words(locale).alwaysOn[word][0] as string;
  return places.flatMap((place) => {
    const here = place.enter(locale);
    const before = here.member.sessions;
    const said = here.say(spoken);
    const says = here.effects.filter((effect): effect is Say => effect.type === 'Say');
    const wrong = look({ place, here, before, said, says, locale });
    return wrong === null ? [] : [`${place.name}: ${wrong}`];
  });
}

interface Heard {
  readonly place: Standing;
  readonly here: Visit;
  readonly before: readonly Session[];
  readonly said: string;
  readonly says: readonly Say[];
  readonly locale: string;
}

/** The very place it was before, and its question on offer. */
function isBack({ here, before }: Heard, from: number): string | null {
  const { sessions, asked } = here.member;
  if (JSON.stringify(positions(sessions)) !== JSON.stringify(positions(before)))
    return `stands at ${JSON.stringify(positions(sessions))}`;
  const last = here.effects.slice(from).findLast((effect) => effect.type === 'Say');
  if (last === undefined) return 'says nothing';
  if (last.message.question === null || last.message.question !== asked?.id)
    return 'the question is not asked again';
  return null;
}

function positions(sessions: readonly Session[]) {
  return sessions.map(({ flow, snapshot }) => [flow, stepAt(snapshot), snapshot.data]);
}

/** A digression stands on top, at a question; beneath it everything is as it was, unless it replaced itself. */
function digressed(heard: Heard, flow: string): string | null {
  const { here, before, place } = heard;
  const { sessions, asked } = here.member;
  const beneath = place.flow === flow ? [] : before;
  if (sessions.at(-1)?.flow !== flow) return `${String(sessions.at(-1)?.flow)} is on top`;
  if (asked === null) return 'nothing is asked';
  const kept = JSON.stringify(positions(sessions.slice(0, -1)));
  return kept === JSON.stringify(positions(beneath)) ? null : `beneath is ${kept}`;
}

/** Leaves the digression by its own quiet way out, and looks whether the question beneath comes back. */
function leaves(heard: Heard, ...answers: readonly string[]): string | null {
  const { here, before, place, locale } = heard;
  if (here.member.sessions.length <= before.length && place.flow === here.member.sessions[0]?.flow)
    return null;
  const from = here.effects.length;
  for (const value of answers) {
    const top = here.member.sessions.at(-1) as Session;
    const library = shippedLibrary();
    const step = library.flow(top.flow)?.flow.steps[stepAt(top.snapshot)];
    const mine = library.translation(top.flow, locale)?.steps[stepAt(top.snapshot)]?.options[value];
    const own = step?.type === 'ask' ? step.options.find((option) => option.value === value) : null;
    const label = mine?.label ?? own?.label;
    if (label === undefined) return `has no answer ${value}`;
    here.say(label);
  }
  return isBack(heard, from);
}

describe.each(['en', 'es'])('in every question and wait of every flow, in %s', (locale) => {
  test('there are places enough to speak of everywhere', () => {
    expect(places.length).toBeGreaterThan(60);
    expect(new Set(places.map(({ flow }) => flow)).size).toBeGreaterThan(12);
  });

  test('“help now” shows the lines of the country at once, and comes back', () => {
    const { directory } = shippedLibrary();
    const help = directory.help('IE', 'crisis');
    const numbers = help.lines.flatMap(({ phone, text }) => phone ?? text ?? []);
    expect(numbers.length).toBeGreaterThan(0);
    const wrong = inEveryPlace(locale, 'help-now', (heard) => {
      const [first] = heard.says;
      if (first?.class !== 'safety') return 'is not sent as safety';
      const missing = [help.emergency?.[0] ?? '', ...numbers].filter(
        (one) => !heard.said.includes(one),
      );
      if (missing.length > 0) return `leaves out ${missing.join(', ')}`;
      return digressed(heard, 'help-now') ?? leaves(heard, 'on');
    });
    expect(wrong).toEqual([]);
  });

  test('“ground me” begins the grounding, and comes back', () => {
    const wrong = inEveryPlace(
      locale,
      'ground-me',
      (heard) => digressed(heard, 'ground-54321') ?? leaves(heard, 'leave'),
    );
    expect(wrong).toEqual([]);
  });

  test('“pause” asks how long, ends nothing by itself, and comes back', () => {
    const wrong = inEveryPlace(locale, 'pause', (heard) => {
      if (heard.here.member.contact.type === 'stopped') return 'all contact has ended';
      return digressed(heard, 'pause-and-stop') ?? leaves(heard, 'nothing');
    });
    expect(wrong).toEqual([]);
  });

  test('“stop” ends all contact, says so once, and says nothing else', () => {
    const wrong = inEveryPlace(locale, 'stop', ({ here, says, said }) => {
      if (here.member.contact.type !== 'stopped') return 'contact has not ended';
      if (here.member.sessions.length > 0 || here.member.asked !== null) return 'something is open';
      if (says.length !== 1) return `${says.length} messages`;
      if (says[0]?.message.question !== null) return 'asks something';
      return /I have stopped|He parado|ya no te escrib/i.test(said) ? null : `says ${said}`;
    });
    expect(wrong).toEqual([]);
  });

  test('“menu” leaves the flow for the menu', () => {
    const wrong = inEveryPlace(locale, 'menu', ({ here }) => {
      const flow = here.member.sessions.map((session) => session.flow).join();
      return flow === 'menu' && here.member.asked !== null ? null : `opens ${flow}`;
    });
    expect(wrong).toEqual([]);
  });

  test('“back” says kindly when there is nothing to go back to, and stays', () => {
    const nothing = shippedLibrary().phrases.text('back.nothing', locale);
    const wrong = inEveryPlace(locale, 'back', ({ said, here, before }) => {
      if (!said.includes(nothing)) return `says ${said}`;
      const same = JSON.stringify(positions(here.member.sessions));
      return same === JSON.stringify(positions(before)) ? null : `stands at ${same}`;
    });
    expect(wrong).toEqual([]);
  });

  test('“skip” passes the question over, or says that it cannot and asks again', () => {
    const refused = shippedLibrary().phrases.text('skip.refused', locale);
    const wrong = inEveryPlace(locale, 'skip', (heard) => {
      const { place, here, before, said } = heard;
      const top = before.at(-1) as Session;
      const step = shippedLibrary().flow(top.flow)?.flow.steps[place.step];
      if (step?.type !== 'ask') return said === '' ? 'says nothing' : null;
      if (!step.skip) return said.includes(refused) ? isBack(heard, 0) : `says ${said}`;
      if (said.includes(refused)) return 'refuses';
      const now = here.member.sessions[before.length - 1];
      const isThere = now?.flow === top.flow && stepAt(now.snapshot) === place.step;
      return isThere && now.snapshot.visits[place.step] === 1 ? 'stays' : null;
    });
    expect(wrong).toEqual([]);
  });

  test('“who are you” says what speaks here, and comes back', () => {
    const wrong = inEveryPlace(locale, 'who-are-you', (heard) => {
      if (!/not a person|no soy una persona/i.test(heard.said)) return `says ${heard.said}`;
      return isBack(heard, 0);
    });
    expect(wrong).toEqual([]);
  });

  test('“delete my data” asks first; a no deletes nothing, and comes back', () => {
    const wrong = inEveryPlace(locale, 'delete-my-data', (heard) => {
      if (heard.here.effects.some(({ type }) => type === 'Erase')) return 'erases without asking';
      const top = digressed(heard, 'my-data');
      if (top !== null) return top;
      if (heard.place.flow === 'my-data') return null;
      const from = heard.here.effects.length;
      heard.here.say('no');
      if (heard.here.effects.some(({ type }) => type === 'Erase')) return 'erases after a no';
      return isBack(heard, from);
    });
    expect(wrong).toEqual([]);
  });
});
