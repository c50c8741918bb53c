import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bodyOf, type Body } from '#conversation/body/conversation-in.ts';
import type { Conversation } from '#conversation/conversation.ts';
import type { CauseId, ConversationId } from '#conversation/id.ts';
import { revisionsOf } from '#conversation/revisions-of.ts';
import type { Library } from '#engine/library.ts';
import { meetCommunity } from '#engine/meet.ts';
import { takeTurn } from '#engine/take-turn.ts';
import { sourceOf } from '#library/source.ts';
import { textsIn } from '#library/texts.ts';
import { filesUnder, root } from '../support/repository.ts';
import { smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

/** A conversation as it rested, with the texts of the flows it is in. */
export interface Kept {
  readonly body: Body;
  /** Revision to its flow and its source, as `flow_revision` holds them. */
  readonly revisions: Readonly<Record<string, { readonly flow: string; readonly source: string }>>;
  /** When it rested. */
  readonly at: number;
}

const folder = 'test/snapshots/flows';
const flows = Object.fromEntries(
  filesUnder(folder).map((path) => [
    path.slice(folder.length + 1, -'.yaml'.length),
    readFileSync(join(root, path), 'utf8'),
  ]),
);
const library = smallLibrary(flows);
const texts = new Map([
  ...textsIn(root),
  ...Object.entries(flows).map(([id, text]) => [`flows/${id}.yaml`, text] as const),
]);

/** The flows of these states beside the shipped ones. */
export function smallFlows(): Library {
  return library;
}

function kept(conversation: Conversation, at: number): Kept {
  const revisions = revisionsOf(conversation).map(({ flow, revision }) => {
    const script = library.revision(revision);
    if (script === null) throw new Error(`no revision of ${flow}`);
    return [revision, { flow, source: sourceOf(script.flow, texts) }] as const;
  });
  return { body: bodyOf(conversation), revisions: Object.fromEntries(revisions), at };
}

/** What is answered at each question of the flow `everything`, and what it runs. */
const answers: Readonly<Record<string, string>> = {
  mood: 'calm',
  feelings: '1, 3',
  heavy: '7',
  years: '12',
  note: 'words of a test',
  day: '2026-03-01',
  hour: '18:30',
  long: '2 hours',
  place: 'Europe/Berlin',
  land: 'Germany',
  sure: 'yes',
  rare: 'it is',
  nick: 'Test',
  age: '30',
  'tell-more': 'more of it',
  once: '4',
  'breath-after': 'lighter',
  out: 'a tree',
  in: 'a stone',
};

const stepIn = ({ member }: Visit) => {
  const value = member.sessions.at(-1)?.snapshot.value ?? '';
  return typeof value === 'string' ? value : (Object.keys(value)[0] as string);
};

function begun(flow: string): Visit {
  const here = agreed(visit({ library }));
  here.ask(flow);
  here.arrive();
  return here;
}

/** Goes on by one place: answers, or lets time pass. */
function goOn(here: Visit): void {
  const step = stepIn(here);
  here.now += 60_000;
  if (step === 'nap') here.pass(2 * 3_600_000);
  else if (step === 'morning') here.pass(24 * 3_600_000);
  else if (step === 'away') here.say('here again');
  else if (step === 'homework') here.pass(3 * 24 * 3_600_000);
  else here.say(answers[step] ?? '1');
  here.arrive();
}

/** Says these one after the other, where everything has come to `step`. */
function everythingAt(step: string, ...said: readonly string[]): Visit {
  const here = begun('everything');
  while (stepIn(here) !== step) goOn(here);
  for (const text of said) here.say(text);
  return here;
}

function shippedAt(flow: string, ...said: readonly string[]): Visit {
  const here = begun(flow);
  for (const text of said) here.say(text);
  return here;
}

function community(): Kept {
  const at = Date.UTC(2026, 2, 2, 9);
  const met = meetCommunity('c1' as ConversationId, 'en', 'IE');
  const turn = takeTurn(
    met,
    {
      type: 'Told',
      id: 'told' as CauseId,
      conversation: met.id,
      at,
      news: { type: 'reported', member: 'm1' as ConversationId, name: null, words: 'a report' },
    },
    { library, now: at, community: met.id, country: null, entries: null },
  );
  if (turn.type === 'Needs') throw new Error('a community needs nothing');
  return kept(turn.conversation, at);
}

/** Conversations in every kind of place, as this code lets them rest, by name. */
export function states(): ReadonlyMap<string, Kept> {
  const found = new Map<string, Kept>([['community', community()]]);
  const add = (name: string, here: Visit) => found.set(name, kept(here.member, here.now));
  const here = begun('everything');
  for (let step = stepIn(here); step !== ''; goOn(here), step = stepIn(here)) {
    if (!found.has(`at-${step}`)) add(`at-${step}`, here);
    if (step === 'last') break;
  }
  add('second-round', everythingAt('once', '4'));
  add('refused', everythingAt('heavy', '10'));
  add('lost-twice', everythingAt('day', 'hm', 'hm'));
  add('ways-out', everythingAt('day', 'hm', 'hm', 'hm'));
  add('near-word', everythingAt('note', 'hlep now'));
  add('changing', everythingAt('years', 'I want to change an answer'));
  add('leaving', everythingAt('years', 'never mind'));
  add('gone-back', everythingAt('years', 'back'));
  add('crisis', everythingAt('in', 'I want to kill myself'));
  add('after-crisis', everythingAt('in', 'I want to kill myself', 'menu', 'menu'));
  add('asked-who', everythingAt('in', 'who are you'));
  add('paused', everythingAt('heavy', 'pause'));
  add('stopped', everythingAt('heavy', 'stop'));
  const panel = everythingAt('nick');
  panel.happen({
    type: 'FormSent',
    question: panel.member.asked?.id as never,
    fields: { age: '2', nick: 'Test' },
  });
  add('panel-refused', panel);
  const lapsed = everythingAt('mood');
  lapsed.pass(13 * 3_600_000);
  add('lapsed', lapsed);
  const long = begun('long');
  for (let count = 0; count < 199; count += 1) long.say('1');
  add('long-trail', long);
  add('shipped-check-in', shippedAt('daily-check-in', '1'));
  add('shipped-menu', shippedAt('menu'));
  add('shipped-welcome', shippedAt('welcome'));
  return found;
}
