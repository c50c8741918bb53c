import type { Conversation } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
import type { CauseId, ConversationId, DeliveryId } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Message } from '#conversation/message.ts';
import type { AlwaysOnWord } from '#content/words.ts';
import type { Screen } from '#crisis/screen.ts';
import { house } from '#engine/house.ts';
import type { Brought } from '#platform/platform.ts';
import { within } from './clock.ts';
import { platformOf, type World } from './world.ts';

/** What is left to answer with when everything else is broken: reviewed words, ready in memory. */
export interface Resort {
  readonly screen: Pick<Screen, 'assess'>;
  /** Is the whole text an always-on word for help? */
  asksForHelp(text: string, locale: string): boolean;
  /** The lines to call, for a country (`null`: the directory). */
  help(country: string | null, locale: string): Message;
  /** The honest sentence: something broke on our side, nothing the member did. */
  broken(locale: string): Message;
}

/** Answers people without a store, flows or an outbox. Nothing here rejects. */
export interface LastResort {
  /** Remembers whom we would be answering; an address, a country and a locale, in memory only. */
  know(conversation: Conversation): void;
  forget(conversation: ConversationId): void;
  /** Shows the lines at once if this asks for help, or its words speak of danger. True if they were shown, now or before. */
  help(inbound: Inbound): Promise<boolean>;
  /** Shows the lines where they are needed, else the honest sentence; each event once. */
  speak(inbound: Inbound): Promise<boolean>;
  /** What the words of this event call for. */
  wordsFor(inbound: Inbound): { readonly helps: boolean; readonly message: Message };
}

interface Known {
  readonly address: string | null;
  readonly country: string | null;
  readonly locale: string;
}

/** The word that always works and is never left unanswered. */
const helpNow: AlwaysOnWord = 'help-now';

/** How many people and events are remembered; the oldest fall out. */
const most = 10_000;
const tries = 3;
const between = 400;
const patience = 5_000;

/** The last resort of one runtime. */
export function lastResort(world: World): LastResort {
  const { resort, home, clock, log, store } = world;
  const known = new Map<ConversationId, Known>();
  const shown = new Map<CauseId, Promise<boolean>>();

  function whose(inbound: Inbound): Known {
    const met = known.get(inbound.conversation);
    return {
      address: inbound.address ?? met?.address ?? null,
      country: met?.country ?? home.country,
      locale: met?.locale ?? home.locale,
    };
  }

  function wordsFor(inbound: Inbound): { helps: boolean; message: Message } {
    const { country, locale } = whose(inbound);
    const helps = asksForHelp(inbound, locale);
    return { helps, message: helps ? resort.help(country, locale) : resort.broken(locale) };
  }

  function asksForHelp(inbound: Inbound, locale: string): boolean {
    switch (inbound.type) {
      case 'TextSaid':
        return isHeard([inbound.text], locale);
      case 'FormSent':
        return isHeard(Object.values(inbound.fields), locale);
      case 'ChoiceMade':
        return inbound.question === null && inbound.choices.includes(helpNow);
      case 'FlowAsked':
        return inbound.flow === house.helpNow || inbound.flow === house.crisis;
      default:
        return false;
    }
  }

  function isHeard(words: readonly string[], locale: string): boolean {
    try {
      return words.some(
        (text) => resort.screen.assess(text) !== null || resort.asksForHelp(text, locale),
      );
    } catch (fault) {
      log.event('turn-failed', { fault });
      return true; // Unheard is not unharmed.
    }
  }

  async function say(inbound: Inbound, onlyHelp: boolean): Promise<boolean> {
    try {
      const { helps, message } = wordsFor(inbound);
      return (helps || !onlyHelp) && (await show(inbound, message, helps));
    } catch (fault) {
      log.event('last-resort-unsaid', { conversation: inbound.conversation, fault });
      return false;
    }
  }

  function show(inbound: Inbound, message: Message, helps: boolean): Promise<boolean> {
    const key = `${inbound.id}\n${helps ? 'help' : 'broken'}` as CauseId;
    const before = shown.get(key);
    if (before !== undefined) return before;
    const showing = deliver(inbound, message, helps).then((arrived) => {
      if (!arrived) shown.delete(key);
      return arrived;
    });
    keep(shown, key, showing);
    return showing;
  }

  async function deliver(inbound: Inbound, message: Message, helps: boolean): Promise<boolean> {
    const { address } = whose(inbound);
    const platform = address === null ? null : platformOf(world, address);
    const now = clock.now();
    const id = nonceOf(inbound, helps) as DeliveryId;
    const delivery: Delivery = {
      id,
      conversation: inbound.conversation,
      seq: 0,
      class: helps ? 'safety' : 'reply',
      report: false,
      createdAt: now,
      notBefore: now,
      expiresAt: null,
      attempts: 0,
      state: 'sending',
      payload: { type: 'message', message, address, via: inbound.reply ?? null },
    };
    if (platform === null) return false;
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      try {
        if ((await within(clock, patience, platform.deliver(delivery, id))) !== 'late') {
          log.event('last-resort-said', { conversation: inbound.conversation });
          return true;
        }
      } catch (fault) {
        log.event('last-resort-unsaid', { conversation: inbound.conversation, fault });
      }
      if (attempt < tries) await clock.sleep(between);
    }
    log.event('last-resort-unsaid', { conversation: inbound.conversation });
    return false;
  }

  /** The same for every try; works without a store. */
  function nonceOf({ id }: Inbound, helps: boolean): string {
    const kind = helps ? 'help' : 'broken';
    try {
      return store.tag(`last resort\n${kind}\n${id}`);
    } catch {
      return `${kind}-${id}`.slice(0, 25);
    }
  }

  return {
    know(conversation) {
      keep(known, conversation.id, {
        address: conversation.address,
        country:
          conversation.kind === 'member' ? conversation.settings.country : conversation.country,
        locale: conversation.kind === 'member' ? conversation.settings.locale : conversation.locale,
      });
    },
    forget: (conversation) => void known.delete(conversation),
    help: (inbound) => say(inbound, true),
    speak: (inbound) => say(inbound, false),
    wordsFor,
  };
}

/** Did a person do this, and so wait for an answer? */
export function isAnswered({ type }: Pick<Brought, 'type'>): boolean {
  switch (type) {
    case 'TextSaid':
    case 'ChoiceMade':
    case 'Tapped':
    case 'FormSent':
    case 'Filled':
    case 'FlowAsked':
    case 'ModeratorActed':
      return true;
    default:
      return false;
  }
}

function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value as K);
}
