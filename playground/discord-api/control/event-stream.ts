// What one person sees, live, as server-sent events.
import type { ServerResponse } from 'node:http';
import type { PersonEvent } from '../model.ts';
import { type DiscordState, personByKey } from '../state.ts';

export function streamEvents(state: DiscordState, key: string, response: ServerResponse): void {
  personByKey(state, key);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': welcome\n\n');
  const onEvent = (event: PersonEvent) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  state.events.on(`person:${key}`, onEvent);
  response.on('close', () => state.events.off(`person:${key}`, onEvent));
}
