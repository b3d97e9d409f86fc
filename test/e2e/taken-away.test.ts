// An image that was taken away does not come back by what was made from it, on real parts.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { makeImage, privateAnswer, sendForm } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasImage } from '../support/shown.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 300, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day' },
  });
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const member = () => world.people.as('member');
const second = () => world.people.as('second');
const moderator = () => world.people.as('moderator');
const GONE = 'The source image has been deleted.';

type Shown = Awaited<ReturnType<typeof makeImage>>;

/** Another member's edit of an image, undone: the image stands in its place. */
async function undoneEdit(original: Shown, prompt: string): Promise<Shown> {
  const edit = await (await sendForm(second(), await second().click(original, 'Edit'), { prompt })).until(hasImage);
  const isUndone = second().waitForMessage(({ id, content }) => id === edit.id && content.includes('Undone'));
  await second().select(edit, 'more', ['undo']);
  return isUndone;
}

it.each<[string, (original: Shown) => Promise<unknown>]>([
  [
    'a moderator deletes it',
    async (original) => {
      const asked = await moderator().select(original, 'more', ['delete']);
      await moderator().click(await asked.until(({ content }) => content.startsWith('Delete')), 'Delete');
    },
  ],
  [
    'its member has everything forgotten',
    async () => {
      const listed = await member().slash('privacy delete');
      await member().click(await listed.until(({ components }) => components?.length === 1), 'Forget me');
    },
  ],
])('the edit stands in its place again when %s, and no way leads back', async (how, remove) => {
  const original = await makeImage(member(), `an image to be gone since ${how}`);
  const edit = await undoneEdit(original, `milder since ${how}`);
  const isBack = second().waitForMessage(({ id, content }) => id === edit.id && !content.includes('Undone'));
  await remove(original);
  const back = await isBack;
  const paid = world.provider.state.tasks.size;
  expect(await privateAnswer(await second().select(back, 'more', ['undo']))).toBe(GONE);
  expect(await privateAnswer(await moderator().select(back, 'more', ['before-after']))).toBe(GONE);
  expect(await privateAnswer(await second().click(back, 'Re-roll'))).toBe(GONE);
  expect(world.provider.state.tasks.size).toBe(paid);
});
