// Hearing server-sent events in Node.
import { parseJson } from '../http/messages.ts';
import type { PersonEvent } from './model.ts';

export interface Ears {
  /** Resolves once events can no longer be missed. */
  opened: Promise<void>;
  /** @returns a function that stops listening */
  onEvent(listener: (event: PersonEvent) => void): () => void;
  close(): void;
}

export function listen(url: string): Ears {
  const listeners = new Set<(event: PersonEvent) => void>();
  const end = new AbortController();
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();

  const read = async () => {
    const response = await fetch(url, { signal: end.signal });
    if (!response.ok || !response.body) throw new Error(`events answered ${response.status}`);
    let rest = '';
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      resolve();
      const parts = (rest + text).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const data = part.split('\n').find((line) => line.startsWith('data: '));
        const event = data === undefined ? undefined : parseJson(data.slice('data: '.length));
        if (event !== undefined) for (const listener of listeners) listener(event as PersonEvent); // Written by the control API.
      }
    }
  };
  read().catch((error: unknown) => {
    // After the opening, a stream that ends means that the stand-in was closed.
    reject(error);
  });
  opened.catch(() => undefined);

  return {
    opened,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => end.abort(),
  };
}
