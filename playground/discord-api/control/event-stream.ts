// What one person sees, live, as server-sent events.
import type { ServerResponse } from 'node:http';
import type { PersonEvent } from '../model.ts';
import { type DiscordState, personByKey } from '../state.ts';

/** How soon a browser whose stream broke off comes back. */
const RECONNECT_MS = 500;

/** Breaks every stream off, as a network does. */
export const dropStreams = (state: DiscordState): boolean => state.events.emit('drop-streams');

export function streamEvents(state: DiscordState, key: string, response: ServerResponse): void {
  personByKey(state, key);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`retry: ${RECONNECT_MS}\n\n`);
  const onEvent = (event: PersonEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  state.events.on(`person:${key}`, onEvent);
  const onDrop = () => response.destroy();
  state.events.on('drop-streams', onDrop);
  response.on('close', () => {
    state.events.off(`person:${key}`, onEvent);
    state.events.off('drop-streams', onDrop);
  });
}
