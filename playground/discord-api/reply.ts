// What became of one thing a person did: the first answer, and every version of the message that
// shows it.
import type { APIMessage } from 'discord-api-types/v10';
import type { Modal } from './modals.ts';
import type { InteractionAnswer, PersonEvent } from './model.ts';

export interface View {
  /** Milliseconds after the person acted. */
  afterMs: number;
  message: APIMessage;
}

export interface Reply {
  interactionId: string;
  /** Every version this person saw, oldest first. */
  views: readonly View[];
  /** The newest one. */
  message(): APIMessage | undefined;
  /** The first answer, or that there was none. */
  answer(timeoutMs?: number): Promise<InteractionAnswer>;
  /** The form that was opened in answer. */
  modal(timeoutMs?: number): Promise<Modal>;
  /** Milliseconds from acting to the first answer. */
  firstAnswerMs(): number | undefined;
  /** The first version for which `isSuch` holds, seen already or still to come. */
  until(isSuch: (message: APIMessage) => boolean, timeoutMs?: number): Promise<APIMessage>;
}

const TIMEOUT_MS = 20_000;

export function createReply(
  interactionId: string,
  startedAt: number,
  heard: readonly PersonEvent[],
  onEvent: (listener: (event: PersonEvent) => void) => () => void,
): Reply {
  const views: View[] = [];
  const watchers = new Set<() => void>();
  let answered: { answer: InteractionAnswer; afterMs: number } | undefined;

  const take = (event: PersonEvent) => {
    const afterMs = performance.now() - startedAt;
    if (event.kind === 'interaction' && event.id === interactionId) answered ??= { answer: event.answer, afterMs };
    else if (event.kind === 'message' && event.message.interaction_metadata?.id === interactionId)
      views.push({ afterMs, message: event.message });
    else return;
    for (const watcher of watchers) watcher();
  };
  for (const event of heard) take(event);
  onEvent(take);

  const waitFor = <T>(find: () => T | undefined, timeoutMs: number, what: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const check = () => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        watchers.delete(check);
        resolve(found);
      };
      const timer = setTimeout(() => {
        watchers.delete(check);
        reject(new Error(`${what} did not come within ${timeoutMs} ms; seen: ${describe(views, answered?.answer)}`));
      }, timeoutMs);
      watchers.add(check);
      check();
    });

  return {
    interactionId,
    views,
    message: () => views.at(-1)?.message,
    answer: (timeoutMs = TIMEOUT_MS) => waitFor(() => answered?.answer, timeoutMs, 'an answer'),
    async modal(timeoutMs = TIMEOUT_MS) {
      const answer = await waitFor(() => answered?.answer, timeoutMs, 'a form');
      if (answer.outcome === 'modal') return answer.modal as Modal; // Checked by schema when it was opened.
      throw new Error(`no form was opened: ${describe(views, answer)}`);
    },
    firstAnswerMs: () => answered?.afterMs,
    until: (isSuch, timeoutMs = TIMEOUT_MS) =>
      waitFor(() => views.find(({ message }) => isSuch(message))?.message, timeoutMs, 'such a message'),
  };
}

const describe = (views: readonly View[], answer: InteractionAnswer | undefined) =>
  `${JSON.stringify(answer ?? 'no answer')} ${views.map(({ afterMs, message }) => `\n  ${afterMs.toFixed(0)} ms [${message.attachments.length}] ${message.content}`).join('')}`;
