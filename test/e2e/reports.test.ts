// A report stays when what it is about is deleted, in whatever way: without its thumbnail and the
// member's prompt, and with a line that says what happened.
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { deleteResult } from '../support/controls.ts';
import { makeImage, privateAnswer } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { isEphemeral, labels } from '../support/shown.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 300, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day' },
  });
  await privateAnswer(await world.people.as('manager').slash('settings log_channel', { channel: ART }));
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const ART = '300000000000000002';
const [MEMBER, SECOND] = ['100000000000000001', '100000000000000002'];
const member = () => world.people.as('member');
const second = () => world.people.as('second');
const moderator = () => world.people.as('moderator');
const linkTo = ({ id, channel_id }: APIMessage) =>
  `https://discord.com/channels/200000000000000001/${channel_id}/${id}`;

/** @returns the report as it stands in the log channel now */
async function report(image: APIMessage): Promise<() => Promise<APIMessage | undefined>> {
  const heard = moderator().waitForMessage(({ content }) => content.includes('reported an image'));
  await privateAnswer(await member().menu('Report image', image));
  const { id } = await heard;
  return async () => (await moderator().messages('art')).find((message) => message.id === id);
}

const LEAD = `<@${MEMBER}> reported an image requested by <@${SECOND}>\n[jump to it](`;

it('deleted by its member', async () => {
  const image = await makeImage(second(), 'taken back');
  const shown = await report(image);
  await deleteResult(second(), image);
  await expect
    .poll(async () => (await shown())?.content)
    .toMatch(/\n✅ \*\*Resolved\*\* <t:\d+:R>: the member who requested it deleted the image\.$/);
  const marked = await shown();
  expect(marked?.content.startsWith(LEAD)).toBe(true);
  expect(JSON.stringify(marked)).not.toContain('taken back');
  expect(marked?.attachments).toEqual([]);
  expect(marked && labels(marked)).toEqual(['Block the member']);
  // What still makes sense works.
  if (marked) await (await moderator().click(marked, 'Block the member')).modal();
});

it('deleted by /moderate delete, whether or not it was resolved before', async () => {
  const image = await makeImage(second(), 'against the rules');
  const shown = await report(image);
  const open = await shown();
  if (open) await (await moderator().click(open, 'Resolve')).answer();
  await expect.poll(async () => (await shown())?.content).toMatch(/\*\*Resolved\*\* <t:\d+:R> by <@\d+>\.$/);
  await privateAnswer(await moderator().slash('moderate delete', { image: linkTo(image) }));
  await expect.poll(async () => (await shown())?.content).toMatch(/: <@\d+> deleted the image\.$/);
  const marked = await shown();
  expect(marked?.content).toMatch(/\*\*Resolved\*\* <t:\d+:R> by <@\d+>\.\n/);
  expect(marked?.content).not.toContain('against the rules');
  expect(marked?.attachments).toEqual([]);
  expect(marked && labels(marked)).toEqual(['Block the member']);
});

it('one of two images deleted: the report stays open about the other', async () => {
  const gallery = await (await second().slash('imagine', { prompt: 'two of them', count: 2 })).until(
    ({ attachments }) => attachments.length === 2,
  );
  const shown = await report(gallery);
  expect((await shown())?.attachments).toHaveLength(2);
  const [, first] = /"value":"(\w+-1)"/.exec(JSON.stringify(gallery.components)) ?? [];
  const alone = await (await second().select(gallery, 'picture', [first ?? ''])).until(isEphemeral);
  await deleteResult(second(), alone);
  await expect
    .poll(async () => (await shown())?.content)
    .toMatch(/\n🗑️ <t:\d+:R>: the member who requested them deleted one of the images\.$/);
  const left = await shown();
  expect(left?.content).toContain('two of them');
  expect(left?.attachments).toHaveLength(1);
  expect(left && labels(left)).toEqual(['Details', 'Delete image', 'Block the member', 'Resolve']);
  const rest = (await second().messages()).find(({ id }) => id === gallery.id);
  if (rest) await deleteResult(second(), rest);
  await expect.poll(async () => (await shown())?.content).toMatch(/the member who requested it deleted the image\.$/);
  expect((await shown())?.content).not.toContain('two of them');
});

it('forgotten with its member: nothing names them any more, also where it had been deleted before', async () => {
  const [kept, deleted] = [await makeImage(second(), 'still there'), await makeImage(second(), 'gone before')];
  const [shown, before] = [await report(kept), await report(deleted)];
  await deleteResult(second(), deleted);
  await expect.poll(async () => (await before())?.content).toMatch(/deleted the image\.$/);
  const asked = await (await second().slash('privacy delete')).until(isEphemeral);
  await second().click(asked, 'Forget me');
  for (const look of [shown, before]) {
    await expect
      .poll(async () => (await look())?.content, { timeout: 15_000 })
      .toMatch(/: the member had their prompts, images and name deleted\. /);
    const marked = await look();
    expect(JSON.stringify(marked)).not.toMatch(new RegExp(`still there|gone before|<@!?${SECOND}>`));
    expect(marked?.attachments).toEqual([]);
    expect(marked?.content).toContain('requested by a member whose data was deleted');
    expect(marked && labels(marked)).toEqual([]);
  }
});
