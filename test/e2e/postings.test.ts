// What is posted from the history stands beside the result's own message: the same everywhere, and
// its place's rules count.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Player } from '../../playground/discord-api/people.ts';
import { BOT_ID } from '../../playground/discord-api/seed.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { cancelAnyway, deleteResult, isBeingMade, RESULT_BUTTONS } from '../support/controls.ts';
import { edited, plainInput, privateAnswer, sendForm, sizeOf } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasImage, isEphemeral, labels } from '../support/shown.ts';

let world: World;
type Shown = Awaited<ReturnType<Player['post']>>;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 500, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day' },
  });
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const ART = '300000000000000002';
const member = () => world.people.as('member');
const second = () => world.people.as('second');
const manager = () => world.people.as('manager');
const requestId = ({ components }: Pick<Shown, 'components'>) =>
  /(?:re-roll|show-picture):(\w+)/.exec(JSON.stringify(components))?.[1] ?? '';

/** @param number which of the request's images */
async function choose(id: string, channel = 'general', number = 1) {
  const page = await (await member().slash('history', {}, { channel })).until(
    ({ attachments }) => attachments.length > 0,
  );
  return member().select(page, 'history-post', [`${id}-${number}`]);
}
const postAgain = async (id: string, channel?: string, number?: number) =>
  (await choose(id, channel, number)).until(hasImage);

const widthOf = async ({ attachments }: Pick<Shown, 'attachments'>) =>
  (await sizeOf(await member().download(attachments[0] ?? { url: '' }))).width;
const inChannel = async ({ id }: Pick<Shown, 'id'>, channel = 'general') =>
  (await manager().messages(channel)).find((message) => message.id === id);

it('Undo swaps it wherever it is shown, whichever message is clicked, and as often as one clicks', async () => {
  const result = await edited(member(), 'make it dark');
  const posting = await postAgain(requestId(result), 'art');
  for (const [clicked, action, width] of [
    [posting, 'undo', 300],
    [posting, 'redo', 1_248],
    [result, 'undo', 300],
    [result, 'undo', 300],
    [posting, 'redo', 1_248],
  ] as const) {
    const now = await inChannel(clicked, clicked === posting ? 'art' : 'general');
    // A second Undo is what somebody sends who has clicked twice.
    const offered = JSON.stringify(now?.components).includes(`"${action}"`);
    if (now && offered) await member().select(now, 'more', [action]);
    else
      await member().forge({
        kind: 'component',
        messageId: clicked.id,
        customId: `more:${requestId(result)}`,
        componentType: 3,
        values: [action],
      });
    for (const [message, channel] of [
      [result, 'general'],
      [posting, 'art'],
    ] as const) {
      await expect
        .poll(async () => widthOf((await inChannel(message, channel)) ?? result), { timeout: 20_000 })
        .toBe(width);
    }
  }
  // The message of its own is still known by it.
  await deleteResult(member(), result);
  await expect.poll(() => inChannel(result)).toBeUndefined();
  await expect.poll(() => inChannel(posting, 'art')).toBeUndefined();
});

it('what was private is so no more: menus and replies start from it, and what they make is public', async () => {
  const secret = await edited(member(), 'make it old photo', { private: true });
  const posting = await postAgain(requestId(secret));
  expect(isEphemeral(posting)).toBe(false);
  expect(isEphemeral(await (await second().click(posting, 'Re-roll')).until(hasImage))).toBe(false);
  const opening = await second().click(posting, 'Edit');
  expect(JSON.stringify(await opening.modal())).toContain('Everybody here');
  expect(isEphemeral(await (await sendForm(second(), opening, { prompt: 'flip it' })).until(hasImage))).toBe(false);
  const heard = second().waitForMessage((shown) => hasImage(shown) && shown.content.includes('add snow'));
  await second().post(`<@${BOT_ID}> add snow`, { replyTo: posting.id });
  await heard;
  const page = await (await member().slash('history')).until(({ attachments }) => attachments.length > 0);
  expect(page.content.split('\n').find((line) => line.includes('old photo'))).not.toContain('jump to it');
});

it('what was private stays so where it is posted in the bot’s own direct messages', async () => {
  const secret = await edited(member(), 'make it a diary', { private: true });
  const lineOf = async () => {
    const page = await (await member().slash('history')).until(({ attachments }) => attachments.length > 0);
    return page.content.split('\n').find((line) => line.includes('diary'));
  };
  await postAgain(requestId(secret), 'direct');
  expect(await lineOf()).toContain('private');
  await postAgain(requestId(secret), 'art');
  expect(await lineOf()).not.toContain('private');
});

it('moderators see the edit in their feed that is posted as undone and redone there', async () => {
  await privateAnswer(await manager().slash('settings feed_channel', { channel: ART }));
  const secret = await edited(member(), 'make it sly', { private: true });
  const undone = member().waitForMessage(
    ({ id, components }) => id === secret.id && JSON.stringify(components).includes('"redo"'),
  );
  await member().select(secret, 'more', ['undo']);
  await undone;
  const copied = manager().waitForMessage(({ channel_id, content }) => channel_id === ART && content.includes('sly'));
  const posting = await postAgain(requestId(secret));
  const copy = await copied;
  expect([await widthOf(posting), await widthOf(copy)]).toEqual([300, 300]);
  await member().select(posting, 'more', ['redo']);
  await expect.poll(async () => widthOf((await inChannel(copy, 'art')) ?? copy), { timeout: 20_000 }).toBe(1_248);
  await privateAnswer(await manager().slash('settings feed_channel'));
});

it('a private result is shown to everybody by its own button, spoilers still hidden', async () => {
  const secret = await edited(member(), 'make it a surprise', { private: true, spoiler: 'image' });
  expect(labels(secret)).toEqual([...RESULT_BUTTONS, 'Show to everybody']);
  const posting = await (await member().click(secret, 'Show to everybody')).until(hasImage);
  expect(isEphemeral(posting)).toBe(false);
  expect(labels(posting)).toEqual(RESULT_BUTTONS);
  expect(posting.attachments[0]?.filename).toMatch(/^SPOILER_/);
  expect(await privateAnswer(await second().click(posting, 'Details'))).toContain('make it a surprise');
  expect(await privateAnswer(await member().click(secret, 'Show to everybody'))).toMatch(
    new RegExp(`^It is already shown to everybody here: https://\\S+/${posting.id}$`),
  );
});

it('a hidden prompt stays hidden wherever its image goes, and so does what is asked for on top of it', async () => {
  const inTheOpen = ({ content }: Pick<Shown, 'content'>) => content.replaceAll(/\|\|[\s\S]+?\|\|/g, '▮');
  const expectHidden = (message: Shown, words: string) => {
    expect(message.content).toContain(`||**${words}**||`);
    expect(inTheOpen(message)).not.toContain(words);
    expect(message.attachments[0]).toMatchObject({ description: expect.stringContaining('hidden prompt') });
    expect(message.attachments[0]?.filename).toMatch(/^SPOILER_/);
  };
  await privateAnswer(await manager().slash('settings feed_channel', { channel: ART }));
  const copied = manager().waitForMessage(
    ({ channel_id, content }) => channel_id === ART && content.includes('the end'),
  );
  const reply = await member().slash('imagine', { prompt: 'the end', spoiler: 'prompt' });
  const first = await reply.until(hasImage);
  for (const { message } of reply.views) expect(inTheOpen(message)).not.toContain('the end');
  expectHidden(first, 'the end');
  expectHidden(await copied, 'the end');
  await privateAnswer(await manager().slash('settings feed_channel'));
  expectHidden(await (await second().click(first, 'Re-roll')).until(hasImage), 'the end');
  const edit = await sendForm(second(), await second().click(first, 'Edit'), { prompt: 'but happier' });
  expectHidden(await edit.until(hasImage), 'but happier');
  const answer = second().waitForMessage((shown) => hasImage(shown) && shown.content.includes('but darker'));
  await second().post(`<@${BOT_ID}> but darker`, { replyTo: first.id });
  expectHidden(await answer, 'but darker');
  expectHidden(await postAgain(requestId(first), 'art'), 'the end');
  const page = await (await member().slash('history')).until(({ attachments }) => attachments.length > 0);
  expect(inTheOpen(page)).not.toContain('the end');
  expect(JSON.stringify([page.components, page.attachments])).not.toContain('the end');
  const details = await (await second().click(first, 'Details')).until(({ content }) => content !== '');
  expect(details.content).toContain('the end');
  expect(inTheOpen(details)).not.toContain('the end');
});

it('a chat says so too, and hides the image alone where it does not name the prompt', async () => {
  const result = await edited(member(), 'make it plain');
  for (const [options, words] of [
    ['--spoiler', '**add a hat**'],
    ['--spoiler prompt', '||**add a hat**||'],
  ] as const) {
    const answer = second().waitForMessage((shown) => hasImage(shown) && shown.content.includes('add a hat'));
    await second().post(`<@${BOT_ID}> add a hat ${options}`, { replyTo: result.id });
    const shown = await answer;
    expect(shown.content).toContain(`· ${words}\n`);
    expect(shown.attachments[0]?.filename).toMatch(/^SPOILER_/);
  }
});

it('what was called off too late is posted as the image it became', async () => {
  world.provider.state.nextPlans.push({ durationMs: 2_500 });
  const reply = await member().slash('imagine', { prompt: 'a change of mind' });
  await cancelAnyway(member(), await reply.until(isBeingMade));
  const withheld = await reply.until((message) => labels(message).includes('Show image'));
  const posting = await postAgain(requestId(withheld));
  expect(labels(posting)).toEqual(RESULT_BUTTONS);
  await (await second().click(posting, 'Re-roll')).until(hasImage);
});

it('what a server’s AutoMod minds is posted without its words', async () => {
  const result = await edited(member(), 'make it gloomy');
  const guild = world.discord.state.guilds.find(({ key }) => key === 'first');
  const before = guild?.blockedWords ?? [];
  if (guild) guild.blockedWords = ['gloomy'];
  try {
    const posting = await postAgain(requestId(result));
    expect(posting.content).not.toContain('gloomy');
    const details = await (await second().click(posting, 'Details')).until(({ content }) => content !== '');
    expect(details.content).not.toContain('gloomy');
    expect(String(await second().download(details.attachments[0] ?? { url: '' }))).toContain(
      '/edit prompt:make it gloomy',
    );
  } finally {
    if (guild) guild.blockedWords = before;
  }
});

it('another server’s rules count where it is posted, and its moderators can take the message away', async () => {
  const result = await edited(member(), 'make it purple');
  await privateAnswer(await manager().slash('moderate words add', { text: 'purple' }, { channel: 'harbour' }));
  expect(await privateAnswer(await choose(requestId(result), 'harbour'))).toContain('is blocked on this server');
  await privateAnswer(await manager().slash('moderate words remove', { text: 'purple' }, { channel: 'harbour' }));
  const posting = await postAgain(requestId(result), 'harbour');
  await deleteResult(manager(), posting);
  await expect.poll(() => inChannel(posting, 'harbour')).toBeUndefined();
  expect(await inChannel(result)).toBeDefined();
  expect(await privateAnswer(await member().click(result, 'Details'))).toContain('make it purple');
  const trail = await privateAnswer(await manager().slash('moderate audit', {}, { channel: 'harbour' }));
  expect(trail).toContain('Image deleted');
});

it('a page of one’s history takes no public message’s place', async () => {
  const result = await edited(member(), 'make it bright');
  const forged = member().forge({ kind: 'component', messageId: result.id, customId: 'history:0', componentType: 2 });
  expect(await privateAnswer(await forged)).toContain('no longer available');
  expect((await inChannel(result))?.content).toContain('make it bright');
});

it('of several private images only the one that was posted is public: others keep from everybody, by whatever id', async () => {
  const files = await plainInput();
  const options = { prompt: 'make it secret', count: 2, private: true };
  const result = await (await member().slash('edit', options, { files })).until(
    ({ attachments }) => attachments.length === 2,
  );
  const id = requestId(result);
  const posting = await postAgain(id, 'art', 2);
  expect(labels(posting)).toEqual(RESULT_BUTTONS);
  expect(await privateAnswer(await second().click(posting, 'Details'))).toContain('make it secret');
  for (const forged of [`details:${id}-1`, `details:${id}`]) {
    const component = { kind: 'component', messageId: posting.id, customId: forged, componentType: 2 } as const;
    expect(await privateAnswer(await second().forge(component))).toBe(
      'The request behind this message no longer exists.',
    );
  }

  for (const [action, width] of [
    ['undo', 300],
    ['redo', 1_248],
  ] as const) {
    const now = await inChannel(posting, 'art');
    if (now) await member().select(now, 'more', [action]);
    await expect
      .poll(async () => widthOf((await inChannel(posting, 'art')) ?? { attachments: [] }), { timeout: 15_000 })
      .toBe(width);
  }

  const card = await (await member().select(result, 'picture', [`${id}-1`])).until(hasImage);
  const left = member().waitForMessage((message) => message.id === result.id && message.attachments.length === 1);
  await deleteResult(member(), card);
  await left;
  for (const channel of ['general', 'art']) {
    const telling = (await manager().messages(channel)).filter(({ content }) => content.includes('make it secret'));
    expect(telling.map((message) => message.id)).toEqual(channel === 'art' ? [posting.id] : []);
  }
});
