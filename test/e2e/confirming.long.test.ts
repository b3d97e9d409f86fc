// Delete and Cancel ask first where something that was paid for would be lost: what the question
// says, every answer to it, and when it comes too late.
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Player } from '../../playground/discord-api/people.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { askToDelete, deleteResult, isBeingMade, isSettled } from '../support/controls.ts';
import { edited, makeImage, privateAnswer } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasImage, hasImages, isEphemeral, labels } from '../support/shown.ts';

type Shown = Awaited<ReturnType<Player['post']>>;

let world: World;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 500, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day' },
  });
});
afterAll(() => world.close());
beforeEach(() => {
  world.provider.state.nextPlans.length = 0;
});
afterEach(() => expectPromisesKept(world));

const member = () => world.people.as('member');
const second = () => world.people.as('second');
const moderator = () => world.people.as('moderator');
const HELPER = '400000000000000021';
const GONE = 'This question has expired. Start again.';

const isThere = ({ id }: Shown) => world.discord.state.messages.has(id);
const requestId = ({ components }: Shown) => /more:(\w+)/.exec(JSON.stringify(components))?.[1] ?? '';
const click = (who: Player, message: Shown, customId: string) =>
  who.forge({ kind: 'component', messageId: message.id, customId, componentType: 2 });
const customIdOf = (message: Shown, action: string) =>
  new RegExp(`${action}:[\\w-]+`).exec(JSON.stringify(message.components))?.[0] ?? '';
const restart = async () => {
  await world.bot().kill('SIGKILL');
  await world.startBot();
  await world.people.botReady();
};
const card = async (gallery: Shown, number: number) =>
  (await member().select(gallery, 'picture', [`${requestId(gallery)}-${number}`])).until(isEphemeral);

describe('Delete', () => {
  it('stands in the menu, says what is lost, and keeps it where that is the answer', async () => {
    const result = await makeImage(member());
    expect(JSON.stringify(result.components)).not.toContain('"delete:');
    const asked = await askToDelete(member(), result);
    const question = await asked.until(isEphemeral);
    expect(question.content).toMatch(
      /^Delete this image\? It is removed everywhere it is shown, and from <\/history:\d+>\. This cannot be undone\. It was charged, \$0\.08, and deleting it does not give the money back\.$/,
    );
    expect(labels(question)).toEqual(['Delete', 'Keep']);
    await member().click(question, 'Keep');
    expect((await asked.until(isSettled)).content).toBe('Nothing was deleted.');
    expect(isThere(result)).toBe(true);
    // What was decided cannot be decided again.
    expect(await privateAnswer(await click(member(), question, customIdOf(question, 'delete-confirm')))).toBe(GONE);
    expect(isThere(result)).toBe(true);
  });

  it('is done once it is confirmed, however often that is clicked, and wherever the result stands', async () => {
    for (const place of [{}, { channel: 'direct' }, { channel: 'elsewhere' }]) {
      const result = await edited(member(), 'make it dark', {}, place);
      const asked = await askToDelete(member(), result);
      const question = await asked.until(isEphemeral);
      await Promise.all([member().click(question, 'Delete'), member().click(question, 'Delete')]);
      expect((await asked.until(isSettled)).content).toMatch(/^Deleted\.$|^It is already deleted\.$/);
      await expect.poll(() => isThere(result)).toBe(false);
    }
  });

  it('takes away a private result, and the private card of one of several', async () => {
    const secret = await edited(member(), 'make it bright', { private: true });
    await deleteResult(member(), secret);
    await expect.poll(() => isThere(secret)).toBe(false);

    const gallery = await (await member().slash('imagine', { prompt: 'two boats', count: 2 })).until(hasImages(2));
    const one = await card(gallery, 1);
    const question = await (await askToDelete(member(), one)).until((message) => labels(message).includes('Keep'));
    expect(question.content).toMatch(/^Delete image 1 of 2\? .* It was charged, \$0\.08, /);
    const left = member().waitForMessage(({ id, attachments }) => id === gallery.id && attachments.length === 1);
    await member().click(question, 'Delete');
    await left;
    await expect.poll(() => isThere(one)).toBe(false);
  });

  it('of all says how many, and what they cost together', async () => {
    const gallery = await (await member().slash('imagine', { prompt: 'three hats', count: 3 })).until(hasImages(3));
    const question = await (await askToDelete(moderator(), gallery)).until(isEphemeral);
    expect(question.content).toMatch(/^Delete all 3 images\? .* They were charged, \$0\.24 in total, /);
    await moderator().click(question, 'Delete');
    await expect.poll(() => isThere(gallery)).toBe(false);
  });

  it('is asked about under messages from before it stood in the menu too', async () => {
    const result = await makeImage(member());
    const old = await click(member(), result, `delete:${requestId(result)}`);
    const question = await old.until(isEphemeral);
    expect(labels(question)).toEqual(['Delete', 'Keep']);
    await member().click(question, 'Delete');
    await expect.poll(() => isThere(result)).toBe(false);
  });

  it('is confirmed by nobody else, nor after a quarter of an hour, nor once the right is gone', async () => {
    const result = await makeImage(member());
    const question = await (await askToDelete(member(), result)).until(isEphemeral);
    const confirm = customIdOf(question, 'delete-confirm');
    const others = await (await askToDelete(moderator(), result)).until(isEphemeral);
    expect(await privateAnswer(await click(moderator(), others, confirm))).toBe(GONE);
    // Its own answer takes no result's place.
    for (const id of [confirm, confirm.replace('confirm', 'not')])
      expect(await privateAnswer(await click(member(), result, id))).toBe(GONE);
    const database = new Sqlite(world.databasePath);
    database.prepare('update pending_deletions set expires_at = 1').run();
    database.close();
    expect(await privateAnswer(await member().click(question, 'Delete'))).toBe(GONE);
    const asHelper = (roles: string[]) =>
      fetch(`${world.discord.controlUrl}/member`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ guild: 'first', person: 'second', roles }),
      });
    await privateAnswer(await world.people.as('manager').slash('settings moderator_role', { role: HELPER }));
    await asHelper([HELPER]);
    const helpers = await (await askToDelete(second(), result)).until(isEphemeral);
    await asHelper([]);
    expect(await privateAnswer(await second().click(helpers, 'Delete'))).toContain('or a moderator can do that.');
    expect(isThere(result)).toBe(true);
  });

  it('that comes after somebody else’s is told so', async () => {
    const result = await makeImage(member());
    const asked = await askToDelete(member(), result);
    const question = await asked.until(isEphemeral);
    await deleteResult(moderator(), result);
    await member().click(question, 'Delete');
    expect((await asked.until(isSettled)).content).toBe('It is already deleted.');
  });

  it('still works where the bot was restarted before the answer: also for what only the click could remove', async () => {
    const result = await makeImage(member());
    const gallery = await (await member().slash('imagine', { prompt: 'two oars', count: 2 })).until(hasImages(2));
    const one = await card(gallery, 1);
    const asked = [await askToDelete(member(), result), await askToDelete(member(), one)];
    const questions = [];
    for (const reply of asked) questions.push(await reply.until((message) => labels(message).includes('Keep')));
    await restart();
    for (const question of questions) await member().click(question, 'Delete');
    for (const message of [result, one]) await expect.poll(() => isThere(message)).toBe(false);
    expect(isThere(gallery)).toBe(true);
  });

  it('of what was made elsewhere removes what shows it here alone, and says so', async () => {
    const result = await makeImage(member());
    const page = await (await member().slash('history', {}, { channel: 'harbour' })).until(
      ({ attachments }) => attachments.length > 0,
    );
    const posting = await (await member().select(page, 'history-post', [`${requestId(result)}-1`])).until(hasImage);
    const manager = world.people.as('manager');
    const question = await (await askToDelete(manager, posting)).until(isEphemeral);
    expect(question.content).toBe('Remove this image from this server? It stays where it was made.');
    await manager.click(question, 'Delete');
    await expect.poll(() => isThere(posting)).toBe(false);
    expect(isThere(result)).toBe(true);
  });

  it('of one of several leaves costs that agree: in the message, Details, the history and the usage', async () => {
    const closed = world.people.as('closed');
    const gallery = await (await closed.slash('imagine', { prompt: 'a row', count: 3, seed: 7 })).until(hasImages(3));
    const first = `${requestId(gallery)}-1`;
    const one = await (await closed.select(gallery, 'picture', [first])).until(isEphemeral);
    const left = closed.waitForMessage(({ id, attachments }) => id === gallery.id && attachments.length === 2);
    await deleteResult(closed, one);
    const shown = await left;
    expect(shown.content).toMatch(/seeds 8, 9 · .* s · \$0\.16 · plus \$0\.08 for 1 deleted image$/);
    const details = await privateAnswer(await closed.click(shown, 'Details'));
    expect(details).toContain('**3 images**, $0.24 in total:');
    expect(details).toContain('1\\. seed 7 · deleted, $0.08');
    expect(details).toMatch(/2\\\. seed 8 · made in .* s, \$0\.08/);
    const page = await (await closed.slash('history')).until(({ attachments }) => attachments.length > 0);
    expect(page.content.match(/\*\*a row\*\* · image [23] of 3 · .* · \$0\.08/g)).toHaveLength(2);
    expect(await privateAnswer(await closed.slash('usage me'))).toContain('3 images · $0.24');
  });
});

describe('Cancel', () => {
  const working = async (prompt: string, durationMs = 2_500) => {
    world.provider.state.nextPlans.push({ durationMs });
    const reply = await member().slash('imagine', { prompt });
    return { reply, message: await reply.until(isBeingMade) };
  };

  it('of what is charged anyway says so with the price, and lets it finish where that is the answer', async () => {
    const { reply, message } = await working('a mill');
    expect(labels(message)).toEqual(['Cancel']);
    const asked = await member().click(message, 'Cancel');
    const question = await asked.until(isEphemeral);
    expect(question.content).toBe(
      'The provider has already started this image, so it is charged anyway, about $0.08. If you cancel, it is kept but not shown.',
    );
    expect(labels(question)).toEqual(['Cancel anyway', 'Let it finish']);
    await member().click(question, 'Let it finish');
    expect((await asked.until(isSettled)).content).toBe('Not cancelled.');
    await reply.until(hasImage);
  });

  it('that is confirmed too late is told that it is finished', async () => {
    const { reply, message } = await working('a barn', 1_500);
    const asked = await member().click(message, 'Cancel');
    const question = await asked.until(isEphemeral);
    const result = await reply.until(hasImage);
    await expect
      .poll(() =>
        world.bot().log.some(({ msg, requestId: id }) => msg === 'request delivered' && id === requestId(result)),
      )
      .toBe(true);
    await member().click(question, 'Cancel anyway');
    expect((await asked.until(isSettled)).content).toBe('It is already finished.');
    expect(isThere(result)).toBe(true);
  });

  it('is confirmed after a restart, by whoever may, once', async () => {
    const { reply, message } = await working('a shed', 15_000);
    const asked = await member().click(message, 'Cancel');
    const question = await asked.until(isEphemeral);
    const twice = await (await member().click(message, 'Cancel')).until(isEphemeral);
    await restart();
    const forged = await click(second(), message, customIdOf(question, 'cancel-anyway'));
    expect(await privateAnswer(forged)).toBe('Only the person who requested this image or a moderator can do that.');
    await member().click(question, 'Cancel anyway');
    expect((await asked.until(isSettled)).content).toBe(
      'Cancelled. The provider had already started, so this image is charged all the same, about $0.08.',
    );
    const settled = member().waitForMessage(
      ({ id, content }) => id === twice.id && content === 'It is already cancelled.',
    );
    await member().click(twice, 'Cancel anyway');
    await settled;
    await reply.until((shown) => labels(shown).includes('Show image'), 40_000);
  }, 60_000);
});
