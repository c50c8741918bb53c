import type { Conversation, MemberConversation, Session } from '#conversation/conversation.ts';
import type { Delivery, DeliveryState } from '#conversation/delivery.ts';
import type { CauseId, ConversationId, DeliveryId, Millis } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import { revisionsOf } from '#conversation/revisions-of.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import { alwaysOn } from '#engine/understand/always-on.ts';
import { stepOf } from '#engine/step.ts';
import { isNeverPinned } from '#engine/house.ts';
import type { Commit, Committed, Store } from '#store/store.ts';
import { editionAt } from './editions.ts';
import type { DiskWitness } from './shaky-store.ts';
import type { Manner, PlatformWitness } from './simulated-platform.ts';
import { mayCome, localDate } from './oracle.ts';
import { pleas, poison } from './person.ts';
import type { Press } from './press.ts';

/** Sees everything that reaches the disk, the platform and the log, and says what must never be. */
export interface Witness extends DiskWitness, PlatformWitness {
  /** What was broken, the first first. */
  readonly violations: readonly string[];
  violated(what: string): void;
  /** The engine is about to hear this. */
  heard(inbound: Inbound): void;
  /** A process stands again over the same disk. */
  restarted(disk: Store): Promise<void>;
  /** Everything calmed down: nothing may be left over. */
  drained(disk: Store, log: string): Promise<void>;
}

/** What a witness needs to know of the world. */
export interface Scene {
  readonly manner: Manner;
  readonly press: Press;
  now(): Millis;
  disk(): Store;
}

/** A delivery, as it was committed and as it fared. */
interface Row {
  readonly delivery: Omit<Delivery, 'seq'>;
  readonly order: number;
  readonly committedAt: Millis;
  readonly isPlea: boolean;
  state: DeliveryState;
  markedAt: Millis;
  /** May not be sent any more, and why. */
  forbidden: string | null;
  nonce: string | null;
  /** How often it was taken to be sent, and how often the platform was asked. */
  marks: number;
  asked: number;
  firstAskedAt: Millis;
  unheard: number;
  /** Tries after which nobody knew whether it arrived. */
  unsure: number;
  refusals: number;
  odd: number;
  shows: number;
}

const hour = 3_600_000;
/** What is decided on one look at the disk and done behind a slow one may be this old. */
const grace: Millis = 20_000;
const open: readonly DeliveryState[] = ['pending', 'unknown'];

/** A witness of one world. */
export function witnessOf(scene: Scene): Witness {
  const violations: string[] = [];
  const inbounds = new Map<CauseId, Inbound>();
  const applied = new Set<CauseId>();
  const receipts = new Map<CauseId, Millis>();
  const rows = new Map<DeliveryId, Row>();
  const nonces = new Map<string, DeliveryId>();
  const states = new Map<ConversationId, { at: Millis; conversation: Conversation | null }[]>();
  const screens = new Map<ConversationId, Row[]>();
  const openings = new Map<ConversationId, { plan: string | null; at: Millis; date: string }[]>();
  const words = new Map<ConversationId, Set<string>>();
  const erased = new Map<ConversationId, Set<string>>();
  /** Conversations whose crisis words were taken in, and when. */
  let pleaded: { conversation: ConversationId; at: Millis; cause: CauseId }[] = [];
  const crisisShown: { conversation: ConversationId; at: Millis }[] = [];
  const markers = new Set<string>();
  /** Questions that were answered by a click. */
  const clicked = new Set<string>();
  let order = 0;

  const violated = (what: string): void => void violations.push(what);
  const kept = (id: ConversationId): Conversation | null =>
    states.get(id)?.at(-1)?.conversation ?? null;
  const rowOf = (id: DeliveryId): Row | null => rows.get(id) ?? null;

  /** Every state a conversation was in during the last moments. */
  function recent(id: ConversationId): readonly (Conversation | null)[] {
    const all = states.get(id) ?? [];
    const since = scene.now() - grace;
    const first = all.findLastIndex(({ at }) => at <= since);
    return all.slice(Math.max(0, first)).map(({ conversation }) => conversation);
  }

  function committed(turn: Commit, outcome: Committed): void {
    if (outcome !== 'committed') return;
    const now = scene.now();
    const inbound = inbounds.get(turn.cause) ?? null;
    if (applied.has(turn.cause)) violated(`${about(turn.cause)} was applied twice`);
    applied.add(turn.cause);
    const id = turn.conversation?.id ?? turn.of ?? turn.deliveries[0]?.conversation;
    if (id === undefined) return violated(`${about(turn.cause)} was committed for nobody`);
    const before = kept(id);
    const after = turn.conversation;
    for (const delivery of turn.deliveries) {
      order += 1;
      const isPlea = inbound !== null && isPleaFor(inbound) && delivery.class === 'safety';
      rows.set(delivery.id, rowFor(delivery, { order, now, isPlea }));
    }
    const known = states.get(id) ?? [];
    known.push({ at: now, conversation: after });
    states.set(id, known);
    endContact(id, { before, after, turn });
    if (after?.kind === 'member') keepsItsEdition(before?.kind === 'member' ? before : null, after);
    if (inbound === null) return;
    if (!isPoisoned(inbound)) nothingBroke(inbound, turn);
    answers(inbound, turn);
    pleaIsFirst(inbound, turn);
    if (after?.kind === 'member') {
      const was = before?.kind === 'member' ? before : null;
      staysStopped(inbound, was, turn);
      if (was !== null) {
        clickChangesNothing(inbound, was, { after, turn });
        clickIsHeard(inbound, was, { after, turn });
        editChangesNothing(inbound, was, { after, turn });
        lateWordsAnswerNothing(inbound, was, after);
      }
      if (inbound.type === 'TimePassed') opens(was, after, now);
    }
  }

  /** Stop, pause and erasure: what waited is not said any more. */
  function endContact(
    id: ConversationId,
    change: { before: Conversation | null; after: Conversation | null; turn: Commit },
  ): void {
    const { before, after, turn } = change;
    const was = before?.kind === 'member' ? before.contact.type : 'open';
    const is = after === null ? 'erased' : after.kind === 'member' ? after.contact.type : 'open';
    if (is === 'open' || is === was) return;
    const own = new Set(turn.deliveries.map((delivery) => delivery.id));
    for (const row of rows.values()) {
      if (row.delivery.conversation !== id || own.has(row.delivery.id)) continue;
      const isOut = row.state === 'sending';
      if (!isOut && !open.includes(row.state)) continue;
      if (is !== 'erased' && row.delivery.class === 'safety') continue;
      // What is on its way may still arrive; it is not tried again.
      row.forbidden = is;
      if (!isOut || is === 'erased') row.state = 'cancelled';
    }
    if (is !== 'erased') return;
    // What could not be shown before they had everything deleted is deleted with it.
    const isCut = [...rows.values()].some(
      ({ isPlea, delivery, forbidden, shows }) =>
        isPlea && delivery.conversation === id && forbidden === 'erased' && shows === 0,
    );
    if (isCut) pleaded = pleaded.filter((plea) => plea.conversation !== id);
    erased.set(id, new Set([...(erased.get(id) ?? []), ...(words.get(id) ?? [])]));
    words.delete(id);
    openings.delete(id);
  }

  /** A member who did something is never met with silence. */
  function answers(inbound: Inbound, turn: Commit): void {
    if (!spoke(inbound)) return;
    remember(inbound);
    if (turn.deliveries.length === 0 && !isPoisoned(inbound))
      violated(`${about(inbound.id)} was met with silence`);
  }

  function pleaIsFirst(inbound: Inbound, turn: Commit): void {
    if (!isPleaFor(inbound)) return;
    pleaded.push({ conversation: inbound.conversation, at: scene.now(), cause: inbound.id });
    const first = turn.deliveries[0];
    const isHelp =
      first?.class === 'safety' &&
      first.payload.type === 'message' &&
      first.payload.message.sensitivity === 'crisis';
    if (!isHelp) violated(`crisis words (${about(inbound.id)}) were not answered first`);
  }

  /** After `stop` nothing of ours comes until the member returns. */
  function staysStopped(inbound: Inbound, was: MemberConversation | null, turn: Commit): void {
    if (was?.contact.type !== 'stopped' || spoke(inbound)) return;
    const said = turn.deliveries.filter(
      (one) => one.payload.type === 'message' && one.class !== 'safety',
    );
    if (said.length > 0)
      violated(`a ${inbound.type} made us write to someone who said stop (${inbound.id})`);
  }

  function clickChangesNothing(
    inbound: Inbound,
    before: MemberConversation,
    { after, turn }: { after: MemberConversation; turn: Commit },
  ): void {
    const question = questionOf(inbound);
    if (question === null || isPleaFor(inbound)) return;
    const isStale = before.asked?.id !== question;
    const isForged = inbound.type === 'ChoiceMade' && inbound.choices.includes('no-such-choice');
    if (!isStale && !isForged) return;
    const what = isStale ? 'stale' : 'forged';
    const now = scene.now();
    if (turn.record.length > 0 || turn.retract.length > 0)
      violated(`a ${what} click (${inbound.id}) touched the journal`);
    const moved = movedBy(before, after, now);
    if (moved !== null && !isWaiting(before))
      violated(`a ${what} click (${inbound.id}) changed ${moved}`);
  }

  /** A flow goes on in the edition it was begun in; only what begins now begins in what is published now. */
  function keepsItsEdition(before: MemberConversation | null, after: MemberConversation): void {
    const known = before === null ? [] : revisionsOf(before);
    for (const [index, session] of after.sessions.entries()) {
      const { flow, revision, startedAt } = session;
      if (isNeverPinned(flow)) continue;
      const was = before?.sessions[index];
      if (was?.flow === flow && was.startedAt === startedAt && was.revision !== revision)
        violated(`${flow} changed its edition while ${after.id} was in it`);
      const isKnown = known.some((one) => one.flow === flow && one.revision === revision);
      if (!isKnown && !scene.press.since(scene.now() - grace, flow).includes(revision))
        violated(`${flow} was begun in an edition that is not the one of now`);
    }
  }

  /** Whatever authors publish and whatever is restarted, nobody hears that something broke. */
  function nothingBroke(inbound: Inbound, turn: Commit): void {
    if (says(turn, brokenWords())) violated(`${about(inbound.id)} was told that something broke`);
  }

  /** A question that was tapped is answered by one tap at most, and by a tap on it while it is open. */
  function clickIsHeard(
    inbound: Inbound,
    before: MemberConversation,
    { after, turn }: { after: MemberConversation; turn: Commit },
  ): void {
    const question = questionOf(inbound);
    if (question === null || erased.has(before.id) || isPleaFor(inbound)) return;
    if (movedBy(before, after, scene.now()) !== null) {
      const key = `${before.id} ${question}`;
      if (clicked.has(key)) violated(`two clicks answered ${question} (${about(inbound.id)})`);
      clicked.add(key);
    }
    const top = before.sessions.at(-1);
    const waits = top !== undefined && stepAt(top)?.type === 'wait';
    const isOpen = before.asked?.id === question && !waits;
    const isForged = inbound.type === 'ChoiceMade' && inbound.choices.includes('no-such-choice');
    if (isOpen && !isForged && says(turn, tooLateWords()))
      violated(`a click on the open question (${about(inbound.id)}) was called too late`);
  }

  /** Whoever changes a message loses nothing and answers nothing by it; words that keep someone safe are heard. */
  function editChangesNothing(
    inbound: Inbound,
    before: MemberConversation,
    { after, turn }: { after: MemberConversation; turn: Commit },
  ): void {
    if (inbound.type !== 'TextSaid' || inbound.edited !== true) return;
    if (isPleaFor(inbound) || isAlwaysOn(inbound.text)) return;
    if (turn.record.length > 0 || turn.retract.length > 0 || turn.cancel.length > 0)
      violated(`an edit (${inbound.id}) touched the journal or what waits`);
    const moved =
      before.contact.type === after.contact.type
        ? movedBy(before, after, scene.now())
        : 'whether we may write';
    if (moved !== null && !isWaiting(before)) violated(`an edit (${inbound.id}) changed ${moved}`);
  }

  /** Where nothing is asked on the screen, words answer nothing: the question is shown first. */
  function lateWordsAnswerNothing(
    inbound: Inbound,
    before: MemberConversation,
    after: MemberConversation,
  ): void {
    if (inbound.type !== 'TextSaid' || before.asked !== null || isAlwaysOn(inbound.text)) return;
    const top = before.sessions.at(-1);
    if (top === undefined || stepAt(top)?.type !== 'ask') return;
    const still = after.sessions[before.sessions.length - 1];
    if (still?.flow !== top.flow || still.startedAt !== top.startedAt) return;
    const isSame =
      JSON.stringify([still.snapshot.value, still.snapshot.data]) ===
      JSON.stringify([top.snapshot.value, top.snapshot.data]);
    if (!isSame) violated(`words (${inbound.id}) answered ${top.flow} while it asked nothing`);
  }

  function stepAt({ revision, snapshot }: Session): { readonly type: string } | undefined {
    const at = stepOf(snapshot);
    return at === null ? undefined : scene.press.script(revision)?.flow.steps[at];
  }

  /** A flow that waits for the member goes on with whatever they do. */
  function isWaiting({ sessions }: MemberConversation): boolean {
    return sessions.some((session) => stepAt(session)?.type === 'wait');
  }

  /** Sessions we opened of our own accord: one a plan and local date, 18 h apart, within the budget. */
  function opens(was: MemberConversation | null, after: MemberConversation, now: Millis): void {
    const date = localDate(now, after.settings.zone);
    for (const session of after.sessions) {
      if (session.root?.unsolicited !== true) continue;
      const isOld = was?.sessions.some(
        (one) => one.flow === session.flow && one.startedAt === session.startedAt,
      );
      if (isOld === true) continue;
      const plans = was?.plans.filter((one) => one.flow === session.flow) ?? [];
      const plan = plans.find((one) => one.rhythm !== 'once')?.key ?? null;
      const mine = openings.get(after.id) ?? [];
      for (const one of mine) {
        if (plan === null || one.plan !== plan) continue;
        if (now - one.at < 18 * hour)
          violated(`plan ${plan} came twice in ${Math.round((now - one.at) / hour)} h`);
        if (one.date === date) violated(`plan ${plan} came twice on ${date}`);
      }
      mine.push({ plan, at: now, date });
      if (mine.filter((one) => one.date === date).length > 2)
        violated(`more than two contacts of ours on ${date}`);
      openings.set(after.id, mine);
    }
    // A plan given up and agreed anew is a new one.
    for (const one of openings.get(after.id) ?? [])
      if (one.plan !== null && !after.plans.some(({ key }) => key === one.plan)) one.plan = null;
  }

  function remember(inbound: Inbound): void {
    const said = inbound.type === 'TextSaid' ? inbound.text : '';
    for (const [marker] of said.matchAll(/zq\w+/g)) {
      const mine = words.get(inbound.conversation) ?? new Set();
      words.set(inbound.conversation, mine.add(marker));
    }
  }

  function marked(ids: readonly DeliveryId[]): void {
    for (const id of ids) {
      const row = rowOf(id);
      if (row === null) continue;
      if (row.forbidden !== null)
        violated(`delivery ${id} was taken to be sent after ${row.forbidden}`);
      row.state = 'sending';
      row.marks += 1;
      row.markedAt = scene.now();
      if (row.delivery.class !== 'unsolicited') continue;
      const now = scene.now();
      const complaints = recent(row.delivery.conversation).flatMap((state) =>
        [now, now - grace].map((at) => mayCome(state, at)),
      );
      if (!complaints.includes(null))
        violated(`something unsolicited goes out although ${complaints.at(-2)} (${id})`);
    }
  }

  function settled(id: DeliveryId, state: DeliveryState): void {
    const row = rowOf(id);
    if (row === null || row.state === 'cancelled') return;
    row.state = state;
    const { delivery } = row;
    // Of two tries only the last can be told from the row: then its whole age counts.
    const since = row.marks === 1 && row.asked === 1 ? row.firstAskedAt : delivery.createdAt;
    const age = scene.now() - since;
    if (delivery.payload.type === 'news') {
      const isTold = applied.has(`${id}:told` as CauseId);
      if (state === 'sent' && !isTold && kept(delivery.payload.to) !== null)
        violated(`news ${id} is called told, and nobody heard it`);
      return;
    }
    const isHopelessHere = row.odd >= 5;
    if (state === 'sent' && row.shows === 0) violated(`delivery ${id} is called sent, unseen`);
    if (
      state === 'dead' &&
      row.refusals === 0 &&
      !isHopelessHere &&
      delivery.payload.address !== null
    )
      violated(`delivery ${id} was given up, and nobody had refused it`);
    if (state === 'cancelled' && delivery.class !== 'unsolicited')
      violated(`a ${delivery.class} was cancelled at the door (${id})`);
    const isOver =
      row.forbidden !== null || (delivery.expiresAt !== null && delivery.expiresAt <= scene.now());
    const isHopeless = !scene.manner.tells && row.unsure > 0 && age >= 110_000;
    if (state === 'expired' && !isOver && !isHopeless && age < 23 * hour)
      violated(`delivery ${id} was let expire after ${age} ms`);
  }

  function asked(delivery: Delivery, nonce: string): void {
    const row = rowOf(delivery.id);
    if (row === null) return; // The last resort speaks without the store.
    if (row.forbidden !== null && row.asked > 0)
      violated(`delivery ${delivery.id} was sent after ${row.forbidden}`);
    if (row.nonce !== null && row.nonce !== nonce)
      violated(`delivery ${delivery.id} was sent again under another nonce`);
    if ((nonces.get(nonce) ?? delivery.id) !== delivery.id)
      violated(`one nonce for two deliveries: ${delivery.id} and ${nonces.get(nonce)}`);
    nonces.set(nonce, delivery.id);
    row.nonce = nonce;
    row.asked += 1;
    if (row.firstAskedAt === 0) row.firstAskedAt = scene.now();
    if (delivery.class === 'safety') return;
    for (const other of rows.values()) {
      if (!other.isPlea || other.delivery.conversation !== delivery.conversation) continue;
      if (other.state !== 'pending' || other.asked > 0) continue;
      if (other.committedAt < row.markedAt - grace)
        violated(`${delivery.class} ${delivery.id} was sent before the crisis reply`);
    }
  }

  function answered(delivery: Delivery, end: string | null): void {
    const row = rowOf(delivery.id);
    if (row === null) return;
    if (end === 'unheard') row.unheard += 1;
    if (end === 'unheard' || end === 'unreachable' || end === 'odd') row.unsure += 1;
    if (end === 'odd') row.odd += 1;
    if (end === 'refused' || end === 'closed' || end === 'gone') row.refusals += 1;
  }

  function shown(delivery: Delivery): void {
    const now = scene.now();
    const { payload, conversation } = delivery;
    if (payload.type === 'message' && payload.message.sensitivity === 'crisis')
      crisisShown.push({ conversation, at: now });
    const row = rowOf(delivery.id);
    if (row === null) return;
    row.shows += 1;
    if (row.shows === 1) inOrder(row);
    else {
      const { remembers } = scene.manner;
      const isForgotten = now - row.firstAskedAt > remembers;
      const isAllowed = remembers === 0 ? true : isForgotten && delivery.class === 'safety';
      // The one in flight when an answer was lost may come twice; nothing else, and never more.
      if (!isAllowed || row.shows > 1 + row.unheard)
        violated(`delivery ${delivery.id} was seen ${row.shows} times`);
    }
  }

  function inOrder(row: Row): void {
    const screen = screens.get(row.delivery.conversation) ?? [];
    for (const later of screen) {
      if (later.order < row.order || later.delivery.class === 'safety') continue;
      const isHeld = row.delivery.class === 'unsolicited' && later.delivery.class !== 'unsolicited';
      const isOver = !open.includes(row.state) && row.state !== 'sending';
      if (!isHeld && !isOver)
        violated(`delivery ${row.delivery.id} was seen after ${later.delivery.id}, said later`);
    }
    screen.push(row);
    screens.set(row.delivery.conversation, screen);
  }

  async function isHeardOf(disk: Store): Promise<void> {
    for (const [cause, at] of receipts) {
      if (scene.now() - at < 48 * hour && !(await disk.heard(cause)))
        violated(`${about(cause)} was receipted and is lost`);
    }
  }

  async function drained(disk: Store, log: string): Promise<void> {
    await isHeardOf(disk);
    const now = scene.now();
    for (const row of rows.values()) {
      const { id, class: kind, payload } = row.delivery;
      const isHeld = kind === 'unsolicited' && row.state === 'pending';
      if ((open.includes(row.state) || row.state === 'sending') && !isHeld)
        violated(`${payload.type} ${id} (${kind}) is still ${row.state} at the end`);
    }
    for (const left of await disk.undelivered(now, 100))
      violated(`delivery ${left.id} could go and does not`);
    for (const { conversation, at } of await disk.due(now - 60_000, 100))
      violated(`a wake of ${conversation} is due since ${now - at} ms`);
    for (const { conversation, at, cause } of pleaded) {
      const isReachable = [...rows.values()].every(
        (row) => row.delivery.conversation !== conversation || row.refusals === 0,
      );
      if (
        isReachable &&
        !crisisShown.some((one) => one.conversation === conversation && one.at >= at)
      )
        violated(`crisis words (${about(cause)}) were never answered on the screen`);
    }
    for (const marker of markers)
      if (log.includes(marker)) violated(`a member's word stands in the log`);
    for (const [conversation, gone] of erased) {
      const left = JSON.stringify([
        await disk.load(conversation),
        await disk.entries(conversation),
      ]);
      for (const marker of gone)
        if (left.includes(marker)) violated(`a word of an erased member is still kept`);
    }
  }

  function about(cause: CauseId): string {
    const inbound = inbounds.get(cause);
    return inbound === undefined ? cause : `${inbound.type} ${cause}`;
  }

  return {
    violations,
    violated,
    committed,
    marked,
    settled,
    asked,
    answered,
    shown,
    heard(inbound) {
      if (!inbounds.has(inbound.id)) inbounds.set(inbound.id, inbound);
    },
    recovered() {
      for (const row of rows.values()) {
        if (row.state !== 'sending') continue;
        row.state = 'unknown';
        row.unheard += 1;
        row.unsure += 1;
      }
    },
    brought(event) {
      if (event.type !== 'Tapped' && event.type !== 'Filled') inbounds.set(event.id, event);
      const said = JSON.stringify(event);
      for (const [marker] of said.matchAll(/zq\w+/g)) markers.add(marker);
    },
    receipted(inbound, { outcome }) {
      if (outcome === 'failed') return;
      if (!receipts.has(inbound.id)) receipts.set(inbound.id, scene.now());
      void scene
        .disk()
        .heard(inbound.id)
        .then((isHeard) => {
          if (!isHeard) violated(`${about(inbound.id)} was receipted before it was on the disk`);
        });
    },
    restarted: isHeardOf,
    drained,
  };
}

function rowFor(
  delivery: Omit<Delivery, 'seq'>,
  at: { order: number; now: Millis; isPlea: boolean },
): Row {
  return {
    delivery,
    order: at.order,
    committedAt: at.now,
    isPlea: at.isPlea,
    state: 'pending',
    markedAt: 0,
    forbidden: null,
    nonce: null,
    marks: 0,
    asked: 0,
    firstAskedAt: 0,
    unheard: 0,
    unsure: 0,
    refusals: 0,
    odd: 0,
    shows: 0,
  };
}

function spoke({ type }: Inbound): boolean {
  return (
    type === 'TextSaid' || type === 'ChoiceMade' || type === 'FormSent' || type === 'FlowAsked'
  );
}

/** The question a tap was for, as whoever tapped knows it; `null` for what never goes stale. */
function questionOf(inbound: Inbound): string | null {
  if (inbound.type !== 'ChoiceMade' && inbound.type !== 'FormSent') return null;
  return /:of-(.+)$/.exec(inbound.id)?.[1] ?? inbound.question;
}

/** What members are told where something broke on our side, or was taken away from under them. */
function brokenWords(): ReadonlySet<string> {
  broken ??= wordings(['broken.flow', 'broken.withdrawn', 'broken.changed', 'broken.quarantine']);
  return broken;
}

/** What is said to a click on what is not open any more. */
function tooLateWords(): ReadonlySet<string> {
  tooLate ??= wordings(['click.stale', 'click.over']);
  return tooLate;
}

let broken: ReadonlySet<string> | null = null;
let tooLate: ReadonlySet<string> | null = null;

function wordings(keys: readonly PhraseKey[]): ReadonlySet<string> {
  const { phrases } = editionAt(0).library;
  return new Set(
    ['en', 'es'].flatMap((locale) =>
      keys.flatMap((key) =>
        Array.from({ length: phrases.wordings(key, locale) }, (_, n) =>
          JSON.stringify(phrases.say(key, locale, {}, n)[0]),
        ),
      ),
    ),
  );
}

function says({ deliveries }: Commit, words: ReadonlySet<string>): boolean {
  return deliveries.some(
    ({ payload }) =>
      payload.type === 'message' &&
      payload.message.paragraphs.some((one) => words.has(JSON.stringify(one))),
  );
}

function isAlwaysOn(text: string): boolean {
  const { phrases } = editionAt(0).library;
  return ['en', 'es'].some((locale) => alwaysOn(text, phrases.words(locale)) !== null);
}

function isPoisoned(inbound: Inbound): boolean {
  return inbound.type === 'TextSaid' && inbound.text.startsWith(poison);
}

const allPleas = [...pleas.en, ...pleas.es];

function isPleaFor(inbound: Inbound): boolean {
  if (inbound.type === 'FormSent')
    return Object.values(inbound.fields).some((text) => allPleas.includes(text));
  return inbound.type === 'TextSaid' && allPleas.includes(inbound.text);
}

/** What moved that no stale click may move; `null` for nothing. Sessions that lay beneath for a day may fall away. */
function movedBy(
  before: MemberConversation,
  after: MemberConversation,
  now: Millis,
): string | null {
  const parts = (member: MemberConversation): Readonly<Record<string, unknown>> => ({
    settings: member.settings,
    consents: member.consents,
    contacted: member.contacted,
    crisis: member.crisis,
    plans: member.plans.map(({ key, flow, rhythm, time }) => [key, flow, rhythm, time]),
    sessions: member.sessions
      .filter(({ startedAt }) => now - startedAt < 24 * hour)
      .map(({ flow, startedAt, snapshot }) => [flow, startedAt, snapshot.value, snapshot.data]),
  });
  const [was, is] = [parts(before), parts(after)];
  const moved = Object.keys(was).find(
    (part) => JSON.stringify(was[part]) !== JSON.stringify(is[part]),
  );
  if (moved !== undefined) return moved;
  const isThere = ({ flow, startedAt }: Session): boolean =>
    before.sessions.some((one) => one.flow === flow && one.startedAt === startedAt);
  return after.sessions.every(isThere) ? null : 'what is talked about';
}
