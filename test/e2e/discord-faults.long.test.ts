// Whatever Discord does, the image reaches its member once, by the best way that still works, and
// the wrong people never see it.

import { MessageFlags } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buttonsOf } from '../../playground/discord-api/buttons.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { readDatabase } from '../support/promises.ts';
import { hasImage, isEphemeral } from '../support/shown.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 1_500, sigma: 0.05 } },
    settings: { DEFAULT_MEMBER_BUDGET: '100/day', HOST_BUDGET: '1000/day', MAX_CONCURRENT_PER_MEMBER: '100' },
  });
});
beforeEach(() => {
  world.discord.state.faults.length = 0;
});
afterEach(() => expectPromisesKept(world));
afterAll(() => world.close());

const member = () => world.people.as('member');
const ask = (prompt: string, place?: Parameters<ReturnType<typeof member>['slash']>[2]) =>
  member().slash('imagine', { prompt }, place);
const FINAL_EDIT = 'PATCH /webhooks/{}/{}/messages/{}';
const CALLBACK = 'POST /interactions/{}/{}/callback';
const withImage = async (channel: string, prompt: string) =>
  (await member().messages(channel)).filter((message) => hasImage(message) && message.content.includes(prompt));

const readRequest = (prompt: string) =>
  readDatabase(world, (db) =>
    db.selectFrom('requests').selectAll().where('prompt', '=', prompt).executeTakeFirstOrThrow(),
  );

/** The fault meets final edits alone: those that carry an image. */
async function untilWorking(reply: Awaited<ReturnType<typeof ask>>): Promise<void> {
  await reply.until((message) => message.content.includes('%'));
}

describe('edits', () => {
  it('that meet 429 wait and arrive', async () => {
    world.discord.state.faults.push({
      route: FINAL_EDIT,
      times: 3,
      kind: {
        status: 429,
        headers: { 'retry-after': '1' },
        body: { message: 'limited', retry_after: 1, global: false },
      },
    });
    await (await ask('limited')).until(hasImage);
    expect(await withImage('general', 'limited')).toHaveLength(1);
  });

  it('that meet 500s are tried until they hold', async () => {
    const reply = await ask('five hundred');
    await untilWorking(reply);
    world.discord.state.faults.push({ route: FINAL_EDIT, times: 4, kind: { status: 500 } });
    await reply.until(hasImage);
    expect(await withImage('general', 'five hundred')).toHaveLength(1);
  });

  it('whose answer is lost are not shown twice', async () => {
    const reply = await ask('lost answer');
    await untilWorking(reply);
    world.discord.state.faults.push({ route: FINAL_EDIT, times: 2, kind: 'reset-after' });
    await reply.until(hasImage);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await withImage('general', 'lost answer')).toHaveLength(1);
  });

  it('that AutoMod refuses for the prompt are made without it', async () => {
    const [first] = world.discord.state.guilds;
    if (!first) throw new Error('there is a server');
    first.blockedWords = ['marmalade'];
    const done = await (await ask('marmalade skies')).until(hasImage);
    first.blockedWords = [];
    expect(done.content).not.toContain('marmalade');
    expect(done.content).toContain('AutoMod');
  });
});

describe('the first answer', () => {
  it('given twice because its first attempt’s answer was lost counts as given', async () => {
    world.discord.state.faults.push({ route: CALLBACK, times: 1, kind: 'reset-after' });
    await (await ask('answered twice')).until(hasImage);
    expect(await withImage('general', 'answered twice')).toHaveLength(1);
  });

  it('that comes too late drops the request: nothing is sent to the provider, nothing stays reserved', async () => {
    const before = world.provider.state.tasks.size;
    world.discord.state.faults.push({ route: CALLBACK, times: 1, kind: { delayMs: 3_300 } });
    const reply = await ask('too late');
    expect(await reply.answer()).toEqual({ outcome: 'failed', reason: 'The application did not respond' });
    const usage = async () => (await (await member().slash('usage me')).until(() => true)).content;
    await expect.poll(usage, { timeout: 15_000, interval: 500 }).not.toContain('reserved');
    expect(world.provider.state.tasks.size).toBe(before);
  });

  it('to the same event delivered twice is given once, and one image is paid for', async () => {
    const before = world.provider.state.tasks.size;
    const reply = await ask('an echo');
    await fetch(`${world.discord.controlUrl}/replay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: reply.interactionId }),
    });
    await reply.until(hasImage);
    expect(world.provider.state.tasks.size).toBe(before + 1);
    expect(await withImage('general', 'an echo')).toHaveLength(1);
  });
});

describe('the delivery methods', () => {
  it('leads to a new message that mentions its member when the first was deleted while working', async () => {
    const reply = await ask('deleted meanwhile');
    await untilWorking(reply);
    await world.people.as('moderator').delete(reply.message() ?? { id: '' });
    await expect.poll(() => withImage('general', 'deleted meanwhile'), { timeout: 15_000 }).toHaveLength(1);
    const [message] = await withImage('general', 'deleted meanwhile');
    expect(message?.mentions.map(({ id }) => id)).toEqual(['100000000000000001']);
  });

  it('leads through the channel once the interaction’s token is dead', async () => {
    const reply = await ask('dead token');
    await untilWorking(reply);
    world.discord.state.faults.push({
      route: FINAL_EDIT,
      times: 50,
      kind: { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } },
    });
    const done = await reply.until(hasImage);
    expect(done.id).toBe(reply.views[0]?.message.id);
  });

  it('leads to a direct message when a private one can no longer be edited', async () => {
    const reply = await member().slash('imagine', { prompt: 'private and dead', private: true });
    await untilWorking(reply);
    world.discord.state.faults.push({
      route: FINAL_EDIT,
      times: 50,
      kind: { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } },
    });
    await expect.poll(() => withImage('direct', 'private and dead'), { timeout: 15_000 }).toHaveLength(1);
    expect(await withImage('general', 'private and dead')).toEqual([]);
  });
});

describe('places', () => {
  it.each(['announcements', 'thread', 'age-restricted', 'direct'])('%s: the image comes', async (channel) => {
    await (await ask(`in ${channel}`, { channel })).until(hasImage);
  });

  it('a server without the bot, where its member has installed it for themselves: the image comes', async () => {
    const outsider = world.people.as('outsider');
    await (await outsider.slash('imagine', { prompt: 'far away' }, { channel: 'elsewhere' })).until(hasImage);
  });

  it('a server where Discord makes the answer private: it is treated as private from then on', async () => {
    const done = await (
      await world.people.as('second').slash('imagine', { prompt: 'made private' }, { channel: 'elsewhere' })
    ).until(hasImage);
    expect(isEphemeral(done)).toBe(true);
    const { is_private } = await readRequest('made private');
    expect(is_private).toBe(1);
  });

  it('a gateway that breaks off is resumed, and what was asked meanwhile is served', async () => {
    world.discord.gateway.disconnect(4000);
    const reply = await ask('while away');
    await reply.until(hasImage);
  });

  it('a private denial after a click stays private', async () => {
    const answer = await (await member().slash('imagine', { prompt: '  ' })).until(() => true);
    expect(isEphemeral(answer)).toBe(true);
    expect(Number(answer.flags) & MessageFlags.Loading).toBe(0);
  });
});

describe('a thread', () => {
  const close = (closed: 'archived' | 'locked' | null) => {
    const thread = world.discord.state.channels.find(({ key }) => key === 'thread');
    if (thread) thread.closed = closed;
  };
  const said = (msg: string) => world.bot().log.filter((entry) => entry.msg === msg).length;
  const inThread = { channel: 'thread' } as const;
  afterEach(() => close(null));

  it('that is archived meanwhile is opened again by the result', async () => {
    const reply = await ask('archived meanwhile', inThread);
    await untilWorking(reply);
    close('archived');
    await expect.poll(() => withImage('thread', 'archived meanwhile'), { timeout: 20_000 }).toHaveLength(1);
  });

  it('that is locked meanwhile shows the result once it opens again; Cancel does not call it nothing until then', async () => {
    const reply = await ask('locked meanwhile', inThread);
    await untilWorking(reply);
    const before = said('delivery method failed');
    close('locked');
    await expect.poll(() => said('delivery method failed'), { timeout: 20_000 }).toBeGreaterThan(before);
    const left = (await member().messages('thread')).find(({ content }) => content.includes('locked meanwhile'));
    if (!left) throw new Error('the message is still there');
    const click = await member().click(left, buttonsOf(left)[0]?.label ?? '');
    expect((await click.until(({ content }) => content !== '')).content).toMatch(/<\/history:\d+>/);
    expect(await withImage('thread', 'locked meanwhile')).toHaveLength(0);
    close(null);
    await expect.poll(() => withImage('thread', 'locked meanwhile'), { timeout: 70_000 }).toHaveLength(1);
  }, 120_000);
});
