// Calls to Discord as figures: by kind of route, never by id or token, and with those that got no
// answer.
import { EventEmitter } from 'node:events';
import { type Client, Events } from 'discord.js';
import { expect, it } from 'vitest';
import { createCallMeter, type SendRequest } from '../../../../src/discord/api/rest/call-meter.ts';
import { createLog } from '../../../../src/ops/log.ts';
import { createMetrics } from '../../../../src/ops/metrics.ts';

const ID = '200000000000000001';
const TOKEN = 'aW50ZXJhY3Rpb246c2VjcmV0';

/** @param answer what every call gets: a status, or no answer at all */
function meterOf(answer: number | 'none') {
  const metrics = createMetrics('1.2.3');
  // Only the status is looked at.
  const send = (async () => {
    if (answer === 'none') throw new Error('ECONNRESET');
    return { status: answer };
  }) as unknown as SendRequest;
  const meter = createCallMeter(send, metrics, createLog('silent'));
  const call = (path: string) => meter.send(`https://discord.com/api/v10${path}`, { method: 'POST' });
  const lines = async () =>
    (await metrics.registry.metrics()).split('\n').filter((line) => line.startsWith('kontext_'));
  return { meter, call, lines };
}

it('has a handful of routes, whatever ids and tokens stand in the paths', async () => {
  const { call, lines } = meterOf(200);
  for (const path of [
    `/interactions/${ID}/${TOKEN}/callback`,
    `/webhooks/${ID}/${TOKEN}/messages/%40original`,
    `/channels/${ID}/messages`,
    `/users/@me/channels`,
    `/applications/${ID}/commands`,
    '/gateway/bot',
    `/guilds/${ID}/members/${ID}`,
  ])
    await call(path);
  const counted = (await lines()).filter((line) => line.startsWith('kontext_discord_calls_total'));
  expect(counted.map((line) => /route="(\w+)"/.exec(line)?.[1])).toEqual([
    'answer',
    'webhook',
    'channel',
    'user',
    'application',
    'gateway',
    'other',
  ]);
  expect(counted.join()).not.toMatch(/\d{10}|aW50/);
});

it('counts a call that got no answer, and lets its failure through', async () => {
  const { call, lines } = meterOf('none');
  await expect(call('/gateway/bot')).rejects.toThrow('ECONNRESET');
  expect(await lines()).toContain('kontext_discord_calls_total{route="gateway",status="none"} 1');
});

it.each([
  [204, 1],
  [404, 0],
])('of a first answer that gets %i times %i', async (status, times) => {
  const { meter, call, lines } = meterOf(status);
  // Nothing but its events is used.
  const client = new EventEmitter() as unknown as Client;
  meter.listen(client);
  client.emit(Events.InteractionCreate, { id: ID } as never);
  for (const id of [ID, '999']) await call(`/interactions/${id}/${TOKEN}/callback`);
  expect(await lines()).toContain(`kontext_time_to_ack_seconds_count ${times}`);
});
