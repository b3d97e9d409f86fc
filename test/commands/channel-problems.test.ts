// Managers learn from /settings show that reports and copies do not arrive.
import type { Client } from 'discord.js';
import { expect, it } from 'vitest';
import { describeChannelProblems } from '../../commands/settings/channel-problems.ts';
import { serverSettings } from '../../src/servers/settings.store.ts';
import { createText } from '../../src/text/text.ts';

const [GUILD, OPEN, CLOSED, GONE] = ['1', '2', '3', '4'];
const language = createText()('en-US');

/** A bot that knows a server with an open channel and one where it may not write. */
function clientOf(guilds: readonly string[]): Client {
  const channel = (has: (flag: bigint) => boolean) => ({
    isDMBased: () => false,
    isThread: () => false,
    permissionsFor: () => ({ has }),
  });
  const known = {
    user: {},
    guilds: { cache: new Map(guilds.map((id) => [id, { available: true }])) },
    channels: {
      cache: new Map([
        [OPEN, channel(() => true)],
        [CLOSED, channel((flag) => flag !== 2048n)],
      ]),
    },
  };
  return known as unknown as Client; // What is asked of it alone.
}

const problems = (chosen: object, guilds = [GUILD]) =>
  describeChannelProblems(clientOf(guilds), GUILD, serverSettings.parse(chosen), language);

it('says which channel is closed to the bot or gone, and nothing of those that are open', () => {
  expect(problems({ log_channel: OPEN, feed_channel: OPEN })).toEqual([]);
  expect(problems({ log_channel: CLOSED })).toEqual([
    '⚠️ Log channel: nothing arrives in <#3>. I lack these permissions there: Send Messages.',
  ]);
  expect(problems({ feed_channel: GONE })).toEqual(['⚠️ Image feed: the channel no longer exists. Choose another.']);
});

it('says nothing of a server that the bot knows nothing of yet', () => {
  expect(problems({ log_channel: GONE }, [])).toEqual([]);
});
