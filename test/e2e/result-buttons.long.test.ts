// What can be done with a result: by its author, others, moderators and the blocked; before a
// restart and after; and by forged ids.
import Sqlite from 'better-sqlite3';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { askToDelete, cancelAnyway, deleteResult, isBeingMade, RESULT_BUTTONS } from '../support/controls.ts';
import { edited, lastParams, makeImage, privateAnswer, sendForm, sentImage, sizeOf } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { plainImage } from '../support/photos.ts';
import { hasImage, isEphemeral, labels } from '../support/shown.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 500, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day' },
  });
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const member = () => world.people.as('member');
const second = () => world.people.as('second');
const moderator = () => world.people.as('moderator');
const UNKNOWN = 'The request behind this message no longer exists.';

describe.each(['before', 'after'] as const)('%s a restart', (when) => {
  beforeAll(async () => {
    if (when === 'before') return;
    await world.bot().kill('SIGKILL');
    await world.startBot();
    await world.people.botReady();
  });

  it('every result has its buttons', async () => {
    expect(labels(await makeImage(member()))).toEqual(RESULT_BUTTONS);
  });

  it('Re-roll draws the same with a new seed, on the account of whoever clicks', async () => {
    const first = await makeImage(member(), 'a bridge', { aspect_ratio: '3:2', seed: 5, steps: 20 });
    const again = await (await second().click(first, 'Re-roll')).until(hasImage);
    expect(again.content).toContain('<@100000000000000002> · **a bridge**');
    expect(lastParams(world)).toMatchObject({ prompt: 'a bridge', aspect_ratio: '3:2', steps: 20 });
    expect(lastParams(world).seed).not.toBe(5);
  });

  it('Re-roll of an edit starts from the same image', async () => {
    const first = await edited(member());
    const { input_image } = lastParams(world);
    await (await member().click(first, 'Re-roll')).until(hasImage);
    expect(lastParams(world).input_image).toBe(input_image);
  });

  it('Edit starts from this image, and the ratio stays', async () => {
    const first = await makeImage(member(), 'a bridge', { aspect_ratio: '16:9' });
    const reply = await sendForm(second(), await second().click(first, 'Edit'), { prompt: 'make it night' });
    const result = await reply.until(hasImage);
    expect(result.content).toContain('<@100000000000000002> · **make it night**');
    expect(await sizeOf(sentImage(lastParams(world).input_image))).toEqual({ width: 1360, height: 768 });
    expect(lastParams(world).aspect_ratio).toBe('16:9');
  });

  it('More… offers another ratio, before/after, and undo for its author', async () => {
    const result = await edited(member());
    const opening = await second().select(result, 'more', ['aspect-ratio']);
    const wide = await (await sendForm(second(), opening, { aspect_ratio: '21:9' })).until(hasImage);
    expect(wide.content).toContain('21:9');

    const paid = world.provider.state.tasks.size;
    const same = await second().select(result, 'more', ['aspect-ratio']);
    expect(await privateAnswer(await sendForm(second(), same, { aspect_ratio: '3:2' }))).toBe(
      'This image is 3:2 already. Choose another aspect ratio. Nothing was charged.',
    );
    expect(world.provider.state.tasks.size).toBe(paid);

    const both = await (await second().select(result, 'more', ['before-after'])).until(hasImage);
    expect(isEphemeral(both)).toBe(true);
    expect(both.content).toBe('Left: before. Right: after.');
    expect(both.attachments[0]?.description).toBe(
      'Two images side by side. Left: before. Right: after the edit: make it black and white',
    );
    expect(result.attachments[0]?.description).toBe('Edited image: make it black and white');
    const bytes = await second().download(both.attachments[0] ?? { url: '' });
    const { width, height } = await sizeOf(bytes);
    const [left, right] = await Promise.all(
      [0, width - 100].map(async (from) => {
        // Statistics are of a whole image, so the part is made one.
        const part = sharp(bytes).extract({ left: from, top: 0, width: 100, height });
        const [red, , blue] = (await sharp(await part.png().toBuffer()).stats()).channels;
        return Math.abs((red?.mean ?? 0) - (blue?.mean ?? 0));
      }),
    );
    // The colours before at the left, the greys after at the right.
    expect(left).toBeGreaterThan(20);
    expect(right).toBeLessThan(5);

    expect(await privateAnswer(await second().select(result, 'more', ['undo']))).toBe(
      'Only the person who requested this image can do that.',
    );
    const tasks = world.provider.state.tasks.size;
    const undone = member().waitForMessage(({ id, content }) => id === result.id && content.includes('Undone'));
    await member().select(result, 'more', ['undo']);
    const back = await undone;
    expect(await sizeOf(await member().download(back.attachments[0] ?? { url: '' }))).toEqual({
      width: 300,
      height: 200,
    });
    const redone = member().waitForMessage(({ id, content }) => id === result.id && !content.includes('Undone'));
    await member().select(back, 'more', ['redo']);
    expect((await redone).attachments[0]?.filename).toMatch(/^kontext-\d+\.jpg$/);
    expect(world.provider.state.tasks.size).toBe(tasks);
  });

  it('Details tells how to ask for it again, what it cost and how long it took', async () => {
    const result = await makeImage(member(), 'a `strange` **prompt**', { seed: 8 });
    const words = await privateAnswer(await second().click(result, 'Details'));
    expect(words).toContain('/imagine prompt:a `strange` **prompt** seed:8 model:flux_kontext_max');
    expect(words).toContain('**Cost**: $0.08');
    expect(words).toMatch(/\*\*Requested\*\* <t:\d+:f> · waited \d+\.\d s · made in \d+\.\d s/);
    expect(words).toContain('safety_tolerance 2');
  });

  it('Delete is for its author and for moderators', async () => {
    const [own, other] = [await makeImage(member(), 'one'), await makeImage(member(), 'two')];
    expect(await privateAnswer(await askToDelete(second(), own))).toContain('or a moderator');
    await deleteResult(member(), own);
    await deleteResult(moderator(), other);
    await expect
      .poll(async () => (await member().messages()).filter(({ id }) => id === own.id || id === other.id))
      .toEqual([]);
  });

  it('of a private result everything stays private, and nobody else can use its id', async () => {
    const secret = await edited(member(), 'make it old photo', { private: true });
    expect(isEphemeral(secret)).toBe(true);
    const again = await (await member().click(secret, 'Re-roll')).until(hasImage);
    expect(isEphemeral(again)).toBe(true);
    const opening = await member().click(secret, 'Edit');
    expect(JSON.stringify(await opening.modal())).not.toContain('Everybody here');
    expect(isEphemeral(await (await sendForm(member(), opening, { prompt: 'flip' })).until(hasImage))).toBe(true);
    const undone = member().waitForMessage(({ id, content }) => id === secret.id && content.includes('Undone'));
    await member().select(secret, 'more', ['undo']);
    await undone;
    const id = JSON.stringify(secret.components).match(/re-roll:(\w+)/)?.[1] ?? '';
    const known = await makeImage(second());
    for (const action of [
      're-roll',
      'edit',
      'details',
      'delete',
      'cancel',
      'cancel-anyway',
      'try-again',
      'show-picture',
    ]) {
      const forged = second().forge({
        kind: 'component',
        messageId: known.id,
        customId: `${action}:${id}`,
        componentType: 2,
      });
      expect(await privateAnswer(await forged)).toBe(UNKNOWN);
    }
    for (const action of ['aspect-ratio', 'before-after', 'undo', 'redo', 'delete', 'delete-all']) {
      const forged = second().forge({
        kind: 'component',
        messageId: known.id,
        customId: `more:${id}`,
        componentType: 3,
        values: [action],
      });
      expect(await privateAnswer(await forged)).toBe(UNKNOWN);
    }
    for (const select of ['history-edit', 'history-post']) {
      const forged = second().forge({
        kind: 'component',
        messageId: known.id,
        customId: `${select}:chosen`,
        componentType: 3,
        values: [id],
      });
      expect(await privateAnswer(await forged)).toBe(UNKNOWN);
    }
    const components = [{ type: 18, id: 1, component: { type: 3, id: 2, custom_id: 'aspect_ratio', values: ['1:1'] } }];
    const form = second().forge({ kind: 'modal', customId: `aspect-ratio:${id}`, components });
    expect(await privateAnswer(await form)).toBe(UNKNOWN);
  });
});

describe('weeks later', () => {
  it('undo, details and re-roll still work, in public and in private, when every token has long died', async () => {
    const [open, secret] = [
      await edited(member(), 'make it dark'),
      await edited(member(), 'make it bright', { private: true }),
    ];
    const database = new Sqlite(world.databasePath);
    database.prepare('update requests set token_expires_at = 1').run();
    database.close();
    for (const result of [open, secret]) {
      const undone = member().waitForMessage(({ id, content }) => id === result.id && content.includes('Undone'));
      await member().select(result, 'more', ['undo']);
      const back = await undone;
      expect(await sizeOf(await member().download(back.attachments[0] ?? { url: '' }))).toEqual({
        width: 300,
        height: 200,
      });
      expect(await privateAnswer(await member().click(result, 'Details'))).toContain('/edit prompt:make it');
      await (await member().click(result, 'Re-roll')).until(hasImage);
    }
  });
});

describe('in direct messages, and in a server without the bot', () => {
  it.each(['direct', 'elsewhere'])('%s: re-roll, edit, undo, before/after and delete', async (channel) => {
    const first = await edited(member(), 'make it dark', {}, { channel });
    const again = await (await member().click(first, 'Re-roll')).until(hasImage);
    const opening = await member().click(again, 'Edit');
    const child = await (await sendForm(member(), opening, { prompt: 'flip it' }, { channel: first.channel_id })).until(
      hasImage,
    );
    const undone = member().waitForMessage(({ id, content }) => id === child.id && content.includes('Undone'));
    await member().select(child, 'more', ['undo']);
    await undone;
    await (await member().select(child, 'more', ['before-after'])).until(hasImage);
    await deleteResult(member(), child);
    await expect.poll(async () => (await member().messages(channel)).some(({ id }) => id === child.id)).toBe(false);
  });
});

describe('forged ids', () => {
  it('of another server, and of what never was, are refused', async () => {
    const there = await makeImage(member(), 'in the harbour');
    const here = await (
      await world.people.as('manager').slash('imagine', { prompt: 'x' }, { channel: 'harbour' })
    ).until(hasImage);
    const id = JSON.stringify(here.components).match(/re-roll:(\w+)/)?.[1] ?? '';
    const forge = async (customId: string, componentType = 2, values?: string[]) =>
      privateAnswer(
        await second().forge({
          kind: 'component',
          messageId: there.id,
          customId,
          componentType,
          ...(values ? { values } : {}),
        }),
      );
    expect(await forge(`re-roll:${id}`)).toBe(UNKNOWN);
    expect(await forge('re-roll:0123456789abcdef')).toBe(UNKNOWN);
    expect(await forge(`more:${id}`, 3, ['undo'])).toBe(UNKNOWN);
    expect(await forge('history-post:chosen', 3, [id])).toBe(UNKNOWN);
    expect(await forge(`more:${id}`, 3, ['constructor'])).toContain('no longer available');
    expect(await forge('delete-everything:1')).toContain('no longer available');
  });
});

describe('a blocked member', () => {
  it('is refused by every way in before writing a word, keeps what is theirs, and is let back in', async () => {
    const own = await makeImage(member(), 'mine');
    await privateAnswer(await moderator().slash('moderate block', { member: '100000000000000001' }));
    const blocked = 'A moderator has blocked you from making images here.';
    const bytes = await plainImage('png');
    expect(await privateAnswer(await member().slash('imagine', { prompt: 'x' }))).toBe(blocked);
    expect(
      await privateAnswer(
        await member().slash(
          'edit',
          { prompt: 'x' },
          { files: { image: { name: 'a.png', bytes, contentType: 'image/png' } } },
        ),
      ),
    ).toBe(blocked);
    expect(await privateAnswer(await member().menu('Edit image', own))).toBe(blocked);
    expect(await privateAnswer(await member().menu('Remix avatar', 'second'))).toBe(blocked);
    for (const button of ['Re-roll', 'Edit'])
      expect(await privateAnswer(await member().click(own, button))).toBe(blocked);
    expect(await privateAnswer(await member().click(own, 'Details'))).toContain('/imagine prompt:mine');
    const elsewhere = await member().slash('imagine', { prompt: 'x' }, { channel: 'harbour' });
    await elsewhere.until(hasImage);
    expect(
      await privateAnswer(await moderator().slash('moderate unblock', { member: '100000000000000001' })),
    ).toContain('again');
    await makeImage(member());
  });

  it('can be blocked by moderators alone', async () => {
    const words = await privateAnswer(await member().slash('moderate block', { member: '100000000000000002' }));
    expect(words).toBe('Only moderators of this server can do that.');
    expect(
      await privateAnswer(
        await moderator().slash('moderate block', { member: '100000000000000002', duration: 'soon' }),
      ),
    ).toContain('“soon” is not a length of time');
  });
});

describe('Cancel by a moderator', () => {
  it('stops it for good: the image is paid for, and nobody sees it', async () => {
    world.provider.state.nextPlans.push({ durationMs: 2_500 });
    const reply = await member().slash('imagine', { prompt: 'not here' });
    await cancelAnyway(moderator(), await reply.until(isBeingMade));
    const stopped = await reply.until(({ content }) => content.includes('Stopped by a moderator.'));
    expect(stopped.content).toContain('charged $0.08');
    expect(labels(stopped)).toEqual([]);
    const history = await (await member().slash('history')).until(({ content }) => content.includes('Your images'));
    expect(history.content).not.toContain('not here');
  });
});

describe('/history', () => {
  it('shows one’s own images, newest first, with pages, links, and ways on', async () => {
    const manager = world.people.as('closed');
    const empty = await (await manager.slash('history')).until(({ content }) => content !== '');
    expect(empty.content).toContain('You have no images yet.');
    for (const prompt of ['first', 'second', 'third', 'fourth']) await makeImage(manager, prompt);
    const secret = await makeImage(manager, 'a secret', { private: true });
    expect(isEphemeral(secret)).toBe(true);

    const page = await (await manager.slash('history')).until(({ attachments }) => attachments.length > 0);
    expect(isEphemeral(page)).toBe(true);
    expect(page.content).toMatch(
      /^\*\*Your images, page 1\*\*\n1\\\. \*\*a secret\*\* · <t:\d+:R> · \$0\.08 · private\n2\\\. \*\*fourth\*\*/,
    );
    expect(page.content).toMatch(
      /\[jump to it\]\(https:\/\/discord\.com\/channels\/200000000000000001\/300000000000000001\/\d+\)/,
    );
    expect(page.attachments).toHaveLength(4);
    expect(page.attachments[0]?.description).toBe('1. a secret');

    const turned = manager.waitForMessage(({ content }) => content.includes('page 2'));
    await manager.click(page, 'Older ▶');
    const older = await turned;
    expect(older.content).toContain('**first**');
    expect(labels(older)).toEqual(['◀ Newer']);

    const fresh = await (await manager.slash('history')).until(({ attachments }) => attachments.length > 0);
    const secretId = `${JSON.stringify(secret.components).match(/re-roll:(\w+)/)?.[1]}-1`;
    const opening = await manager.select(fresh, 'history-edit', [secretId]);
    expect(isEphemeral(await (await sendForm(manager, opening, { prompt: 'flip it' })).until(hasImage))).toBe(true);

    const posted = await (await manager.select(fresh, 'history-post', [secretId])).until(hasImage);
    expect(isEphemeral(posted)).toBe(false);
    expect(posted.content).toContain('a secret');
    await (await second().click(posted, 'Re-roll')).until(hasImage);
    await deleteResult(manager, posted);
    await expect.poll(async () => (await manager.messages()).some(({ id }) => id === posted.id)).toBe(false);
  }, 60_000);
});
