// Whether events come in now: the client calls itself ready for good once it was, also while its
// connection is gone.
import { type Client, Status } from 'discord.js';

export const isConnected = (client: Client): boolean =>
  client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready);
