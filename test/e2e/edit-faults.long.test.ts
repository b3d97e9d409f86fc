// Edits that go against the grain: too many images, hostile files by every way in, results deleted
// and minds changed meanwhile.
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Player } from '../../playground/discord-api/people.ts';
import { BOT_ID } from '../../playground/discord-api/seed.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { deleteResult, isBeingMade } from '../support/controls.ts';
import { lastParams, makeImage, plainInput, privateAnswer, sendForm, sentImage, sizeOf } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { animatedGif, bomb, heic, noiseImage, phonePhoto, plainImage } from '../support/photos.ts';
import { hasFailed, hasImage, hasWithdrawn } from '../support/shown.ts';

type Shown = Awaited<ReturnType<Player['post']>>;

let world: World;
beforeAll(async () => {
  world = await startWorld({
    discord: { messageContentIntent: true },
    provider: { behaviour: { medianMs: 400, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day' },
  });
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const member = () => world.people.as('member');
const second = () => world.people.as('second');
const moderator = () => world.people.as('moderator');
const manager = () => world.people.as('manager');
const png = async (width = 300) => ({
  name: `${width}.png`,
  bytes: await plainImage('png', width, 200),
  contentType: 'image/png',
});
const requestId = ({ components }: Shown) => /re-roll:(\w+)/.exec(JSON.stringify(components))?.[1] ?? '';

/** What the bot answers in the chat. */
async function answerTo(
  player: Player,
  content: string,
  place: Parameters<Player['post']>[1],
  isSuch = (_shown: Shown) => true,
): Promise<Shown> {
  const known = new Set((await player.messages(place?.channel)).map(({ id }) => id));
  let answer: Shown | undefined;
  await player.post(content, place);
  await expect
    .poll(
      async () => {
        answer = (await player.messages(place?.channel)).find(
          (shown) => shown.author.id === BOT_ID && !known.has(shown.id) && isSuch(shown),
        );
        return answer !== undefined;
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  if (!answer) throw new Error('no answer');
  return answer;
}

describe('too many images', () => {
  it('a result and four more by reply are five: refused, and nothing is reserved or sent', async () => {
    const result = await makeImage(second(), 'a hut');
    const tasks = world.provider.state.tasks.size;
    const files = await Promise.all([100, 110, 120, 130].map(png));
    const answer = await answerTo(member(), `<@${BOT_ID}> together`, { replyTo: result.id, files });
    expect(answer.content).toContain('You attached 5 images; the maximum is 4.');
    expect(world.provider.state.tasks.size).toBe(tasks);
    const three = await answerTo(
      member(),
      `<@${BOT_ID}> together`,
      { replyTo: result.id, files: files.slice(0, 3) },
      hasImage,
    );
    expect(three.content).toContain('together');
    expect((await sizeOf(sentImage(lastParams(world).input_image_4))).width).toBe(120);
  });

  it('a forged form that chooses five, or what is not there, is refused', async () => {
    const files = await Promise.all([100, 110, 120, 130, 140].map(png));
    const message = await second().post('five', { files });
    const form = await (await member().menu('Edit image', message)).modal();
    const forge = async (values: string[]) =>
      privateAnswer(
        await member().forge({
          kind: 'modal',
          customId: form.custom_id,
          components: [
            { type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'prompt', value: 'x' } },
            { type: 18, id: 3, component: { type: 3, id: 4, custom_id: 'images', values } },
            { type: 18, id: 5, component: { type: 4, id: 6, custom_id: 'seed', value: '' } },
          ],
        }),
      );
    expect(await forge(['0', '1', '2', '3', '4'])).toContain('You attached 5 images');
    for (const values of [['9'], ['-1'], ['x'], ['__proto__'], []])
      expect(await forge(values), values.join()).toBe('No image was chosen.');
  });
});

describe('images that are large', () => {
  it('together for one request are made smaller, and what the provider does not take all the same is said and free', async () => {
    const noise = { name: 'noise.png', bytes: await noiseImage(1_700, 1_700), contentType: 'image/png' };
    const files = { image: noise, image_2: noise };
    const fits = await member().slash('edit', { prompt: 'together' }, { files });
    await fits.until(hasImage, 60_000);
    expect(await sizeOf(sentImage(lastParams(world).input_image_2))).toEqual({ width: 1_700, height: 1_700 });
    world.provider.state.faults.push({ on: 'create', times: 1, kind: { status: 413 } });
    const refused = await member().slash('edit', { prompt: 'together' }, { files: await plainInput() });
    const { content } = await refused.until(hasFailed);
    expect(content).toContain('The images are too large for the provider. Use smaller or fewer ones.');
    expect(content).toContain('Nothing was charged.');
  }, 120_000);
});

describe('hostile files', () => {
  const files: [string, () => Promise<Buffer> | Buffer, RegExp][] = [
    ['cut off', async () => (await plainImage('jpeg')).subarray(0, 3_000), /is damaged or incomplete/],
    ['of no bytes', () => Buffer.alloc(0), /is not an image in a supported format/],
    ['a page under an image’s name', () => Buffer.from('<script>alert(1)</script>'), /is not an image in a/],
    ['HEIC under another name', heic, /is a HEIC image/],
    ['a bomb', bomb, /the limit is 50 megapixels/],
    ['25 MiB', () => Buffer.alloc(25 * 1024 * 1024, 'x'), /the limit is 20 MiB/],
  ];

  it.each(files)('by the message menu: %s', async (_what, make, words) => {
    const message = await second().post('look', {
      files: [{ name: 'odd.png', bytes: await make(), contentType: 'image/png' }],
    });
    const tasks = world.provider.state.tasks.size;
    const reply = await sendForm(member(), await member().menu('Edit image', message), { prompt: 'x' });
    const told = await privateAnswer(reply);
    expect(told).toMatch(words);
    expect(told).toContain('odd');
    expect(world.provider.state.tasks.size).toBe(tasks);
  });

  it.each(files)('by a reply: %s', async (_what, make, words) => {
    const tasks = world.provider.state.tasks.size;
    const answer = await answerTo(
      member(),
      `<@${BOT_ID}> make it night`,
      { files: [{ name: 'odd.png', bytes: await make(), contentType: 'image/png' }] },
      hasWithdrawn,
    );
    expect(answer.content).not.toContain('odd');
    const told = await privateAnswer(await member().click(answer, 'Why?'));
    expect(told).toMatch(words);
    expect(told).toContain('odd');
    expect(world.provider.state.tasks.size).toBe(tasks);
  });

  it('a second file behind an image’s end, a place and a camera do not reach the provider, by menu and by reply', async () => {
    const bytes = Buffer.concat([await phonePhoto(), Buffer.from('PK\x03\x04 a whole archive')]);
    const message = await second().post('look', { files: [{ name: 'photo.jpg', bytes, contentType: 'image/jpeg' }] });
    await (await sendForm(member(), await member().menu('Edit image', message), { prompt: 'a' })).until(hasImage);
    const byMenu = sentImage(lastParams(world).input_image);
    await answerTo(member(), `<@${BOT_ID}> b`, { replyTo: message.id }, hasImage);
    for (const sent of [byMenu, sentImage(lastParams(world).input_image)]) {
      for (const secret of ['whole archive', 'Secretphone', 'Exif']) expect(sent.includes(secret), secret).toBe(false);
      expect(await sizeOf(sent)).toEqual({ width: 600, height: 900 });
    }
  });

  it('of what moves the first frame goes out, by menu and by reply', async () => {
    const file = { name: 'moving.gif', bytes: await animatedGif(), contentType: 'image/gif' };
    const message = await second().post('look', { files: [file] });
    await (await sendForm(member(), await member().menu('Edit image', message), { prompt: 'a' })).until(hasImage);
    const byMenu = lastParams(world).input_image;
    await answerTo(member(), `<@${BOT_ID}> b`, { replyTo: message.id }, hasImage);
    expect(lastParams(world).input_image).toBe(byMenu);
    expect(await sizeOf(sentImage(byMenu))).toEqual({ width: 64, height: 64 });
  });
});

describe('what people write', () => {
  it('a value as long as a message, full of markup, is answered in few and harmless words', async () => {
    const ratio = `**@everyone** [x](https://evil.example) ${'9'.repeat(1_800)}`;
    const answer = await answerTo(member(), `<@${BOT_ID}> x --ar ${ratio}`, { files: [await png()] });
    expect(answer.content).toContain('is not an aspect ratio that this model supports');
    expect(answer.content).toContain('\\*\\*\\@everyone');
    expect(answer.content.length).toBeLessThan(400);
    const model = await answerTo(member(), `<@${BOT_ID}> x --model ${'m'.repeat(1_900)}`, { files: [await png()] });
    expect(model.content).toContain('is not one of this bot’s models');
  });

  it('in a thread it is answered in the thread, and a hidden image stays hidden', async () => {
    const file = { ...(await png()), name: 'SPOILER_a.png' };
    const target = await second().post('look', { channel: 'thread', files: [file] });
    const place = { channel: 'thread', replyTo: target.id };
    const answer = await answerTo(member(), `<@${BOT_ID}> make it night`, place, hasImage);
    expect(answer.attachments[0]?.filename).toMatch(/^SPOILER_kontext/);
    const both = await (await member().select(answer, 'more', ['before-after'])).until(hasImage);
    expect(both.attachments[0]?.filename).toMatch(/^SPOILER_before-after/);
  });
});

describe('a result that is deleted', () => {
  it('while a form on it is open is not edited any more, and nothing is charged', async () => {
    const result = await makeImage(member(), 'a boat');
    const form = await (await second().click(result, 'Edit')).modal();
    await deleteResult(moderator(), result);
    expect(await privateAnswer(await second().submit(form, { prompt: 'x' }))).toBe(
      'The source image has been deleted.',
    );
  });

  it('while an edit of it is at work leaves the edit its image, and starts nothing any more', async () => {
    const result = await makeImage(member(), 'a boat');
    world.provider.state.nextPlans.push({ durationMs: 2_000 });
    const reply = await sendForm(second(), await second().click(result, 'Edit'), { prompt: 'add fog' });
    await reply.until(isBeingMade);
    await deleteResult(member(), result);
    const edited = await reply.until(hasImage);
    const details = await privateAnswer(await second().click(edited, 'Details'));
    expect(details).toContain('1\\. a deleted image · $0.08');
    expect(details).not.toContain('a boat');
    expect(await privateAnswer(await second().click(edited, 'Re-roll'))).toBe('The source image has been deleted.');
  });
});

describe('an avatar whose owner says no', () => {
  it('is drawn no more from earlier remixes: by Re-roll, another ratio or Try again', async () => {
    const remix = async (prompt: string) =>
      sendForm(member(), await member().menu('Remix avatar', 'second'), { prompt });
    const result = await (await remix('as a pixel hero')).until(hasImage);
    const failed = await (await remix('as something forbidden')).until(hasFailed);
    await (await member().click(result, 'Re-roll')).until(hasImage);
    const again = await (await member().click(result, 'Re-roll')).until(hasImage);
    await privateAnswer(await second().slash('privacy avatar', { allowed: false }));
    const tasks = world.provider.state.tasks.size;
    const no = 'This person does not allow others to edit their avatar.';
    for (const message of [result, again])
      expect(await privateAnswer(await member().click(message, 'Re-roll'))).toBe(no);
    expect(await privateAnswer(await member().click(failed, 'Try again'))).toBe(no);
    const opening = await member().select(result, 'more', ['aspect-ratio']);
    expect(await privateAnswer(await sendForm(member(), opening, { aspect_ratio: '21:9' }))).toBe(no);
    expect(world.provider.state.tasks.size).toBe(tasks);
    await privateAnswer(await second().slash('privacy avatar', { allowed: true }));
    await (await member().click(result, 'Re-roll')).until(hasImage);
  });
});

describe('whose money it is', () => {
  it('is the clicker’s: neither an empty allowance of the author stops others, nor a full one helps them', async () => {
    const result = await makeImage(member(), 'a bridge');
    const empty = { amount: '0.01', window: 'day' };
    const [one, two] = ['100000000000000001', '100000000000000002'];
    await privateAnswer(await manager().slash('budget set member', { member: one, ...empty }));
    expect(await privateAnswer(await member().click(result, 'Re-roll'))).toContain('allowance here');
    await (await second().click(result, 'Re-roll')).until(hasImage);
    await privateAnswer(await manager().slash('budget clear member', { member: one }));
    await privateAnswer(await manager().slash('budget set member', { member: two, ...empty }));
    expect(await privateAnswer(await second().click(result, 'Re-roll'))).toContain('allowance here');
    await (await member().click(result, 'Re-roll')).until(hasImage);
    await privateAnswer(await manager().slash('budget clear member', { member: two }));
    const database = new Sqlite(world.databasePath, { readonly: true });
    const settled = database
      .prepare(
        `select accounts.discord_user_id as who, count(*) as lines from ledger join accounts on accounts.id = ledger.account_id
         join tasks on tasks.id = ledger.task_id join requests on requests.id = tasks.request_id
         where ledger.kind = 'settle' and requests.prompt = 'a bridge' group by who order by who`,
      )
      .all();
    database.close();
    expect(settled).toEqual([
      { who: one, lines: 2 },
      { who: two, lines: 1 },
    ]);
  });
});

describe('Undo', () => {
  it('of an image that once took long does not call its member again', async () => {
    const files = { image: await png() };
    const result = await (await member().slash('edit', { prompt: 'make it dark' }, { files })).until(hasImage);
    const database = new Sqlite(world.databasePath);
    database.prepare('update requests set created_at = created_at - 120000 where id = ?').run(requestId(result));
    database.close();
    const before = (await member().messages()).length;
    const undone = member().waitForMessage(({ id, content }) => id === result.id && content.includes('Undone'));
    await member().select(result, 'more', ['undo']);
    const redone = member().waitForMessage(({ id, content }) => id === result.id && !content.includes('Undone'));
    await member().select(await undone, 'more', ['redo']);
    await redone;
    // What comes after the redo comes after anything that the undo had set off.
    await makeImage(second(), 'the end');
    expect(await member().messages()).toHaveLength(before + 1);
  });

  it('is refused for what is no edit, and for what is not finished', async () => {
    const plain = await makeImage(member(), 'a tree');
    const forge = async (message: Shown, id: string) =>
      privateAnswer(
        await member().forge({
          kind: 'component',
          messageId: message.id,
          customId: `more:${id}`,
          componentType: 3,
          values: ['undo'],
        }),
      );
    expect(await forge(plain, requestId(plain))).toBe('There is no image before this one.');
    const files = { image: await png() };
    const failed = await (await member().slash('edit', { prompt: 'something forbidden' }, { files })).until(hasFailed);
    const id = /try-again:(\w+)/.exec(JSON.stringify(failed.components))?.[1] ?? '';
    expect(await forge(plain, id)).toBe('There is no image to start from.');
  });
});
