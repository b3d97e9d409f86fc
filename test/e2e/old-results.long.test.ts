// Results of an earlier run: every button that was under them before the bot was killed, clicked
// after it has come back.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Player } from '../../playground/discord-api/people.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { askToDelete, cancelAnyway, deleteResult, isBeingMade } from '../support/controls.ts';
import { edited, lastParams, makeImage, privateAnswer, sendForm, sentImage, sizeOf } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasImage, hasWithdrawn, isEphemeral, labels } from '../support/shown.ts';

type Shown = Awaited<ReturnType<Player['post']>>;

let world: World;
const member = () => world.people.as('member');
const second = () => world.people.as('second');
const moderator = () => world.people.as('moderator');
const ONLY_OWN = 'Only the person who requested this image can do that.';
const OR_MODERATOR = 'Only the person who requested this image or a moderator can do that.';

async function working(prompt: string, durationMs: number) {
  world.provider.state.nextPlans.push({ durationMs });
  const reply = await member().slash('imagine', { prompt });
  return reply.until(isBeingMade);
}

async function restart(): Promise<void> {
  await world.bot().kill('SIGKILL');
  await world.startBot();
  await world.people.botReady();
}

/** What was made before the restart. */
let old: Record<'made' | 'edit' | 'secret' | 'failed' | 'withheld' | 'page' | 'first' | 'last', Shown>;
let openForm: Awaited<ReturnType<Awaited<ReturnType<Player['click']>>['modal']>>;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 400, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day' },
  });
  const cancelled = await working('a change of mind', 1_500);
  const shownLater = member().waitForMessage(
    ({ id, components }) => id === cancelled.id && JSON.stringify(components).includes('show-picture'),
  );
  await cancelAnyway(member(), cancelled);
  old = {
    withheld: await shownLater,
    made: await makeImage(member(), 'a bridge', { aspect_ratio: '3:2', seed: 5 }),
    first: await makeImage(member(), 'one'),
    last: await makeImage(member(), 'two'),
    edit: await edited(member(), 'make it black and white'),
    secret: await edited(member(), 'make it old photo', { private: true }),
    failed: await (await member().slash('imagine', { prompt: 'something forbidden' })).until(hasWithdrawn),
    page: await (await member().slash('history')).until(({ attachments }) => attachments.length > 0),
  };
  openForm = await (await second().click(old.made, 'Edit')).modal();
  await restart();
}, 60_000);
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const inChannel = async ({ id }: Shown) => (await member().messages()).find((message) => message.id === id);

describe('after a restart', () => {
  it.each(['member', 'second', 'moderator'])('Re-roll works for %s, on their own account', async (key) => {
    const player = world.people.as(key);
    const again = await (await player.click(old.made, 'Re-roll')).until(hasImage);
    const { id } = { member: { id: 1 }, second: { id: 2 }, moderator: { id: 3 } }[key] ?? { id: 0 };
    expect(again.content).toContain(`<@10000000000000000${id}> · **a bridge**`);
    expect(lastParams(world)).toMatchObject({ prompt: 'a bridge', aspect_ratio: '3:2' });
  });

  it('a form that was open before can still be sent', async () => {
    const result = await (await second().submit(openForm, { prompt: 'make it night' })).until(hasImage);
    expect(result.content).toContain('<@100000000000000002> · **make it night**');
    expect(await sizeOf(sentImage(lastParams(world).input_image))).toEqual({ width: 1248, height: 832 });
  });

  it('Edit, Details, Aspect ratio and Before/after work for others', async () => {
    await (await sendForm(second(), await second().click(old.edit, 'Edit'), { prompt: 'flip it' })).until(hasImage);
    expect(await privateAnswer(await second().click(old.edit, 'Details'))).toContain('/edit prompt:make it black');
    const opening = await second().select(old.edit, 'more', ['aspect-ratio']);
    const wide = await (await sendForm(second(), opening, { aspect_ratio: '21:9' })).until(hasImage);
    expect(wide.content).toContain('<@100000000000000002>');
    expect(isEphemeral(await (await second().select(old.edit, 'more', ['before-after'])).until(hasImage))).toBe(true);
  });

  it('Undo works for its author alone, a moderator being another', async () => {
    for (const player of [second(), moderator()])
      expect(await privateAnswer(await player.select(old.edit, 'more', ['undo']))).toBe(ONLY_OWN);
    for (const result of [old.edit, old.secret]) {
      const undone = member().waitForMessage(({ id, content }) => id === result.id && content.includes('Undone'));
      await member().select(result, 'more', ['undo']);
      const redone = member().waitForMessage(({ id, content }) => id === result.id && !content.includes('Undone'));
      await member().select(await undone, 'more', ['redo']);
      await redone;
    }
  });

  it('what comes of a private result is private', async () => {
    expect(isEphemeral(await (await member().click(old.secret, 'Re-roll')).until(hasImage))).toBe(true);
    const opening = await member().select(old.secret, 'more', ['aspect-ratio']);
    expect(isEphemeral(await (await sendForm(member(), opening, { aspect_ratio: '1:1' })).until(hasImage))).toBe(true);
  });

  it('Why? tells its member alone what was refused, who can then try it again', async () => {
    for (const player of [second(), moderator()])
      expect(await privateAnswer(await player.click(old.failed, 'Why?'))).toBe(ONLY_OWN);
    const told = await (await member().click(old.failed, 'Why?')).until(isEphemeral);
    expect(told.content).toContain('flagged by content moderation');
    world.provider.state.nextPlans.push({ outcome: 'completed' });
    const again = await (await member().click(told, 'Try again')).until(hasImage);
    expect(again.content).toContain('<@100000000000000001> · **something forbidden**');
  });

  it('Show image is its member’s alone', async () => {
    for (const player of [second(), moderator()])
      expect(await privateAnswer(await player.click(old.withheld, 'Show image'))).toBe(ONLY_OWN);
    const shown = member().waitForMessage((message) => message.id === old.withheld.id && hasImage(message));
    await member().click(old.withheld, 'Show image');
    await shown;
  });

  it('a page of the history still turns, and leads to an edit', async () => {
    const turned = member().waitForMessage(({ content }) => content.includes('page 2'));
    await member().click(old.page, 'Older ▶');
    await turned;
    const id = /"value":"(\w{16}-\d)"/.exec(JSON.stringify(old.page.components))?.[1] ?? '';
    const opening = await member().select(old.page, 'history-edit', [id]);
    await (await sendForm(member(), opening, { prompt: 'mirror it' })).until(hasImage);
  });

  it('a blocked member has nothing more drawn by any of them, and keeps what is theirs', async () => {
    await privateAnswer(await moderator().slash('moderate block', { member: '100000000000000001' }));
    const tasks = world.provider.state.tasks.size;
    const blocked = 'A moderator has blocked you from making images here.';
    expect(await privateAnswer(await member().click(old.made, 'Re-roll'))).toBe(blocked);
    expect(await privateAnswer(await member().click(old.made, 'Edit'))).toBe(blocked);
    const told = await (await member().click(old.failed, 'Why?')).until(isEphemeral);
    expect(await privateAnswer(await member().click(told, 'Try again'))).toBe(blocked);
    expect(await privateAnswer(await member().click(told, 'Change the prompt'))).toBe(blocked);
    const opening = await member().select(old.made, 'more', ['aspect-ratio']);
    expect(await privateAnswer(await sendForm(member(), opening, { aspect_ratio: '1:1' }))).toBe(blocked);
    const id = /"value":"(\w{16}-\d)"/.exec(JSON.stringify(old.page.components))?.[1] ?? '';
    expect(await privateAnswer(await member().select(old.page, 'history-edit', [id]))).toBe(blocked);
    expect(await privateAnswer(await member().select(old.page, 'history-post', [id]))).toBe(blocked);
    expect(await privateAnswer(await member().click(old.made, 'Details'))).toContain('/imagine prompt:a bridge');
    await (await member().select(old.edit, 'more', ['before-after'])).until(hasImage);
    await deleteResult(member(), old.first);
    await expect.poll(() => inChannel(old.first)).toBeUndefined();
    expect(world.provider.state.tasks.size).toBe(tasks);
    await privateAnswer(await moderator().slash('moderate unblock', { member: '100000000000000001' }));
  });

  it('Delete is for its author and moderators, and ends every other button', async () => {
    expect(await privateAnswer(await askToDelete(second(), old.last))).toBe(OR_MODERATOR);
    await deleteResult(moderator(), old.last);
    await expect.poll(() => inChannel(old.last)).toBeUndefined();
    const id = /re-roll:(\w+)/.exec(JSON.stringify(old.last.components))?.[1] ?? '';
    for (const action of ['re-roll', 'edit', 'details', 'delete'])
      expect(
        await privateAnswer(
          await member().forge({
            kind: 'component',
            messageId: old.made.id,
            customId: `${action}:${id}`,
            componentType: 2,
          }),
        ),
      ).toBe('The request behind this message no longer exists.');
  });
});

describe('once its images are no longer kept', () => {
  it('a result is still edited from Discord’s own copy, as a step of its chain; what needs more says so', async () => {
    const [result, edit] = [await makeImage(member(), 'a pier'), await edited(member(), 'make it dark')];
    const database = new Sqlite(world.databasePath);
    database.prepare('delete from images').run();
    database.close();
    const reply = await sendForm(second(), await second().click(result, 'Edit'), { prompt: 'add gulls' });
    const child = await reply.until(hasImage);
    expect(await sizeOf(sentImage(lastParams(world).input_image))).toEqual({ width: 1024, height: 1024 });
    expect(await privateAnswer(await second().click(child, 'Details'))).toContain('**Chain** of 2 images');
    const gone = 'The source image is no longer kept here. Attach it again.';
    expect(await privateAnswer(await member().click(edit, 'Re-roll'))).toBe(gone);
    for (const action of ['undo', 'before-after'])
      expect(await privateAnswer(await member().select(edit, 'more', [action]))).toBe(gone);
    const page = await (await member().slash('history')).until(({ content }) => content.includes('Your images'));
    expect(page.content).toContain('no longer kept');
  });
});

describe('once the files of its images are damaged', () => {
  it('they count as no longer kept, at once and everywhere; a file that cannot be decoded is a gap in the history', async () => {
    const [result, edit] = [await makeImage(member(), 'a jetty'), await edited(member(), 'make it foggy')];
    const folder = join(dirname(world.databasePath), 'images');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of files)
      writeFileSync(join(parentPath, name), Buffer.alloc(statSync(join(parentPath, name)).size));
    // By its name it is what it was, yet no decoder reads it: kept before odd images were mended.
    const odd = Buffer.from('no image');
    const id = createHash('sha256').update(odd).digest('hex');
    const gone = 'The source image is no longer kept here. Attach it again.';
    for (const action of ['before-after', 'undo'])
      expect(await privateAnswer(await member().select(edit, 'more', [action]))).toBe(gone);
    expect(await privateAnswer(await member().click(edit, 'Re-roll'))).toBe(gone);
    await (await sendForm(second(), await second().click(result, 'Edit'), { prompt: 'add boats' })).until(hasImage);
    await makeImage(member(), 'a quay');
    const database = new Sqlite(world.databasePath);
    const { image_id } = database
      .prepare("select image_id from tasks join requests on requests.id = request_id where prompt = 'a jetty'")
      .get() as { image_id: string };
    database.prepare('update tasks set image_id = ? where image_id = ?').run(id, image_id);
    database
      .prepare(
        "insert into images (id, format, bytes, width, height, created_at, keep_until) values (?, 'png', 8, 9, 9, ?, ?)",
      )
      .run(id, Date.now(), 1e15);
    database.close();
    mkdirSync(join(folder, id.slice(0, 2)), { recursive: true });
    writeFileSync(join(folder, id.slice(0, 2), id), odd);
    const page = await (await member().slash('history')).until(({ attachments }) => attachments.length > 0);
    expect(page.attachments).toHaveLength(1);
    expect(page.content.match(/no longer kept/g)).toHaveLength(3);
  });
});

describe('Cancel of what was at work when the bot was killed', () => {
  it('is refused to others, and works for its author and for moderators', async () => {
    const [own, stopped] = [await working('mine to stop', 6_000), await working('not here', 6_000)];
    await restart();
    for (const message of [own, stopped])
      expect(await privateAnswer(await second().click(message, 'Cancel'))).toBe(OR_MODERATOR);
    const withheld = member().waitForMessage(({ id, content }) => id === own.id && content.includes('charged $0.08'));
    const ended = member().waitForMessage(
      ({ id, content }) => id === stopped.id && content.includes('Stopped by a moderator.'),
    );
    await cancelAnyway(member(), own);
    await cancelAnyway(moderator(), stopped);
    expect(labels(await withheld)).toEqual(['Show image']);
    expect(labels(await ended)).toEqual([]);
  });
});
