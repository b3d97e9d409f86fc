// Editing by a reply in a chat: what calls the bot and what does not, with the Message Content
// intent and without.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Player } from '../../playground/discord-api/people.ts';
import { BOT_ID } from '../../playground/discord-api/seed.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { lastParams, makeImage, privateAnswer, sentImage, sizeOf } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { plainImage } from '../support/photos.ts';
import { hasImage, hasWithdrawn, isEphemeral } from '../support/shown.ts';

let world: World;

const member = () => world.people.as('member');
const second = () => world.people.as('second');
const image = async (width = 300) => ({
  name: `${width}.png`,
  bytes: await plainImage('png', width, 200),
  contentType: 'image/png',
});
const post = async (player: Player, channel = 'general') => player.post('look', { channel, files: [await image()] });
type Shown = Awaited<ReturnType<typeof post>>;
const answers = (message: Pick<Shown, 'id'>) => (candidate: Shown) =>
  candidate.message_reference?.message_id === message.id && candidate.author.id === BOT_ID;

/** What the bot answers to a message in the chat, once `isSuch` holds. */
async function answerTo(
  player: Player,
  content: string,
  options: Parameters<Player['post']>[1],
  isSuch = (_shown: Shown) => true,
) {
  let asked: Shown | undefined;
  const early: Shown[] = [];
  const heard = player.waitForMessage((shown) => {
    if (!asked) early.push(shown);
    return asked !== undefined && answers(asked)(shown) && isSuch(shown);
  });
  asked = await player.post(content, options);
  const known = early.find((shown) => asked && answers(asked)(shown) && isSuch(shown));
  return known ?? heard;
}

const settings = { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day' };
const provider = { behaviour: { medianMs: 600, sigma: 0.1 } };
afterEach(() => expectPromisesKept(world));

describe('with the Message Content intent', () => {
  beforeAll(async () => {
    world = await startWorld({ provider, settings, discord: { messageContentIntent: true } });
  });
  afterAll(() => world.close());

  it('a reply that names the bot edits the image replied to, answers by a reply, and shows progress and result there', async () => {
    const target = await post(second());
    const result = await answerTo(
      member(),
      `<@${BOT_ID}> make it sepia --ar 16:9 --seed 7`,
      { replyTo: target.id },
      hasImage,
    );
    expect(result.content).toMatch(/^<@100000000000000001> · \*\*make it sepia\*\*\n-# 16:9 · seed 7/);
    expect(result.mentions).toEqual([]);
    expect(await sizeOf(sentImage(lastParams(world).input_image))).toEqual({ width: 300, height: 200 });
    expect(await privateAnswer(await second().click(result, 'Details'))).toContain(
      '/edit prompt:make it sepia aspect_ratio:16:9 seed:7',
    );
  });

  it('a mention with an image attached does the same, and several images go together', async () => {
    const files = [await image(100), await image(200)];
    await answerTo(member(), `make it a collage <@!${BOT_ID}>`, { files }, hasImage);
    expect((await sizeOf(sentImage(lastParams(world).input_image_2))).width).toBe(200);
  });

  it('one of several images that were posted together is meant where it is named, and hidden only where it is', async () => {
    const hidden = { ...(await image(100)), spoiler: true };
    const album = await second().post('look', { files: [hidden, await image(200)] });
    const edit = (words: string) => answerTo(member(), `<@${BOT_ID}> ${words}`, { replyTo: album.id });
    expect((await edit('make it old --image 3')).content).toBe(
      'This message has no image 3. Write one of these: 1, 2.',
    );
    const done = await answerTo(member(), `<@${BOT_ID}> make it old --image 2`, { replyTo: album.id }, hasImage);
    expect(done.attachments[0]?.filename).toMatch(/^kontext-/);
    expect((await sizeOf(sentImage(lastParams(world).input_image))).width).toBe(200);
    expect(lastParams(world).input_image_2).toBeUndefined();
  });

  it('takes a value in capitals, and names those that there are', async () => {
    const files = [await image()];
    await answerTo(member(), `<@${BOT_ID}> make it blue --format PNG --model FLUX_kontext_pro`, { files }, hasImage);
    expect(lastParams(world)).toMatchObject({ output_format: 'png' });
    const format = await answerTo(member(), `<@${BOT_ID}> make it blue --format gif`, { files });
    expect(format.content).toBe('output_format is not valid: it must be one of these: jpeg, png.');
    const model = await answerTo(member(), `<@${BOT_ID}> make it blue --model dalle`, { files });
    expect(model.content).toBe('“dalle” is not one of this bot’s models: flux_kontext_max, flux_kontext_pro.');
  });

  it('in direct messages no mention is needed', async () => {
    const result = await answerTo(member(), 'make it warm', { channel: 'direct', files: [await image()] }, hasImage);
    const again = await answerTo(member(), 'now colder', { channel: 'direct', replyTo: result.id }, hasImage);
    expect(again.content).toContain('now colder');
    expect(await answerTo(member(), 'hello', { channel: 'direct' })).toMatchObject({
      content: expect.stringContaining('There is no image to edit.'),
    });
  });

  it('a reply to a hidden image, or a hidden link, gives one that is hidden', async () => {
    const isHidden = ({ attachments: [shown] }: Shown) =>
      shown?.filename.startsWith('SPOILER_') === true && ((shown.flags ?? 0) & 8) !== 0;
    const target = await second().post('the end', { files: [{ ...(await image()), spoiler: true }] });
    expect(await answerTo(member(), `<@${BOT_ID}> turn`, { replyTo: target.id }, hasImage)).toSatisfy(isHidden);
    const [{ url } = { url: '' }] = target.attachments;
    const link = await second().injectMessage({ embeds: [{ thumbnail: { url } }] }, { content: `||${url}||` });
    expect(await answerTo(member(), `<@${BOT_ID}> turn`, { replyTo: link.id }, hasImage)).toSatisfy(isHidden);
  });

  it('a reply to what opens a thread, or to a file of no known type, edits what people see there', async () => {
    const held = await post(second());
    const message_reference = { message_id: held.id, channel_id: held.channel_id };
    const starter = await second().injectMessage({ type: 21, message_reference }, { channel: 'thread' });
    await answerTo(member(), `<@${BOT_ID}> turn`, { channel: 'thread', replyTo: starter.id }, hasImage);
    const unknown = await second().post('', { files: [{ ...(await image()), name: 'IMG_1', contentType: null }] });
    await answerTo(member(), `<@${BOT_ID}> turn`, { replyTo: unknown.id }, hasImage);
  });

  it('a reply to the bot’s own result is a step in its chain', async () => {
    const result = await makeImage(second(), 'a hut');
    const edited = await answerTo(member(), `<@${BOT_ID}> add snow`, { replyTo: result.id }, hasImage);
    expect(await privateAnswer(await member().click(edited, 'Details'))).toContain('**Chain** of 2 images');
  });

  it('nothing else calls it: a chat reply to a result, other programs, roles, everyone', async () => {
    const result = await makeImage(second(), 'a tree');
    const tasks = world.provider.state.tasks.size;
    const before = (await member().messages()).length;
    const reply = await member().post('lol nice', { replyTo: result.id });
    expect(reply.mentions.map(({ id }) => id)).toContain(BOT_ID);
    const quiet: [string, Record<string, unknown>][] = [
      [
        `<@${BOT_ID}> make it night`,
        {
          author: {
            id: '700000000000000001',
            username: 'other',
            discriminator: '0',
            avatar: null,
            global_name: null,
            bot: true,
          },
        },
      ],
      [`<@${BOT_ID}> make it night`, { webhook_id: '700000000000000002' }],
      ['<@&700000000000000003> make it night', { mention_roles: ['700000000000000003'] }],
      ['@everyone make it night', { mention_everyone: true }],
    ];
    for (const [content, raw] of quiet) {
      await member().injectMessage(
        { ...raw, attachments: result.attachments, mentions: [{ id: BOT_ID, username: 'kontext' }] },
        { content },
      );
    }
    await sleepFor(700);
    expect(world.provider.state.tasks.size).toBe(tasks);
    expect(await member().messages()).toHaveLength(before + 1 + quiet.length);
  });

  it.each<[string, RegExp]>([
    ['make it night --seed soon', /“soon” is not valid for --seed\./],
    ['make it night --ar 99:1', /“99:1” is not an aspect ratio/],
    ['make it night —steps 99', /steps is not valid: it must be from 1 to 50\./],
    ['--seed 7', /Say what to change/],
  ])('answers what is not understood in %j', async (words, answer) => {
    const target = await post(second());
    expect(
      (await answerTo(member(), `<@${BOT_ID}> ${words}`, { replyTo: target.id })).content.replaceAll('\\', ''),
    ).toMatch(answer);
  });

  it('tells the channel nothing of what was refused, and its member alone why, with a way to change it', async () => {
    await privateAnswer(await world.people.as('manager').slash('moderate words add', { text: 'dragon' }));
    const target = await post(second());
    const line = await answerTo(member(), `<@${BOT_ID}> add a dragon --seed 7`, { replyTo: target.id });
    expect(line.content).toBe('I cannot do this.');
    expect(await privateAnswer(await second().click(line, 'Why?'))).toContain(
      'Only the person who requested this image',
    );
    const told = await (await member().click(line, 'Why?')).until(isEphemeral);
    expect(told.content).toBe('Your prompt contains something that is blocked on this server.');
    const form = await (await member().click(told, 'Change it')).modal();
    expect(JSON.stringify(form)).toContain('"value":"--seed 7"');
    const made = await (await member().submit(form, { prompt: 'add a horse' })).until(hasImage);
    expect(made.content).toContain('**add a horse**');
    expect(made.content).toContain('seed 7');
    await privateAnswer(await world.people.as('manager').slash('moderate words remove', { text: 'dragon' }));
  });

  it('leaves no word of a moderated prompt in the channel, and answers Why? to its member', async () => {
    const target = await post(second());
    const line = await answerTo(member(), `<@${BOT_ID}> something forbidden`, { replyTo: target.id }, hasWithdrawn);
    expect(line.content).toBe('<@100000000000000001> · This request was refused.');
    const told = await (await member().click(line, 'Why?')).until(isEphemeral);
    expect(told.content).toContain('flagged by content moderation');
    const form = await (await member().click(told, 'Change the prompt')).modal();
    await (await member().submit(form, { prompt: 'something allowed' })).until(hasImage);
    expect(await sizeOf(sentImage(lastParams(world).input_image))).toEqual({ width: 300, height: 200 });
  });

  it('offers a form with all of it where an option is wrong', async () => {
    const target = await post(second());
    const answer = await answerTo(member(), `<@${BOT_ID}> make it night --steps 99`, { replyTo: target.id });
    const form = await (await member().click(answer, 'Change it')).modal();
    const made = await (await member().submit(form, { options: '--steps 9' })).until(hasImage);
    expect(made.content).toContain('**make it night**');
    expect(lastParams(world).steps).toBe(9);
  });

  it('takes four images at most together, and says how to choose', async () => {
    const files = await Promise.all([100, 110, 120, 130, 140].map(image));
    const answer = await answerTo(member(), `<@${BOT_ID}> together`, { files });
    expect(answer.content).toBe('You attached 5 images; the maximum is 4. Apps → Edit image lets you choose.');
  });

  it('says where it may not answer, by direct message', async () => {
    const heard = member().waitForMessage(({ content }) => content.startsWith('I cannot answer in'));
    await member().post(`<@${BOT_ID}> make it night`, { channel: 'announcements', files: [await image()] });
    expect((await heard).content).toContain('<#300000000000000004> because I lack Send Messages, Attach Files there.');
  });

  it('keeps a denial between the bot and its member', async () => {
    const moderator = world.people.as('moderator');
    await privateAnswer(
      await moderator.slash('moderate block', { member: '100000000000000001', reason: 'too much', duration: '2h' }),
    );
    const heard = member().waitForMessage(({ content }) => content.includes('A moderator has blocked you'));
    await member().post(`<@${BOT_ID}> make it night`, { files: [await image()] });
    expect((await heard).content).toMatch(/Reason: “too much”\. The block ends <t:\d+:R>\./);
    await privateAnswer(await moderator.slash('moderate unblock', { member: '100000000000000001' }));
  });
});

describe('without the Message Content intent', () => {
  beforeAll(async () => {
    world = await startWorld({ provider, settings });
  });
  afterAll(() => world.close());

  it('says how to do it where the image replied to cannot be seen', async () => {
    const target = await post(second());
    const answer = await answerTo(member(), `<@${BOT_ID}> make it sepia`, { replyTo: target.id });
    expect(answer.content).toContain('Apps → Edit image');
  });

  it('still edits its own results, and images that come with the mention', async () => {
    const result = await makeImage(second(), 'a hut');
    await answerTo(member(), `<@${BOT_ID}> add snow`, { replyTo: result.id }, hasImage);
    await answerTo(member(), `<@${BOT_ID}> add rain`, { files: [await image()] }, hasImage);
  });

  it('carries on after it was killed in the middle of one', async () => {
    world.provider.state.nextPlans.push({ durationMs: 2_500 });
    // The bot knows the task's id.
    const underWay = member().waitForMessage(
      ({ content }) => content.includes('make it bright') && content.includes('% ·'),
    );
    const shown = answerTo(member(), `<@${BOT_ID}> make it bright`, { files: [await image()] }, hasImage);
    await underWay;
    await world.bot().kill('SIGKILL');
    await world.startBot();
    expect((await shown).content).toContain('make it bright');
  });
});
