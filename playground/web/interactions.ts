// What this page has started and is waiting for: each interaction's first answer, which may come
// before the call that started it has returned its id.
import type { InteractionAnswer } from './shapes.ts';

/**
 * Longer than Discord waits for a bot: where a playground was started anew, nobody remembers what
 * was begun.
 */
const FORGET_AFTER_MS = 30_000;

export interface Interactions {
  /** Resolves with the bot's first answer, or with the word that there was none. */
  answerOf(id: string): Promise<InteractionAnswer>;
  onAnswer(id: string, answer: InteractionAnswer): void;
}

export function createInteractions(): Interactions {
  const waiting = new Map<string, PromiseWithResolvers<InteractionAnswer>>();
  const entryOf = (id: string) => {
    const known = waiting.get(id);
    if (known) return known;
    const entry = Promise.withResolvers<InteractionAnswer>();
    waiting.set(id, entry);
    setTimeout(() => {
      // Other pages' interactions of the same person are heard here too, and nobody waits for
      // those.
      entry.resolve({ outcome: 'failed', reason: 'This interaction failed' });
      waiting.delete(id);
    }, FORGET_AFTER_MS);
    return entry;
  };
  return {
    answerOf: (id) => entryOf(id).promise,
    onAnswer: (id, answer) => entryOf(id).resolve(answer),
  };
}
