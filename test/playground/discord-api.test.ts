// The stand-in for Discord is at least as strict as Discord: what it lets through may be relied on.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { Client, Events, GatewayIntentBits, MessageFlags, PermissionFlagsBits, type REST, Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectPeople, type People } from '../../playground/discord-api/people.ts';
import { checkSchema } from '../../playground/discord-api/rules/schema.ts';
import { APPLICATION_ID } from '../../playground/discord-api/seed.ts';
import { type DiscordApi, startDiscordApi } from '../../playground/discord-api/start.ts';
import { newestEventNumber } from '../../playground/discord-api/state.ts';

let now = 0;
let discord: DiscordApi;
let people: People;
let client: Client<true>;
let rest: REST;

const COMMANDS = [
  {
    name: 'ping',
    description: 'Answers',
    options: [{ type: 3, name: 'text', description: 'Some text', max_length: 5 }],
  },
];

async function login(intents: number[] = [GatewayIntentBits.Guilds]): Promise<Client<true>> {
  const joining = new Client({ intents, rest: { api: discord.apiUrl, retries: 0 } });
  const ready = new Promise<Client<true>>((resolve) => joining.once(Events.ClientReady, resolve));
  await joining.login(discord.token);
  return ready;
}

beforeEach(async () => {
  now = Date.now();
  const startedAt = performance.now();
  // Time goes on as it does, from wherever a test puts it.
  discord = await startDiscordApi({ now: () => Math.floor(now + performance.now() - startedAt) });
  people = connectPeople(discord.controlUrl);
  client = await login();
  rest = client.rest;
  await rest.put(Routes.applicationCommands(APPLICATION_ID), { body: COMMANDS });
});
afterEach(async () => {
  await client.destroy();
  await people.close();
  await discord.close();
});

const general = '300000000000000001';
const say = (body: object, channel = general) => rest.post(Routes.channelMessages(channel), { body });
const refusal = (code: number) => expect.objectContaining({ code });

describe('the application', () => {
  it('is told of as Discord’s published schema has it, without a property that is not in it', async () => {
    expect(checkSchema('PrivateApplicationResponseSchema', await rest.get(Routes.currentApplication()))).toEqual([]);
  });
});

describe('registered commands', () => {
  const register = async (names: readonly string[], guildId?: string) => {
    const route =
      guildId === undefined
        ? Routes.applicationCommands(APPLICATION_ID)
        : Routes.applicationGuildCommands(APPLICATION_ID, guildId);
    const answer = await rest.put(route, { body: names.map((name) => ({ name, description: name })) });
    return new Map((answer as { id: string; name: string }[]).map(({ id, name }) => [name, id]));
  };

  it('keep their ids as long as they are registered, a server’s apart from those of all', async () => {
    const first = await register(['ping', 'pong']);
    const second = await register(['pong']);
    const third = await register(['pong', 'ping']);
    expect(second.get('pong')).toBe(first.get('pong'));
    expect(third.get('pong')).toBe(first.get('pong'));
    expect(third.get('ping')).not.toBe(first.get('ping'));
    expect((await register(['ping'], '200000000000000001')).get('ping')).not.toBe(third.get('ping'));
  });

  it('that a message mentions are such as can be typed', async () => {
    const ping = (await register(['ping'])).get('ping');
    const { violations } = discord.state;
    await say({ content: `</ping:${ping}> \`</gone:1>\` \\</gone:1>` });
    expect(violations).toEqual([]);
    for (const dead of [`</ping:1${ping}>`, `</pong:${ping}>`, `</ping sub:${ping}>`]) {
      await say({ content: `try ${dead}` });
      expect(violations.pop()?.problems).toEqual([`content: ${dead} mentions no command that can be typed`]);
    }
  });
});

describe('messages', () => {
  it.each<[string, object]>([
    ['an unknown property', { content: 'x', colour: 'red' }],
    ['2,001 characters', { content: 'x'.repeat(2_001) }],
    [
      'a button without an id',
      { content: 'x', components: [{ type: 1, components: [{ type: 2, style: 1, label: 'a' }] }] },
    ],
    [
      'the same id twice',
      {
        content: 'x',
        components: [
          { type: 1, components: ['a', 'b'].map((label) => ({ type: 2, style: 1, label, custom_id: 'same' })) },
        ],
      },
    ],
    ['an embed of 6,001 characters', { embeds: [1, 2].map(() => ({ description: 'x'.repeat(3_001) })) }],
    ['a wrong type', { content: 7 }],
  ])('with %s are refused and noted', async (_name, body) => {
    await expect(say(body)).rejects.toEqual(refusal(50035));
    expect(discord.state.violations).toHaveLength(1);
  });

  it('that are empty are refused', async () => {
    await expect(say({ content: '' })).rejects.toEqual(refusal(50006));
  });

  it('need the permission to write, and a way to their reader', async () => {
    await expect(say({ content: 'x' }, '300000000000000004')).rejects.toEqual(refusal(50013));
    await expect(say({ content: 'x' }, '300000000000000007')).rejects.toEqual(refusal(50001));
    await expect(say({ content: 'x' }, '999999999999999999')).rejects.toEqual(refusal(10003));
    const direct = (await rest.post(Routes.userChannels(), { body: { recipient_id: '100000000000000005' } })) as {
      id: string;
    };
    await expect(say({ content: 'x' }, direct.id)).rejects.toEqual(refusal(50007));
  });

  it('go on being named as their channel’s last once they are deleted', async () => {
    const { id } = (await say({ content: 'x' })) as { id: string };
    await rest.delete(Routes.channelMessage(general, id));
    expect(await rest.get(Routes.channel(general))).toMatchObject({ last_message_id: id });
    await expect(rest.get(Routes.channelMessage(general, id))).rejects.toEqual(refusal(10008));
  });

  it('are neither listed nor read without the right to read a channel’s history', async () => {
    const { id } = (await say({ content: 'x' })) as { id: string };
    const channel = discord.state.channels.find((known) => known.id === general);
    if (channel) channel.botPermissions &= ~PermissionFlagsBits.ReadMessageHistory;
    expect(await rest.get(Routes.channelMessages(general))).toEqual([]);
    for (const wanted of [id, '1'])
      await expect(rest.get(Routes.channelMessage(general, wanted))).rejects.toEqual(refusal(50001));
  });

  it('with the same nonce are the same where that is enforced', async () => {
    const body = { content: 'once', nonce: 'n1', enforce_nonce: true };
    const [first, second] = [await say(body), await say(body)] as { id: string }[];
    expect(second?.id).toBe(first?.id);
  });

  it('meet a rate limit with Discord’s own headers', async () => {
    const strict = new Client({ intents: [], rest: { api: discord.apiUrl, rejectOnRateLimit: () => true } });
    strict.rest.setToken(discord.token);
    const post = () => strict.rest.post(Routes.channelMessages(general), { body: { content: 'x' } });
    for (let count = 0; count < 5; count += 1) await post();
    await expect(post()).rejects.toMatchObject({ name: expect.stringContaining('RateLimitError') });
  });

  it('lose the attachments that an edit does not list', async () => {
    const files = [{ name: 'a.txt', data: Buffer.from('a') }];
    const made = (await rest.post(Routes.channelMessages(general), { body: { content: 'x' }, files })) as {
      id: string;
      attachments: { id: string; url: string }[];
    };
    const [file] = made.attachments;
    expect((await fetch(file?.url ?? '')).status).toBe(200);
    expect((await fetch(file?.url.replace('hm=', 'hm=0') ?? '')).status).toBe(404);
    const edited = await rest.patch(Routes.channelMessage(general, made.id), { body: { attachments: [] } });
    expect(edited).toMatchObject({ attachments: [] });
  });
});

describe('commands', () => {
  it.each<[string, object]>([
    ['a name in capitals', { name: 'Ping', description: 'x' }],
    ['no description', { name: 'ping' }],
    ['a description on a menu', { name: 'Edit', type: 3, description: 'x' }],
    [
      'a required option after an optional one',
      {
        name: 'p',
        description: 'x',
        options: [
          { type: 3, name: 'a', description: 'x' },
          { type: 3, name: 'b', description: 'x', required: true },
        ],
      },
    ],
  ])('with %s are refused', async (_name, body) => {
    await expect(rest.put(Routes.applicationCommands(APPLICATION_ID), { body: [body] })).rejects.toEqual(
      refusal(50035),
    );
  });
});

describe('interactions', () => {
  it('are answered once, by a deferral that says it is thinking until it is edited', async () => {
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await expect(
        client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
          body: { type: 5 },
          auth: false,
        }),
      ).rejects.toEqual(refusal(40060));
      // Not by discord.js's own method, which sends properties that Discord's schemas do not know.
      await client.rest.patch(Routes.webhookMessage(APPLICATION_ID, interaction.token, '@original'), {
        body: { content: 'pong' },
        files: [{ name: 'a.txt', data: Buffer.from('a') }],
        auth: false,
      });
    });
    const reply = await people.as('member').slash('ping', { text: 'hello' });
    const done = await reply.until((message) => message.content === 'pong');
    expect(reply.views[0]?.message.flags).toBe(MessageFlags.Loading);
    expect(done.flags).toBe(0);
    expect(done.attachments).toHaveLength(1);
    expect(discord.state.violations).toEqual([]);
  });

  it('without an answer in three seconds are over', async () => {
    let late: Promise<unknown> = Promise.resolve();
    client.on(Events.InteractionCreate, (interaction) => {
      late = sleepFor(3_100).then(() =>
        client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
          body: { type: 5 },
          auth: false,
        }),
      );
      late.catch(() => undefined);
    });
    const reply = await people.as('member').slash('ping');
    expect(await reply.answer()).toEqual({ outcome: 'failed', reason: 'The application did not respond' });
    await expect(late).rejects.toEqual(refusal(10062));
  });

  it('are checked as a client checks them', async () => {
    const member = people.as('member');
    await expect(member.slash('pong')).rejects.toThrow('there is no command pong here');
    await expect(member.slash('ping', { text: 'too long' })).rejects.toThrow('at most 5 characters');
    await expect(member.slash('ping', { other: 1 })).rejects.toThrow('there is no option other');
  });

  it('have a token that dies after fifteen minutes', async () => {
    let token = '';
    client.on(Events.InteractionCreate, async (interaction) => {
      token = interaction.token;
      if (interaction.isChatInputCommand()) await interaction.deferReply();
    });
    await (await people.as('member').slash('ping')).answer();
    const edit = () =>
      rest.patch(Routes.webhookMessage(APPLICATION_ID, token, '@original'), { body: { content: 'x' }, auth: false });
    await edit();
    now += 15 * 60_000;
    await expect(edit()).rejects.toEqual(refusal(50027));
  });

  it('do not take files that are too large', async () => {
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.deferReply();
    });
    const reply = await people.as('member').slash('ping');
    await reply.answer();
    const token = [...discord.state.interactions.values()].at(-1)?.token ?? '';
    const files = [{ name: 'large.png', data: Buffer.alloc(10 * 1024 * 1024 + 1) }];
    const edit = rest.patch(Routes.webhookMessage(APPLICATION_ID, token, '@original'), {
      body: {},
      files,
      auth: false,
    });
    await expect(edit).rejects.toEqual(refusal(40005));
  });

  it('that are private are seen by one person alone', async () => {
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
          body: { type: 4, data: { content: 'psst', flags: MessageFlags.Ephemeral } },
          auth: false,
        });
      }
    });
    await (await people.as('member').slash('ping')).until((message) => message.content === 'psst');
    expect(await people.as('member').messages()).toHaveLength(1);
    expect(await people.as('second').messages()).toHaveLength(0);
  });
});

describe('the gateway', () => {
  it('turns away a wrong token and intents that are not granted', async () => {
    const stranger = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl } });
    await expect(stranger.login('wrong')).rejects.toThrow();
    await stranger.destroy();
    await expect(login([GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent])).rejects.toThrow(
      /disallowed intents/i,
    );
  });

  it('lets a client resume after 4000, and brings what it missed', async () => {
    let served = 0;
    client.on(Events.InteractionCreate, () => {
      served += 1;
    });
    discord.gateway.disconnect(4000);
    await people.as('member').slash('ping');
    await expect.poll(() => served, { timeout: 10_000 }).toBe(1);
  });

  it('blanks the text of messages for a bot that may not read it, but not of those that mention it', async () => {
    const reader = await login([GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages]);
    const seen: string[] = [];
    reader.on(Events.MessageCreate, (message) => seen.push(message.content));
    await people.as('member').post('hello everybody');
    await people.as('member').post('<@900000000000000002> hello');
    await expect.poll(() => seen).toEqual(['', '<@900000000000000002> hello']);
    await reader.destroy();
  });
});

describe('the control API', () => {
  it('is for this machine’s own pages alone', async () => {
    const ask = (headers: Record<string, string>) => fetch(`${discord.controlUrl}/world`, { headers });
    expect((await ask({})).status).toBe(200);
    expect((await ask({ origin: 'https://example.com' })).status).toBe(403);
  });

  it('names the option that a client refuses', async () => {
    const body = JSON.stringify({ as: 'member', channel: 'general', name: 'ping', options: { text: 'too long' } });
    const answer = await fetch(`${discord.controlUrl}/slash`, { method: 'POST', body });
    expect(await answer.json()).toEqual({ refused: 'text: at most 5 characters', option: 'text' });
  });

  it('tells a listener who comes back what was missed, and one who is new nothing old', async () => {
    const listenUntil = async (text: string, query: string, headers: Record<string, string> = {}) => {
      const end = new AbortController();
      const response = await fetch(`${discord.controlUrl}/events?as=member${query}`, { headers, signal: end.signal });
      let heard = '';
      for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        heard += part;
        if (heard.includes(text)) break;
      }
      end.abort();
      return heard;
    };
    const before = newestEventNumber(discord.state);
    await people.as('second').post('missed');
    expect(await listenUntil('missed', `&after=${before}`)).toContain('missed');
    expect(await listenUntil('missed', '&after=0', { 'last-event-id': String(before) })).toContain('missed');
    const asNew = listenUntil('heard', '');
    await expect.poll(() => discord.state.events.listenerCount('person:member')).toBeGreaterThan(0);
    await people.as('second').post('heard');
    expect(await asNew).not.toContain('missed');
  });
});
