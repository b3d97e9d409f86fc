// Events of the gateway that are not as Discord promises: what cannot be read is dropped and
// counted, and the bot goes on answering.

import Sqlite from 'better-sqlite3';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeChannel, describeGuild, describeMember, describeRole } from '../../playground/discord-api/objects.ts';
import { BOT_ID } from '../../playground/discord-api/seed.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { brokenCopies } from '../support/broken-events.ts';
import { cancelAnyway } from '../support/controls.ts';
import { makeImage, plainInput, privateAnswer } from '../support/editing.ts';
import { hasImage } from '../support/shown.ts';

const EACH = Number(process.env.FUZZ_RUNS ?? 100);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const SERVER = '200000000000000001';
const SECRET = 'a heron that nobody may read of';

let world: World;
let events: [string, unknown][];

beforeAll(async () => {
  world = await startWorld({
    settings: { HTTP_PORT: '0', DEFAULT_MEMBER_BUDGET: '5000/day', HOST_BUDGET: '50000/day' },
    provider: { behaviour: { speed: 50 } },
    discord: { messageContentIntent: true },
  });
  events = await everyKindOfEvent();
}, 60_000);
afterAll(() => world?.close());

const member = () => world.people.as('member');
const send = (t: string, d: unknown) => world.discord.gateway.sendAsIs(t, d);
const dropped = () => world.bot().log.filter(({ msg }) => msg === 'gateway event dropped');
const stillAnswers = async () => {
  const answer = await (await world.people.as('second').slash('help')).answer(10_000);
  expect([answer.outcome, world.bot().isRunning()]).toEqual(['answered', true]);
};

/** What the bot is really sent while people use it, and what servers send besides. */
async function everyKindOfEvent(): Promise<[string, unknown][]> {
  const heard: [string, unknown][] = [];
  const hear = (t: string, d: unknown) => heard.push([t, structuredClone(d)]);
  world.discord.state.events.on('dispatch', hear);
  const result = await makeImage(member(), SECRET);
  await (await member().slash('edit', { prompt: SECRET }, { files: await plainInput() })).until(hasImage);
  await member().autocomplete('imagine', { prompt: SECRET }, 'model');
  const form = await member().click(result, 'Edit');
  await member().submit(await form.modal(), { prompt: SECRET });
  await (await member().select(result, 'more', [await firstChoice(result)])).answer();
  await (await member().menu('Edit image', result)).answer();
  await (await member().menu('Remix avatar', 'second')).answer();
  const file = { name: 'a.png', bytes: (await plainInput()).image.bytes, contentType: 'image/png' };
  const posted = await member().post(SECRET, { files: [file] });
  await member().injectMessage(
    {
      embeds: [{ type: 'image', url: 'https://x.example/', thumbnail: { url: 'https://x.example/a.png' } }],
      sticker_items: [{ id: '5', name: 'Wave', format_type: 1 }],
      message_reference: { type: 1, message_id: posted.id, channel_id: posted.channel_id },
      message_snapshots: [{ message: { ...posted, content: SECRET } }],
      mentions: [world.discord.state.people[1]?.user],
    },
    { content: `<@${BOT_ID}> ${SECRET}` },
  );
  await member().post(`<@${BOT_ID}> ${SECRET}`, { replyTo: posted.id });
  await member().post(SECRET, { channel: 'direct' });
  await member().delete(posted);
  world.discord.state.events.off('dispatch', hear);
  return [...oneOfEach(heard), ...serverEvents()];
}

const firstChoice = async ({ components = [] }: APIMessage): Promise<string> =>
  /"value":"([^"]+)"/.exec(JSON.stringify(components.slice(0, 2)))?.[1] ?? '';

/** By name, and of interactions by type and component too. */
function oneOfEach(heard: readonly [string, unknown][]): [string, unknown][] {
  const kind = (t: string, d: unknown) => {
    const { type, data, guild_id } = d as { type?: number; guild_id?: string; data?: Record<string, unknown> };
    return t === 'INTERACTION_CREATE' ? [t, type, data?.type, data?.component_type].join() : `${t},${type},${guild_id}`;
  };
  return [...new Map(heard.map(([t, d]) => [kind(t, d), [t, d] as [string, unknown]])).values()];
}

function serverEvents(): [string, unknown][] {
  const { state } = world.discord;
  const guild = state.guilds[1];
  const [text, thread] = ['harbour', 'thread'].map((key) => state.channels.find((channel) => channel.key === key));
  const person = state.people[0];
  if (!guild || !text || !thread || !person) throw new Error('the stand-in begins with these');
  const server = { guild_id: SERVER };
  const role = { ...server, role: describeRole('400000000000000099', 'New', 1) };
  const [place, lane] = [describeChannel(state, text), describeChannel(state, thread)];
  return [
    ['GUILD_CREATE', describeGuild(state, guild)],
    ['GUILD_UPDATE', describeGuild(state, guild)],
    ['GUILD_DELETE', { id: guild.id, unavailable: true }],
    ['CHANNEL_CREATE', place],
    ['CHANNEL_UPDATE', place],
    ['CHANNEL_DELETE', place],
    ['CHANNEL_PINS_UPDATE', { ...server, channel_id: text.id, last_pin_timestamp: null }],
    ['THREAD_CREATE', { ...lane, newly_created: true }],
    ['THREAD_UPDATE', lane],
    ['THREAD_DELETE', lane],
    ['THREAD_LIST_SYNC', { ...server, threads: [lane], members: [] }],
    ['THREAD_MEMBER_UPDATE', { ...server, id: thread.id, user_id: BOT_ID, join_timestamp: null, flags: 0 }],
    ['GUILD_MEMBER_UPDATE', { ...describeMember(person, SERVER), ...server }],
    ['GUILD_ROLE_CREATE', role],
    ['GUILD_ROLE_UPDATE', role],
    ['GUILD_ROLE_DELETE', { ...server, role_id: role.role.id }],
    ['STAGE_INSTANCE_CREATE', { ...server, id: '1', channel_id: text.id, topic: 'x', privacy_level: 2 }],
    ['USER_UPDATE', person.user],
    ['ENTITLEMENT_CREATE', { id: '1', sku_id: '2', user_id: person.user.id, type: 1, deleted: false }],
    ['SOMETHING_NEW', { id: '1' }],
  ];
}

/** Every interaction that is sent while `act` is awaited is changed first. */
async function changing<T>(change: (event: Record<string, unknown>) => void, act: () => Promise<T>): Promise<T> {
  const listener = (t: string, d: Record<string, unknown>) => {
    if (t === 'INTERACTION_CREATE') change(d);
  };
  world.discord.state.events.prependListener('dispatch', listener);
  return act().finally(() => world.discord.state.events.off('dispatch', listener));
}
const without = <T>(keys: readonly string[], act: () => Promise<T>): Promise<T> =>
  changing((event) => {
    for (const key of keys) delete event[key];
  }, act);

it('an interaction without an upload limit is answered with files of up to 10 MiB', async () => {
  const prompt = 'a mill on a large sheet';
  const result = await without(['attachment_size_limit'], () => makeImage(member(), prompt));
  const edit = await without(['attachment_size_limit'], async () => {
    const form = await member().click(result, 'Edit');
    return (await member().submit(await form.modal(), { prompt })).until(hasImage);
  });
  const shown = await without(['attachment_size_limit'], async () =>
    (await member().select(edit, 'more', ['before-after'])).until(hasImage),
  );
  expect(shown.content).toContain('Left: before.');
  const database = new Sqlite(world.databasePath, { readonly: true });
  const limits = database.prepare('select distinct upload_limit_bytes from requests where prompt = ?').all(prompt);
  database.close();
  expect(limits).toEqual([{ upload_limit_bytes: 10 * 1024 * 1024 }]);
});

describe('a member who is timed out', () => {
  const VIEW_AND_READ_HISTORY = String((1n << 10n) | (1n << 16n));
  const ARTIST = '400000000000000011';
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  /** As Discord describes one: what is left of their permissions, and until when. */
  const timedOut = <T>(until: string, act: () => Promise<T>): Promise<T> =>
    changing((event) => {
      Object.assign(event.member ?? {}, {
        communication_disabled_until: until,
        permissions: VIEW_AND_READ_HISTORY,
        roles: [ARTIST],
      });
    }, act);

  it('gets what was asked for before, and can still call it off', async () => {
    world.provider.state.behaviour.speed = 1;
    const reply = await member().slash('imagine', { prompt: 'a mill at night' });
    const shown = await reply.until(({ content }) => content.includes('%'));
    await timedOut(inMinutes(10), () => cancelAnyway(member(), shown));
    world.provider.state.behaviour.speed = 50;
    await reply.until(({ content }) => content.includes('The image was kept, not shown.'));
  });

  it('has none of a moderator’s rights by a role, until that is over', async () => {
    const settings = world.people.as('manager').slash('settings moderator_role', { role: ARTIST });
    await privateAnswer(await settings);
    const task = async (until: string) =>
      timedOut(until, async () => privateAnswer(await world.people.as('second').slash('moderate audit')));
    expect(await task(inMinutes(10))).toBe('Only moderators of this server can do that.');
    expect(await task(inMinutes(-10))).toContain('Moderator role');
  });
});

describe('an interaction without its channel', () => {
  const draw = async (prompt: string) => {
    // The token is no use, so that the bot has to know where to write.
    world.discord.state.faults.push({
      route: 'PATCH /webhooks/{}/{}/messages/{}',
      about: prompt,
      times: 20,
      kind: { status: 404, body: { message: 'Unknown Webhook', code: 10015 } },
    });
    await member().slash('imagine', { prompt });
  };
  const isOf = (prompt: string) => (message: APIMessage) => hasImage(message) && message.content.includes(prompt);

  it('is one in the channel that its id names', async () => {
    const prompt = 'a mill by the sea';
    const shown = member().waitForMessage(isOf(prompt));
    await without(['channel'], () => draw(prompt));
    expect((await shown).channel_id).toBe('300000000000000001');
  });

  it('is one nowhere, answered in a direct message, where there is no id either', async () => {
    const prompt = 'a mill in the hills';
    const shown = member().waitForMessage(isOf(prompt));
    await without(['channel', 'channel_id'], () => draw(prompt));
    const { channel_id } = await shown;
    expect(world.discord.state.channels.find(({ id }) => id === channel_id)?.key).toBe('direct-member');
  });
});

describe('an event that cannot be read', () => {
  it.each<[string, string, (event: Record<string, unknown>) => unknown]>([
    ['an autocomplete without data', 'INTERACTION_CREATE', ({ data: _none, ...rest }) => ({ ...rest, type: 4 })],
    ['a message whose thread is null', 'MESSAGE_CREATE', (event) => ({ ...event, thread: null })],
    ['a message without an author', 'MESSAGE_CREATE', ({ author: _none, ...rest }) => rest],
    ['nothing at all', 'INTERACTION_CREATE', () => null],
  ])('is dropped, logged without a word of it, and counted: %s', async (_name, event, change) => {
    const before = dropped().length;
    const real = events.find(([t]) => t === event)?.[1];
    send(event, change(real as Record<string, unknown>)); // Events are objects.
    await stillAnswers();
    await expect.poll(() => dropped().length).toBeGreaterThan(before);
    expect(dropped().at(-1)).toMatchObject({ level: 'warn', event, at: expect.any(Array) });
  });

  it('is nothing that ends the bot, whatever is wrong with it', async ({ annotate }) => {
    await annotate(`${EACH} of each of ${events.length} kinds, seed ${SEED}`);
    console.log(`${EACH} events of each of ${events.length} kinds, seed ${SEED}`);
    for (const [t, event] of events)
      for (const copy of brokenCopies(event, EACH, SEED)) {
        send(t, copy);
        await stillAnswers().catch((error: unknown) => {
          throw new Error(`after ${t} ${JSON.stringify(copy)}, seed ${SEED}`, { cause: error });
        });
      }
    // The servers as they are.
    for (const guild of world.discord.state.guilds.filter(({ hasBot }) => hasBot))
      send('GUILD_CREATE', describeGuild(world.discord.state, guild));
    await makeImage(world.people.as('moderator'));
    expect(world.discord.state.violations.filter(({ problems }) => problems.includes('no such route'))).toEqual([]);
    const lines = JSON.stringify(dropped());
    expect(dropped().length).toBeGreaterThan(EACH);
    expect(lines).not.toContain(SECRET);
    expect(lines).not.toMatch(/\d{17}/);
    const { port } = world.bot().log.find(({ msg }) => msg === 'health and metrics') ?? {};
    const figures = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const counts = [...figures.matchAll(/^kontext_gateway_events_dropped_total\{.*\} (\d+)$/gm)];
    expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(dropped().length);
  }, 300_000);
});
