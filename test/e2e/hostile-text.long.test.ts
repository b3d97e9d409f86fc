// A prompt, a file's name, a reason and a provider's words full of tricks: wherever they are shown
// they are read, and do nothing else.
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BOT_ID } from '../../playground/discord-api/seed.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { deleteResult } from '../support/controls.ts';
import { makeImage, privateAnswer } from '../support/editing.ts';
import { activeParts } from '../support/harmless.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasEnded, hasFailed, hasImage } from '../support/shown.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 400, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day', MAX_CONCURRENT_PER_MEMBER: '20' },
  });
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const member = () => world.people.as('member');
const moderator = () => world.people.as('moderator');
const manager = () => world.people.as('manager');
const ART = '300000000000000002';

const TRICKS = [
  '@everyone @here <@100000000000000002> <@&400000000000000021> <#300000000000000001> <t:1:R> </imagine:1>',
  '[free](https://evil.example) <https://evil.example> https://evil.example discord.gg/evil',
  '** ``` || \\ **bold** __x__ ~~y~~ ||z|| `code` ```js\nfenced\n``` # big\n> quote\n-# small\n- list',
  'gnp.\u202Eexe \u2066turned\u2069 a\u200Bb\u2060c\uFEFFd\u00AD \u009B31m \u001B[31m red $t(apology) {{value}} =cmd|calc!A1',
];

const STEERING = /[\p{Cc}\u00AD\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/u;
/** What the bot's own words are made of. */
const OWN = ['user', 'channel', 'strong', 'subtext', 'timestamp', 'inlineCode', 'url', 'link', 'autolink'];

/** @param allowed what else its own words may hold here */
function expectHarmless(message: APIMessage, allowed: string[] = []): void {
  expect(message.mention_everyone).toBe(false);
  expect([message.mentions, message.mention_roles].flat()).toEqual([]);
  expect(activeParts(message.content).filter((kind) => ![...OWN, ...allowed].includes(kind))).toEqual([]);
  expect(message.content.replaceAll('\n', '')).not.toMatch(STEERING);
  // Its own links lead to messages.
  const links = message.content.replace(/```.*```/s, '').match(/https?:\/\/[^/\s]+/g) ?? [];
  expect(links.filter((place) => place !== 'https://discord.com')).toEqual([]);
  expect(message.embeds).toEqual([]);
  for (const { filename, description = '' } of message.attachments) {
    expect(filename).toMatch(/^[\w.-]+$/);
    expect(description).not.toMatch(STEERING);
  }
}

describe.each(TRICKS.map((prompt) => ({ prompt, shown: JSON.stringify(prompt).slice(0, 40) })))(
  '$shown',
  ({ prompt }) => {
    it('as a prompt, on its way and done, in the details, the history, a report and the feed', async () => {
      await manager().slash('settings log_channel', { channel: ART });
      await manager().slash('settings feed_channel', { channel: ART });
      const copied = moderator().waitForMessage(
        ({ channel_id, attachments }) => channel_id === ART && attachments.length === 1,
      );
      const reply = await member().slash('imagine', { prompt, negative_prompt: prompt.slice(0, 100) });
      const result = await reply.until(hasImage);
      for (const { message } of reply.views) expectHarmless(message);
      expectHarmless(await copied);
      const details = await (await member().click(result, 'Details')).until(({ content }) => content !== '');
      expectHarmless(details, ['codeBlock']);
      const history = await (await member().slash('history')).until(({ content }) => content !== '');
      expectHarmless(history);
      expect(history.content.match(/https?:\/\/[^/)\s]+/g)?.every((place) => place === 'https://discord.com')).not.toBe(
        false,
      );
      const reported = moderator().waitForMessage(({ content }) => content.includes('reported an image'));
      await privateAnswer(await moderator().menu('Report image', result));
      expectHarmless(await reported);
      await privateAnswer(
        await moderator().slash('moderate delete', { image: result.id, reason: prompt.slice(0, 100) }),
      );
      const audit = await (await moderator().slash('moderate audit')).until(({ content }) => content !== '');
      expectHarmless(audit);
    });

    it('as a value that is wrong', async () => {
      const value = prompt.slice(0, 20);
      const refused = await (await member().slash('imagine', { prompt: 'x', aspect_ratio: value })).until(() => true);
      expectHarmless(refused);
      expect(refused.content).toContain('is not an aspect ratio');
      const answer = member().waitForMessage(
        ({ author, message_reference }) => author.id === BOT_ID && message_reference !== undefined,
      );
      await member().post(`<@${BOT_ID}> x --${value} --ar ${value}`, {
        files: [{ name: 'x.png', bytes: Buffer.from('x'), contentType: 'image/png' }],
      });
      expectHarmless(await answer);
    });

    it('as the name of a file that is no image', async () => {
      const image = { name: `${prompt.slice(0, 100)}.png`, bytes: Buffer.from('no image'), contentType: 'image/png' };
      const reply = await member().slash('edit', { prompt: 'x', image: image.name }, { files: { image } });
      const told = await reply.until(({ content }) => content.includes('is not an image in a supported format'));
      expectHarmless(told);
      for (const { message } of reply.views) expectHarmless(message);
    });

    it('as what the provider says', async () => {
      world.provider.state.nextPlans.push({ outcome: 'failed', error: { message: prompt } });
      expectHarmless(await (await member().slash('imagine', { prompt: 'x' })).until(hasFailed));
    });
  },
);

describe('secrets in what the provider says', () => {
  it('are shown to nobody and stand in no log', async () => {
    const key = world.provider.apiKey;
    world.provider.state.faults.push({
      on: 'create',
      times: 1,
      kind: { status: 400, body: JSON.stringify({ error: { message: `bad parameter for key ${key}` } }) },
    });
    const refused = await (await member().slash('imagine', { prompt: 'x' })).until(hasEnded);
    expect(refused.content).toContain('bad parameter for key \\[secret\\]');
    world.provider.state.nextPlans.push({ outcome: 'failed', error: `Bearer ${key}` });
    const failed = await (await member().slash('imagine', { prompt: 'x' })).until(hasEnded);
    expect(failed.content).not.toContain(key);
    expect(JSON.stringify([world.bot().log, world.bot().printed])).not.toContain(key);
  });

  it('and lines that look like the log’s own stay within their line', async () => {
    const forged = 'x\n{"level":"fatal","msg":"forged"}\r\n\u2028{"level":"fatal","msg":"forged"}';
    world.provider.state.nextPlans.push({ outcome: 'failed', error: forged });
    await (await member().slash('imagine', { prompt: forged.slice(2) })).until(hasEnded);
    expect(world.bot().log.filter(({ msg }) => msg === 'forged')).toEqual([]);
    expect(world.bot().printed).toEqual([]);
  });
});

describe('an event that arrives twice', () => {
  const replay = (id: string) =>
    fetch(`${world.discord.controlUrl}/replay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id }),
    });
  const tasks = () => world.provider.state.tasks.size;

  it('as a click draws one image', async () => {
    const result = await makeImage(member(), 'to be drawn again');
    const before = tasks();
    const again = await member().click(result, 'Re-roll');
    await replay(again.interactionId);
    await again.until(hasImage);
    await replay(again.interactionId);
    await makeImage(member(), 'something else meanwhile');
    expect(tasks()).toBe(before + 2);
  });

  it('as a form draws one image', async () => {
    const result = await makeImage(member(), 'to be edited');
    const before = tasks();
    const opening = await member().click(result, 'Edit');
    const sent = await member().submit(await opening.modal(), { prompt: 'once only' });
    await replay(sent.interactionId);
    await sent.until(hasImage);
    await makeImage(member(), 'something else meanwhile');
    expect(tasks()).toBe(before + 2);
  });

  it('as a chat message is answered once and draws one image', async () => {
    const result = await makeImage(member(), 'to be answered');
    const before = tasks();
    const heard = member().waitForMessage((message) => hasImage(message) && message.content.includes('from a chat'));
    const asked = await member().post(`<@${BOT_ID}> from a chat`, { replyTo: result.id });
    await replay(asked.id);
    await heard;
    await replay(asked.id);
    await makeImage(member(), 'something else meanwhile');
    expect(tasks()).toBe(before + 2);
    const answers = (await member().messages()).filter(
      ({ message_reference }) => message_reference?.message_id === asked.id,
    );
    expect(answers).toHaveLength(1);
  });

  it('as a deletion takes one image away', async () => {
    const result = await makeImage(member(), 'to be deleted');
    const click = await deleteResult(member(), result);
    await replay(click.interactionId);
    await expect.poll(async () => (await member().messages()).some(({ id }) => id === result.id)).toBe(false);
  });
});
