import { assign, initialTransition, setup, transition } from 'xstate';
import type { ConversationId, QuestionId } from '#conversation/id.ts';
import type { Message } from '#conversation/message.ts';
import type { Value } from '#conversation/value.ts';
import { wallClock } from '#runtime/clock.ts';
import { doNext } from './check-in.ts';
import type { Peer, Setting } from './peer.ts';
import { textsOf } from './switch-texts.ts';
import type { Step } from './switch.ts';

/** The check-in as an XState machine in memory and nothing else: no text is filled, nothing is kept or sent. What the floor under any statechart costs. */
export function openXState({ members, checkIn, library }: Setting): Promise<Peer> {
  const { questions } = textsOf(checkIn, library);
  const [first] = initialTransition(machine);
  const states = Array.from({ length: members }, () => first);

  /** What members tap at: the options that are open. */
  function shown(member: number): Message | null {
    const at = states[member]?.value as Step;
    const choices = questions[at]?.choices ?? [];
    return {
      paragraphs: [],
      question: `q${at}` as QuestionId,
      choices,
      input: null,
      media: [],
      sensitivity: 'ordinary',
      alwaysOn: [],
    };
  }

  function answerOf(member: number, turn: number): Value {
    const inbound = doNext({
      member,
      turn,
      conversation: `bench:${member}` as ConversationId,
      at: wallClock.now(),
      shown: shown(member),
    });
    if (inbound.type === 'ChoiceMade') return inbound.choices[0] ?? null;
    return inbound.type === 'TextSaid' ? inbound.text : null;
  }

  return Promise.resolve({
    turn(member: number, turn: number) {
      const before = states[member] ?? first;
      const event =
        turn === 0
          ? { type: 'asked' as const }
          : { type: 'answer' as const, value: answerOf(member, turn) };
      const [after] = transition(machine, before, event);
      if (after.value === before.value) {
        return Promise.reject(new Error(`turn ${turn} of ${member} was not heard`));
      }
      states[member] = after;
      return Promise.resolve(performance.now());
    },
    settled: () => Promise.resolve(),
    shown,
    close: () => Promise.resolve(),
  });
}

interface Answers {
  readonly heaviness: number | null;
  readonly feeling: string | null;
  readonly note: string | null;
  readonly idea: string | null;
}

const none: Answers = { heaviness: null, feeling: null, note: null, idea: null };

const machine = setup({
  types: {
    context: {} as Answers,
    events: {} as { type: 'asked' } | { type: 'answer'; value: Value },
  },
  actions: {
    forget: assign(none),
    keep: assign(({ event }, { as }: { as: keyof Answers }) => ({
      [as]: event.type === 'answer' ? event.value : null,
    })),
    weigh: assign(({ event }) => ({
      heaviness: event.type === 'answer' ? Number(event.value) : null,
    })),
    say: () => undefined,
  },
  guards: {
    isNumber: ({ event }) =>
      event.type === 'answer' && Number(event.value) >= 1 && Number(event.value) <= 10,
    weighs: ({ context }, { least }: { least: number }) => (context.heaviness ?? 0) >= least,
    isOver: ({ event }) => event.type === 'answer' && event.value === 'end',
  },
}).createMachine({
  context: none,
  initial: 'idle',
  states: {
    idle: { on: { asked: { target: 'heavy', actions: 'forget' } } },
    heavy: {
      entry: 'say',
      on: { answer: { guard: 'isNumber', target: 'weighed', actions: 'weigh' } },
    },
    weighed: {
      always: [
        { guard: { type: 'weighs', params: { least: 8 } }, target: 'feeling', actions: 'say' },
        { guard: { type: 'weighs', params: { least: 4 } }, target: 'feeling', actions: 'say' },
        { target: 'feeling', actions: 'say' },
      ],
    },
    feeling: {
      entry: 'say',
      on: {
        answer: { target: 'note', actions: { type: 'keep', params: { as: 'feeling' } } },
      },
    },
    note: {
      entry: 'say',
      on: { answer: { target: 'idea', actions: { type: 'keep', params: { as: 'note' } } } },
    },
    idea: {
      entry: 'say',
      on: { answer: { target: 'see', actions: { type: 'keep', params: { as: 'idea' } } } },
    },
    see: { entry: 'say', on: { answer: [{ guard: 'isOver', target: 'idle' }, 'touch'] } },
    touch: { entry: 'say', on: { answer: [{ guard: 'isOver', target: 'idle' }, 'hear'] } },
    hear: { entry: 'say', on: { answer: { target: 'idle', actions: 'say' } } },
  },
});
