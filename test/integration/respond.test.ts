// A deferral holds once it was taken, however much its answer says.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RepliableInteraction } from 'discord.js';
import { afterEach, expect, it } from 'vitest';
import { deferAnswer } from '../../src/discord/api/respond.ts';
import { createWebhookRest } from '../../src/discord/api/rest/rest-clients.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function deferAgainst(status: number, body?: unknown) {
  const listening = createServer((_request, response) => {
    if (body === undefined) response.writeHead(status).end();
    else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo; // A TCP server's.
  const interaction = { id: '1', token: 't', deferred: false } as RepliableInteraction; // The parts that are used.
  const deferral = await deferAnswer(createWebhookRest(`http://127.0.0.1:${port}/api`).lasting, interaction, false);
  return { ...deferral, deferred: interaction.deferred };
}

it('with the message’s id and that Discord made it private', async () => {
  const interaction = {
    id: '1',
    type: 2,
    response_message_id: '7',
    response_message_loading: true,
    response_message_ephemeral: true,
  };
  expect(await deferAgainst(200, { interaction })).toEqual({ messageId: '7', isPrivate: true, deferred: true });
});

it.each([
  [204, undefined],
  [200, {}],
])('with a bare %i', async (status, body) => {
  expect(await deferAgainst(status, body)).toEqual({ messageId: null, isPrivate: false, deferred: true });
});

it('is not believed where Discord refused it', async () => {
  await expect(deferAgainst(404, { message: 'Unknown interaction', code: 10062 })).rejects.toMatchObject({
    code: 10062,
  });
});
