// Where the bot is no member: in direct messages, between friends, and in servers that somebody has
// brought it along to. What works there, on whose budget, and what says that it does not.
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { askToDelete, deleteResult, isSettled } from '../support/controls.ts';
import { makeImage, privateAnswer, sendForm } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasImage, hasImages, isEphemeral, labels } from '../support/shown.ts';

let world: World;

const FRIENDS = 'friends';

/** With a conversation between people, which the bot is no part of. */
async function start(settings: Record<string, string> = {}) {
  world = await startWorld({ provider: { behaviour: { medianMs: 300, sigma: 0.1 } }, settings });
  world.discord.state.channels.push({
    key: FRIENDS,
    id: '300000000000000099',
    kind: 'direct',
    name: 'Friends',
    guildId: null,
    nsfw: false,
    parentId: null,
    personKey: 'member',
    withBot: false,
    botPermissions: 0n,
    closed: null,
  });
}
afterEach(async () => {
  await expectPromisesKept(world);
  await world.close();
});

const member = () => world.people.as('member');
const ask = (channel: string, options: Record<string, unknown> = {}) =>
  member().slash('imagine', { prompt: 'a lighthouse', ...options }, { channel });

describe('where the host lets people install it for themselves', () => {
  it.each([FRIENDS, 'elsewhere', 'direct'])(
    '%s: draws, edits, shows several, and takes each away again',
    async (channel) => {
      await start({ DEFAULT_MEMBER_BUDGET: '9/day' });
      const first = await (await ask(channel)).until(hasImage);
      const edited = await sendForm(
        member(),
        await member().click(first, 'Edit'),
        { prompt: 'at night' },
        { channel: first.channel_id },
      );
      await edited.until(hasImage);
      const shown = await (await ask(channel, { count: 2, seed: 5 })).until(hasImages(2));
      const ids = [...JSON.stringify(shown.components).matchAll(/"value":"(\w+-\d)"/g)].map(([, id = '']) => id);
      const card = async (id: string) => (await member().select(shown, 'picture', [id])).until(isEphemeral);
      const [one, two] = [await card(ids[0] ?? ''), await card(ids[1] ?? '')];
      const left = member().waitForMessage(({ id, attachments }) => id === shown.id && attachments.length === 1);
      await deleteResult(member(), one);
      await left;
      await deleteResult(member(), two);
      await expect.poll(async () => (await member().messages(channel)).some(({ id }) => id === shown.id)).toBe(false);
      expect((await member().messages(channel)).some(({ id }) => id === first.id)).toBe(true);
    },
  );

  it('takes a posting away with its image while its token lives, and later says who can', async () => {
    await start();
    const first = await (await ask('general')).until(hasImage);
    const second = await (await ask('general')).until(hasImage);
    const post = async (image: typeof first) => {
      const id = /re-roll:(\w+)/.exec(JSON.stringify(image.components))?.[1] ?? '';
      const page = await (await member().slash('history', {}, { channel: FRIENDS })).until(
        ({ attachments }) => attachments.length > 0,
      );
      return (await member().select(page, 'history-post', [`${id}-1`])).until(
        (message) => hasImage(message) && !isEphemeral(message),
      );
    };
    const isThere = async ({ id }: typeof first) =>
      (await member().messages(FRIENDS)).some((message) => message.id === id);
    /** @returns what became of the question */
    const remove = async (image: typeof first) => {
      const asked = await askToDelete(member(), image);
      const question = await asked.until((message) => labels(message).includes('Delete'));
      await member().click(question, 'Delete');
      return (await asked.until(isSettled)).content;
    };
    const [gone, kept] = [await post(first), await post(second)];
    expect([await isThere(gone), await isThere(kept)]).toEqual([true, true]);
    expect(await remove(first)).toBe('Deleted.');
    await expect.poll(() => isThere(gone)).toBe(false);
    // As a quarter of an hour later: Discord calls the tokens over.
    for (const interaction of world.discord.state.interactions.values())
      interaction.createdAt -= interaction.originalId === kept.id ? 16 * 60_000 : 0;
    expect(await remove(second)).toBe(
      `Deleted. This bot cannot remove its message https://discord.com/channels/@me/${kept.channel_id}/${kept.id} any more: ` +
        'whoever posted it, or a moderator there, has to delete it.',
    );
    expect(await isThere(kept)).toBe(true);
  });

  it('says what stays there of what a moderator deletes, or its member from elsewhere', async () => {
    await start();
    const stays =
      ' A message that this bot cannot reach any more may still show it: whoever posted it, or a moderator there, has to delete it.';
    const moderator = world.people.as('moderator');
    const post = async (image: Awaited<ReturnType<typeof makeImage>>, channel: string) => {
      const id = /re-roll:(\w+)/.exec(JSON.stringify(image.components))?.[1] ?? '';
      const page = await (await member().slash('history', {}, { channel })).until(
        ({ attachments }) => attachments.length > 0,
      );
      const posted = await member().select(page, 'history-post', [`${id}-1`]);
      return posted.until((message) => hasImage(message) && !isEphemeral(message));
    };
    const remove = async (who: ReturnType<typeof member>, image: Awaited<ReturnType<typeof makeImage>>) => {
      const asked = await askToDelete(who, image);
      await who.click(await asked.until((message) => labels(message).includes('Delete')), 'Delete');
      return (await asked.until(isSettled)).content;
    };
    const here = await (await ask('general')).until(hasImage);
    const another = await (await ask('general')).until(hasImage);
    const among = await (await ask(FRIENDS)).until(hasImage);
    for (const image of [here, another]) await post(image, FRIENDS);
    const shownHere = await post(among, 'general');
    const db = new Database(world.databasePath);
    db.prepare("UPDATE guest_messages SET interaction_token = ''").run();
    db.prepare('UPDATE requests SET token_expires_at = 0').run();
    db.close();
    expect(await remove(moderator, here)).toBe(`Deleted.${stays}`);
    const image = `https://discord.com/channels/200000000000000001/${another.channel_id}/${another.id}`;
    expect(await privateAnswer(await moderator.slash('moderate delete', { image }))).toBe(
      `The image was deleted.${stays}`,
    );
    expect(await remove(member(), shownHere)).toBe(`Deleted.${stays}`);
  });

  it('takes old results out of its own direct messages, and says so of no other place', async () => {
    await start();
    const [own, guest] = [await (await ask('direct')).until(hasImage), await (await ask(FRIENDS)).until(hasImage)];
    const db = new Database(world.databasePath);
    db.prepare('UPDATE requests SET token_expires_at = 0').run();
    db.close();
    const isThere = async ({ id, channel_id }: typeof own) =>
      (await member().messages(channel_id)).some((message) => message.id === id);
    /** From the history, which holds no token of the result's own. */
    const remove = async (image: typeof own) => {
      const id = /re-roll:(\w+)/.exec(JSON.stringify(image.components))?.[1] ?? '';
      const page = await (await member().slash('history', {}, { channel: 'general' })).until(
        ({ attachments }) => attachments.length > 0,
      );
      const posted = await (await member().select(page, 'history-post', [`${id}-1`])).until(
        (message) => hasImage(message) && !isEphemeral(message),
      );
      const asked = await askToDelete(member(), posted);
      await member().click(await asked.until((message) => labels(message).includes('Delete')), 'Delete');
      return (await asked.until(isSettled)).content;
    };
    expect(await remove(own)).toBe('Deleted.');
    await expect.poll(() => isThere(own)).toBe(false);
    expect(await remove(guest)).toBe(
      'Deleted. A message that this bot cannot reach any more may still show it: whoever posted it, or a moderator there, has to delete it.',
    );
    expect(await isThere(guest)).toBe(true);
  });

  it('has one allowance for all those places, which is the host’s, and leaves the servers’ alone', async () => {
    await start({ DEFAULT_MEMBER_BUDGET: '0.24/day' });
    for (const channel of [FRIENDS, 'elsewhere', 'direct']) await (await ask(channel)).until(hasImage);
    for (const channel of [FRIENDS, 'elsewhere', 'direct'])
      expect(await privateAnswer(await ask(channel))).toContain(
        'You have used $0.24 of your $0.24 daily allowance here',
      );
    await (await ask('general')).until(hasImage);
    const server = await world.people.as('moderator').slash('usage server', { period: 'today' });
    expect((await server.until(({ content }) => content.includes('This server'))).content).toContain('1 image');
  });

  it('counts a member’s limit over all places together', async () => {
    await start({ HOST_MEMBER_BUDGET: '0.16/day' });
    await (await ask('general')).until(hasImage);
    await (await ask('elsewhere')).until(hasImage);
    expect(await privateAnswer(await ask(FRIENDS))).toMatch(
      /^You have used \$0\.16 of this bot’s \$0\.16 daily limit per person/,
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['settings show', {}],
    ['settings pause', {}],
    ['budget show', {}],
    ['budget set server', { amount: '5', window: 'day' }],
    ['usage server', { period: 'today' }],
    ['moderate audit', {}],
    ['preset save', { name: 'x', prompt: 'y', server: true }],
  ])('says that /%s needs a server that has the bot, to those who manage the place too', async (name, options) => {
    await start();
    for (const channel of ['elsewhere', FRIENDS])
      expect(await privateAnswer(await member().slash(name, options, { channel }))).toBe(
        'That works only in servers where this bot is installed.',
      );
  });

  it('says so of menus for moderators, too', async () => {
    await start();
    const image = await (await ask('elsewhere')).until(hasImage);
    const needsServer = 'That works only in servers where this bot is installed.';
    expect(await privateAnswer(await member().menu('Report image', image))).toBe(needsServer);
    expect(await privateAnswer(await member().menu('Image usage', 'outsider', { channel: 'elsewhere' }))).toBe(
      needsServer,
    );
  });

  it('shows several images to their member alone where Discord lets outside apps say nothing in public', async () => {
    await start();
    const second = world.people.as('second');
    const reply = await second.slash('imagine', { prompt: 'quiet', count: 2 }, { channel: 'elsewhere' });
    expect(isEphemeral(await reply.until(hasImages(2)))).toBe(true);
  });

  it('says why where Discord shows to one person what was asked for in public, and not of what was not', async () => {
    await start();
    const second = world.people.as('second');
    const why = 'This server shows answers of apps that are not installed here to you alone.';
    const shown = await (await ask('elsewhere')).until(hasImage);
    const theirs = await (await second.slash('imagine', { prompt: 'a pier' }, { channel: 'general' })).until(hasImage);
    const rerolled = await (await second.click(shown, 'Re-roll')).until(hasImage);
    const form = await second.click(shown, 'Edit');
    const edited = await sendForm(second, form, { prompt: 'at night' }, { channel: shown.channel_id });
    const page = await (await second.slash('history', {}, { channel: 'elsewhere' })).until(
      ({ attachments }) => attachments.length > 0,
    );
    const id = /re-roll:(\w+)/.exec(JSON.stringify(theirs.components))?.[1] ?? '';
    const posted = await (await second.select(page, 'history-post', [`${id}-1`])).until(hasImage);
    for (const message of [rerolled, await edited.until(hasImage), posted]) {
      expect(isEphemeral(message)).toBe(true);
      expect(message.content.split(why)).toHaveLength(2);
    }
    // It is private by now, and so is what is made from it.
    const again = await (await second.click(rerolled, 'Re-roll')).until(hasImage);
    for (const message of [shown, theirs, again]) expect(message.content).not.toContain(why);
  });
});

describe('where the host does not', () => {
  it('is offered in servers that have it and in its own direct messages alone', async () => {
    await start({ USER_INSTALL: 'false' });
    for (const channel of ['elsewhere', FRIENDS])
      await expect(ask(channel)).rejects.toThrow('there is no command imagine');
    await makeImage(member());
    await (await ask('direct')).until(hasImage);
  });

  it('says so to those whose client has not heard of it yet', async () => {
    await start();
    const image = await (await ask('elsewhere')).until(hasImage);
    await world.bot().kill('SIGTERM');
    await world.startBot({ USER_INSTALL: 'false' });
    await world.people.botReady();
    expect(await privateAnswer(await member().click(image, 'Re-roll'))).toBe(
      'This bot works only in servers where it is installed.',
    );
  });
});
