// Several images of one request: admitted together, shown together, each with its own seed, its own
// end and its own cost.
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BOT_ID } from '../../playground/discord-api/seed.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { askToDelete, cancelAnyway, deleteResult, isSettled, RESULT_BUTTONS } from '../support/controls.ts';
import { lastParams, type makeImage, plainInput, privateAnswer, sendForm } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasFailed, hasImage, hasImages, hasWithdrawn, isEphemeral, labels } from '../support/shown.ts';

let world: World;

const member = () => world.people.as('member');
const second = () => world.people.as('second');
const ask = (count: number, options: Record<string, unknown> = {}, place?: { channel?: string }) =>
  member().slash('imagine', { prompt: 'a lighthouse', count, ...options }, place);
type Shown = Awaited<ReturnType<typeof makeImage>>;
const sentSeeds = () => [...world.provider.state.tasks.values()].map(({ params }) => params.seed);
const choices = (message: Shown) =>
  JSON.parse(JSON.stringify(message.components)).flatMap((row: { components: { options?: { value: string }[] }[] }) =>
    row.components.flatMap(({ options = [] }) => options.map(({ value }) => value)),
  ) as string[]; // The values of its selects.
const imageId = (message: Shown, number: number) =>
  choices(message).find((value) => value.endsWith(`-${number}`)) ?? '';
const choose = async (message: Shown, number: number, by = member()) =>
  (await by.select(message, 'picture', [imageId(message, number)])).until(isEphemeral);

describe('with everything to spare', () => {
  beforeAll(async () => {
    world = await startWorld({
      provider: { behaviour: { medianMs: 700, sigma: 0.1 } },
      settings: { DEFAULT_MEMBER_BUDGET: '100/day', HOST_BUDGET: '500/day', TASK_TIMEOUT: '3' },
      discord: { messageContentIntent: true },
    });
  });
  beforeEach(() => {
    world.provider.state.nextPlans.length = 0;
  });
  afterEach(() => expectPromisesKept(world));
  afterAll(() => world.close());

  it('come in one message, counting up from the seed that was given, with words for whoever cannot see them', async () => {
    const before = world.provider.state.tasks.size;
    const reply = await ask(4, { seed: 4_294_967_294, aspect_ratio: '3:2' });
    const shown = await reply.until(hasImages(4));
    expect(sentSeeds().slice(before)).toEqual([4_294_967_294, 4_294_967_295, 0, 1]);
    expect(shown.content).toMatch(
      /^<@100000000000000001> · \*\*a lighthouse\*\*\n-# 3:2 · seeds 4294967294, 4294967295, 0, 1 · \d+\.\d s · \$0\.32$/,
    );
    expect(shown.attachments.map(({ description }) => description)).toEqual(
      [1, 2, 3, 4].map((number) => `Image ${number} of 4: a lighthouse`),
    );
    expect(labels(shown)).toEqual(['Re-roll all', 'Details']);
    const working = reply.views.find(({ message }) => message.content.includes('%'));
    expect(
      working?.message.content
        .split('\n')
        .slice(1)
        .map((line) => line.slice(0, 8)),
    ).toEqual([1, 2, 3, 4].map((number) => `**${number}** · `));
  });

  it('have seeds of their own where none was given', async () => {
    const before = world.provider.state.tasks.size;
    await (await ask(3)).until(hasImages(3));
    expect(new Set(sentSeeds().slice(before)).size).toBe(3);
  });

  it('are edits too', async () => {
    const files = await plainInput();
    const reply = await member().slash('edit', { prompt: 'make it night', count: 2 }, { files });
    const shown = await reply.until(hasImages(2));
    expect(choices(shown)).toContain('undo');
    const undone = member().waitForMessage(({ id, content }) => id === shown.id && content.includes('Undone'));
    await member().select(shown, 'more', ['undo']);
    const back = await undone;
    expect(back.attachments.map(({ filename }) => filename)).toEqual(['kontext-before.png']);
    const redone = member().waitForMessage(({ id, attachments }) => id === shown.id && attachments.length === 2);
    await member().select(back, 'more', ['redo']);
    await redone;
    const card = await choose(await redone, 2);
    expect(choices(card)).toEqual(['aspect-ratio', 'before-after', 'save-preset', 'delete']);
    const both = await (await member().select(card, 'more', ['before-after'])).until(
      ({ attachments }) => attachments[0]?.filename === 'before-after.jpg',
    );
    expect(isEphemeral(both)).toBe(true);

    const left = member().waitForMessage(({ id, attachments }) => id === shown.id && attachments.length === 1);
    await deleteResult(member(), card);
    const one = await left;
    const undoneAgain = member().waitForMessage(({ id, content }) => id === shown.id && content.includes('Undone'));
    await member().select(one, 'more', ['undo']);
    const before = await undoneAgain;
    const redoneAgain = member().waitForMessage(({ id, content }) => id === shown.id && !content.includes('Undone'));
    await member().select(before, 'more', ['redo']);
    expect((await redoneAgain).attachments[0]?.description).toBe('Image 1 of 2: Edited image: make it night');
  });

  it('say once, to their member alone, what is wrong with the image they should start from', async () => {
    const files = { image: { name: 'notes.png', bytes: Buffer.from('no image'), contentType: 'image/png' } };
    const reply = await member().slash('edit', { prompt: 'make it night', count: 3 }, { files });
    const failed = await reply.until(hasWithdrawn);
    expect(failed.content).toBe('<@100000000000000001> · That file could not be edited.');
    const { content } = await reply.until(isEphemeral);
    expect(content).toContain('is not an image in a supported format');
    expect(content).toContain('Nothing was charged.');
  });

  it('are told apart when something is to be done with one of them', async () => {
    const shown = await (await ask(3, { seed: 40 })).until(hasImages(3));
    const card = await choose(shown, 2, second());
    expect(card.content).toBe('**Image 2 of 3**');
    expect(card.attachments[0]?.filename).toBe('kontext-41.jpg');
    expect(labels(card)).toEqual(RESULT_BUTTONS);
    const [, image] = shown.attachments;
    const bytes = await member().download(image ?? { url: '' });

    const edited = await sendForm(second(), await second().click(card, 'Edit'), { prompt: 'make it night' });
    const result = await edited.until(hasImage);
    expect(Buffer.from(lastParams(world).input_image ?? '', 'base64').length).toBeGreaterThan(0);
    expect(Buffer.from(lastParams(world).input_image ?? '', 'base64').equals(bytes)).toBe(true);
    const chain = await privateAnswer(await second().click(result, 'Details'));
    expect(chain).toContain('**Chain** of 2 images, $0.16 in total:');

    await (await second().click(card, 'Re-roll')).until(hasImage);
    const details = await privateAnswer(await second().click(card, 'Details'));
    expect(details).toContain('/imagine prompt:a lighthouse seed:41 model:flux_kontext_max');
    const all = await privateAnswer(await second().click(shown, 'Details'));
    expect(all).toContain('/imagine prompt:a lighthouse seed:40 count:3 model:flux_kontext_max');
    expect(all).toMatch(
      /\*\*3 images\*\*, \$0\.24 in total:\n1\\\. seed 40 · made in \d+\.\d s, \$0\.08\n2\\\. seed 41/,
    );
    await (await second().click(shown, 'Re-roll all')).until(hasImages(3));
  });

  it('are made anew as many as are shown, once one of them was deleted', async () => {
    const shown = await (await ask(3, { seed: 45 })).until(hasImages(3));
    const left = member().waitForMessage(({ id, attachments }) => id === shown.id && attachments.length === 2);
    await deleteResult(member(), await choose(shown, 1));
    const before = world.provider.state.tasks.size;
    await (await second().click(await left, 'Re-roll all')).until(hasImages(2));
    expect(world.provider.state.tasks.size - before).toBe(2);
  });

  it('go one by one, by their author or a moderator, until none is left', async () => {
    const shown = await (await ask(2, { seed: 50 })).until(hasImages(2));
    const card = await choose(shown, 1);
    expect(await privateAnswer(await askToDelete(second(), await choose(shown, 1, second())))).toContain(
      'or a moderator',
    );
    const left = member().waitForMessage(({ id, attachments }) => id === shown.id && attachments.length === 1);
    await deleteResult(member(), card);
    const one = await left;
    expect(one.attachments[0]?.description).toBe('Image 2 of 2: a lighthouse');
    expect(one.content).toContain('seed 51');
    // The one that is gone cannot be reached by its id any more.
    const forged = await member().forge({
      kind: 'component',
      messageId: shown.id,
      customId: `details:${imageId(shown, 1)}`,
      componentType: 2,
    });
    expect(await privateAnswer(forged)).toContain('no longer exists');
    await deleteResult(world.people.as('moderator'), one);
    await expect.poll(async () => (await member().messages()).some(({ id }) => id === shown.id)).toBe(false);
    const audit = await privateAnswer(await world.people.as('moderator').slash('moderate audit', { kind: 'result' }));
    expect(audit).toContain('-2');
  });

  it('that fail are told beside those that came, charged by what each really cost, and tried again alone', async () => {
    world.provider.state.nextPlans.push(
      {},
      { outcome: 'failed', error: 'too hard', cost: '0.02' },
      { cost: '0.05' },
      { outcome: 'failed', error: 'too hard', cost: '0.01' },
    );
    const reply = await ask(4);
    const shown = await reply.until(hasImages(2));
    expect(shown.content).toMatch(/Images \d and \d: not made$/);
    expect(shown.content).toContain('· $0.13');
    expect(labels(shown)).toEqual(['Re-roll all', 'Details', 'Retry failed images', 'Why?']);
    expect(shown.attachments).toHaveLength(2);
    expect(await privateAnswer(reply)).toMatch(
      /Images \d and \d: The provider could not make this image: too hard\nThe provider charged \$0\.03 for them\./,
    );
    await (await member().click(shown, 'Retry failed images')).until(hasImages(2));
  });

  it('that all fail alike are told of once', async () => {
    const failed = await (await ask(3, { prompt: 'something forbidden' })).until(hasFailed);
    expect(failed.content.split('\n').slice(1)).toEqual([
      'The provider could not make this image: The prompt was flagged by content moderation.',
      'Nothing was charged.',
    ]);
    world.provider.state.nextPlans.push(...Array.from({ length: 3 }, () => ({ outcome: 'completed' as const })));
    await (await member().click(failed, 'Try again')).until(hasImages(3));
  });

  it('that are ready do not wait for one that takes long', async () => {
    world.provider.state.nextPlans.push({}, { durationMs: 12_000, progress: 'absent' });
    const reply = await ask(3);
    const first = await reply.until(hasImages(2), 30_000);
    expect(first.content).toMatch(/Image \d: This is taking longer than usual\. You will still get it/);
    const all = await reply.until(hasImages(3), 40_000);
    expect(all.content).toContain('· $0.24');
    expect(all.id).toBe(first.id);
  }, 90_000);

  it('can lose such a one to Cancel, which says what that costs', async () => {
    world.provider.state.nextPlans.push({}, { durationMs: 12_000, progress: 'absent' });
    const reply = await ask(2);
    const first = await reply.until(hasImages(1), 30_000);
    expect(labels(first)).toEqual([...RESULT_BUTTONS, 'Cancel']);
    await cancelAnyway(member(), first);
    const calledOff = await reply.until(({ content }) =>
      content.includes('Cancelled. The provider had already started'),
    );
    expect(calledOff.content).toMatch(/Image [12]: Cancelled\. .* this image is charged all the same, about \$0\.08\./);
    expect(calledOff.attachments).toHaveLength(1);
    const ended = await reply.until((message) => labels(message).includes('Show image'), 30_000);
    expect(ended.content).toContain('and charged $0.08. The image was kept, not shown.');
    expect(ended.attachments).toHaveLength(1);
    await member().click(ended, 'Show image');
    await reply.until(hasImages(2));
  }, 90_000);

  it('stand one by one in the history, and each can be posted and edited from there', async () => {
    const closed = world.people.as('closed');
    await (await closed.slash('imagine', { prompt: 'three boats', count: 3, seed: 60 })).until(hasImages(3));
    const page = await (await closed.slash('history')).until(hasImages(3));
    expect(page.content).toContain('2\\. **three boats** · image 2 of 3');
    expect(page.attachments[1]?.description).toBe('2. Image 2 of 3: three boats');
    const posted = await (await closed.select(page, 'history-post', [imageId(page, 2)])).until(hasImage);
    expect(posted.attachments[0]?.filename).toBe('kontext-61.jpg');
    const heard = second().waitForMessage(
      ({ author, attachments, content }) =>
        author.id === BOT_ID && attachments.length === 1 && content.includes('dusk'),
    );
    await second().post(`<@${BOT_ID}> make it dusk`, { replyTo: posted.id });
    await heard;
  });

  it('are asked about when a reply does not say which is meant', async () => {
    const shown = await (await ask(2, { seed: 70 })).until(hasImages(2));
    const answer = (word: string) =>
      second().waitForMessage(({ author, content }) => author.id === BOT_ID && content.includes(word));
    const question = answer(
      'This message shows 2 images: 1, 2. Say which one with --image: “make it night --image 2”.',
    );
    await second().post(`<@${BOT_ID}> make it old`, { replyTo: shown.id });
    await question;
    const wrong = answer('This message has no image 3. Write one of these: 1, 2.');
    await second().post(`<@${BOT_ID}> make it old --image 3`, { replyTo: shown.id });
    await wrong;
    const done = second().waitForMessage(
      ({ author, attachments, content }) => author.id === BOT_ID && attachments.length === 1 && content.includes('old'),
    );
    await second().post(`<@${BOT_ID}> make it old --image 2`, { replyTo: shown.id });
    await done;
    const bytes = await member().download(shown.attachments[1] ?? { url: '' });
    expect(Buffer.from(lastParams(world).input_image ?? '', 'base64').equals(bytes)).toBe(true);
  });

  it('are offered one by one by Apps → Edit image', async () => {
    const shown = await (await ask(3, { seed: 80 })).until(hasImages(3));
    const opening = await second().menu('Edit image', shown);
    const result = await (await sendForm(second(), opening, { prompt: 'as a comic', images: ['2'] })).until(hasImage);
    const bytes = await member().download(shown.attachments[2] ?? { url: '' });
    expect(Buffer.from(lastParams(world).input_image ?? '', 'base64').equals(bytes)).toBe(true);
    expect(await privateAnswer(await second().click(result, 'Details'))).toContain(
      '**Chain** of 2 images, $0.16 in total:',
    );
  });

  it.each(['direct', 'elsewhere', 'general'])(
    'stay private where they are private (%s), and lose one there too',
    async (channel) => {
      const shown = await (await ask(2, { private: true }, { channel })).until(hasImages(2));
      expect(isEphemeral(shown)).toBe(true);
      const card = await choose(shown, 2);
      const left = member().waitForMessage(({ id, attachments }) => id === shown.id && attachments.length === 1);
      await deleteResult(member(), card);
      await left;
    },
  );

  it('are in the feed together, and leave it when one is taken away', async () => {
    await privateAnswer(
      await world.people.as('manager').slash('settings feed_channel', { channel: '300000000000000002' }),
    );
    const inFeed = (count: number) =>
      member().waitForMessage(
        ({ channel_id, attachments }) => channel_id === '300000000000000002' && attachments.length === count,
      );
    const fed = inFeed(2);
    const shown = await (await ask(2)).until(hasImages(2));
    const copy = await fed;
    const again = inFeed(1);
    await deleteResult(member(), await choose(shown, 1));
    await again;
    await expect.poll(async () => (await member().messages('art')).some(({ id }) => id === copy.id)).toBe(false);

    world.provider.state.nextPlans.push({}, { durationMs: 8_000, progress: 'absent' });
    const [early, whole] = [inFeed(1), inFeed(2)];
    await (await ask(2)).until(hasImages(2), 40_000);
    expect((await whole).id).toBe((await early).id);
    await privateAnswer(await world.people.as('manager').slash('settings feed_channel'));
  }, 90_000);

  it('go on after the bot was killed in the middle', async () => {
    world.provider.state.nextPlans.push({ durationMs: 3_000 }, { durationMs: 6_000 }, { durationMs: 6_000 });
    const reply = await ask(3);
    // All three are at the provider, and the bot knows their ids; an edit that came too early for
    // that is followed by another after two seconds.
    await reply.until(({ content }) => content.match(/\d% /g)?.length === 3);
    await world.bot().kill('SIGKILL');
    await world.startBot();
    await world.people.botReady();
    await reply.until(hasImages(3), 40_000);
  }, 90_000);
});

describe('where there is not enough for all', () => {
  afterEach(async () => {
    await expectPromisesKept(world);
    await world.close();
  });

  const tasks = () => {
    const db = new Sqlite(world.databasePath, { readonly: true });
    const { count } = db.prepare('select count(*) as count from tasks').get() as { count: number }; // One row.
    db.close();
    return count;
  };

  it('none is makeImage, and the denial says what all would cost', async () => {
    world = await startWorld({
      provider: { behaviour: { medianMs: 300, sigma: 0.1 } },
      settings: { DEFAULT_MEMBER_BUDGET: '0.30/day' },
    });
    const denied = await privateAnswer(await ask(4));
    expect(denied).toContain(
      '$0.00 of your $0.30 daily allowance here (bot default), and these 4 images cost about $0.32.',
    );
    expect(tasks()).toBe(0);
    await (await ask(3)).until(hasImages(3));
    const manager = world.people.as('manager');
    await privateAnswer(await manager.slash('budget set default', { amount: '9', window: 'day', images: 5 }));
    expect(await privateAnswer(await ask(3))).toMatch(
      /^You have made 3 of the 5 images in your daily allowance here \(server default\), and this request needs 3 more\. It resets/,
    );
    expect(tasks()).toBe(3);
  });

  it('many at once do not overspend, and no request is admitted in part', async () => {
    world = await startWorld({
      provider: { behaviour: { medianMs: 300, sigma: 0.1 } },
      settings: { DEFAULT_MEMBER_BUDGET: '1.00/day', MAX_CONCURRENT_PER_MEMBER: '1000' },
    });
    const replies = await Promise.all(Array.from({ length: 12 }, () => ask(3)));
    const isDenied = ({ content }: Shown) => content.includes('these 3 images cost about');
    const hasAll = hasImages(3);
    const ends = await Promise.all(
      replies.map((reply) => reply.until((message) => isDenied(message) || hasAll(message), 60_000)),
    );
    expect(ends.filter(hasAll)).toHaveLength(4);
    expect(tasks()).toBe(12);
    await (await ask(1)).until(isEphemeral);
  }, 90_000);

  it('a grant pays what the allowance does not, and gets back what was not charged', async () => {
    world = await startWorld({
      provider: { behaviour: { medianMs: 300, sigma: 0.1 } },
      settings: { DEFAULT_MEMBER_BUDGET: '0.08/day' },
    });
    const given = { member: '100000000000000001', amount: '0.16', reason: 'a contest' };
    await privateAnswer(await world.people.as('manager').slash('budget grant', given));
    expect(await privateAnswer(await ask(4))).toContain('these 4 images cost about $0.32');
    world.provider.state.nextPlans.push({ outcome: 'failed', error: 'too hard' });
    await (await ask(3)).until(hasImages(2));
    await (await ask(1)).until(hasImage);
    await (await ask(1)).until(isEphemeral);
    expect(tasks()).toBe(4);
  });

  it('each counts as one at work', async () => {
    world = await startWorld({
      provider: { behaviour: { medianMs: 2_500, sigma: 0.01 } },
      settings: { MAX_CONCURRENT_PER_MEMBER: '3' },
    });
    await expect(ask(4)).rejects.toThrow('at most 3');
    const reply = await ask(2);
    await reply.until(({ content }) => content.includes('%'));
    expect(await privateAnswer(await ask(2))).toBe(
      'You asked for 2 images. Your limit is 3 at once, and 2 are in progress or queued.',
    );
    await reply.until(hasImages(2));
  });

  it('cancelling is free for those in the queue, and says how many are charged anyway', async () => {
    world = await startWorld({
      provider: { behaviour: { medianMs: 3_500, sigma: 0.01 } },
      settings: { MAX_CONCURRENT: '2' },
    });
    const reply = await ask(4);
    const working = await reply.until(({ content }) => content.match(/\d% /g)?.length === 2);
    expect(working.content).toContain('**3** · In the queue, position 1');
    expect(working.content).toContain('**4** · In the queue, position 2');
    const asked = await member().click(working, 'Cancel');
    const question = await asked.until(isEphemeral);
    expect(question.content).toBe(
      'The provider has already started 2 of these images, which are charged anyway, about $0.16 in total. The other 2 can still be cancelled free. If you cancel, they are kept but not shown.',
    );
    await member().click(question, 'Cancel anyway');
    expect((await asked.until(isSettled)).content).toContain(
      '2 more were cancelled before they began and cost nothing.',
    );
    const ended = await reply.until((message) => labels(message).includes('Show image'));
    expect(ended.content).toContain(
      'Images 1 and 2: Cancelled. The provider had already started and charged $0.16. The images were kept, not shown.',
    );
    expect(ended.content).toContain('Images 3 and 4: Cancelled before it began. Nothing was charged.');
    expect(ended.attachments).toEqual([]);
    await member().click(ended, 'Show image');
    const shown = await reply.until(hasImages(2));
    expect(shown.content).toContain('Images 3 and 4: Cancelled before it began.');
    expect(world.provider.state.tasks.size).toBe(2);
  });
});
