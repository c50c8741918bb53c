import type { ConversationId } from '#conversation/id.ts';

/** One queue a conversation: what is run in a lane waits for what came before it, and for nobody else. */
export interface Lanes {
  /** Runs `work` after everything this conversation was given before; a failure there stops nothing here. */
  run<T>(conversation: ConversationId, work: () => Promise<T>): Promise<T>;
  /** How many conversations have work in hand. */
  readonly busy: number;
  /** Resolves once no lane has work. */
  empty(): Promise<void>;
}

/** Opens lanes that vanish when they are empty; `emptied` is told when the last one does. */
export function openLanes(emptied: () => void): Lanes {
  const tails = new Map<ConversationId, Promise<void>>();
  return {
    run(conversation, work) {
      const before = tails.get(conversation) ?? Promise.resolve();
      const result = before.then(work);
      const tail = result.then(leave, leave);
      tails.set(conversation, tail);
      return result;

      function leave(): void {
        if (tails.get(conversation) !== tail) return;
        tails.delete(conversation);
        if (tails.size === 0) emptied();
      }
    },
    get busy() {
      return tails.size;
    },
    async empty() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
