// What one person sees, live, as server-sent events: numbered, so that a browser whose connection
// broke off hears what it missed.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NumberedEvent } from '../model.ts';
import { type DiscordState, newestEventNumber, personByKey } from '../state.ts';

/** How soon a browser whose stream broke off comes back. */
const RECONNECT_MS = 500;

/** Breaks every stream off, as a network does. */
export const dropStreams = (state: DiscordState): boolean => state.events.emit('drop-streams');

/**
 * @param after the number of what was told last before this person began to listen; from now on
 * where it is not given
 */
export function streamEvents(
  state: DiscordState,
  { as: key, after }: { as: string; after: string | null },
  { headers }: IncomingMessage,
  response: ServerResponse,
): void {
  personByKey(state, key);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const lastHeard = headers['last-event-id'] ?? after ?? String(newestEventNumber(state));
  // A number without an event: whoever is cut off before hearing anything goes on from here.
  response.write(`retry: ${RECONNECT_MS}\nid: ${lastHeard}\n\n`);
  const onEvent = ({ number, event }: NumberedEvent) =>
    response.write(`id: ${number}\ndata: ${JSON.stringify(event)}\n\n`);
  for (const known of state.numberedEvents)
    if (known.personKey === key && known.number > Number(lastHeard)) onEvent(known);
  state.events.on(`person:${key}`, onEvent);
  const onDrop = () => response.destroy();
  state.events.on('drop-streams', onDrop);
  response.on('close', () => {
    state.events.off(`person:${key}`, onEvent);
    state.events.off('drop-streams', onDrop);
  });
}
