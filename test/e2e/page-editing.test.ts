// Editing in the playground's page, as a newcomer does it: forms, menus, selects, replies and direct messages in a real browser.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPage } from '../../playground/page/serve-page.ts';
import { postSamplePhoto } from '../../playground/sample-photo.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { accessibilityFaults, hasChromium, launchChromium, openPage, type WatchedPage } from '../support/browser.ts';
import { expectPromisesKept } from '../support/invariants.ts';

const GOOD = 15_000;

describe.skipIf(!hasChromium)('the page', () => {
  let world: World;
  let browser: Browser;
  const opened: WatchedPage[] = [];

  const open = async (options?: Parameters<typeof openPage>[2]): Promise<Page> => {
    const watched = await openPage(browser, world.discord.origin, options);
    opened.push(watched);
    return watched.page;
  };
  const goTo = async (page: Page, channel: string) => {
    await page.getByRole('button', { name: channel, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: channel === 'Kontext' ? '@Kontext' : channel }).waitFor();
  };
  const lastMessage = (page: Page) => page.locator('discord-message').last();
  const pictureBy = (page: Page, prompt: string) =>
    page.locator('discord-message').filter({ hasText: prompt }).locator('.picture img');
  const colours = async (page: Page, prompt: string) => {
    const src = await pictureBy(page, prompt).last().getAttribute('src');
    return world.people.as('member').download({ url: src ?? '' });
  };

  beforeAll(async () => {
    const built = await buildPage();
    world = await startWorld({
      discord: { page: built.serve, messageContentIntent: true },
      images: { manner: { medianMs: 1_000, sigma: 0.05 } },
      settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day', MAX_CONCURRENT_PER_MEMBER: '10' },
    });
    built.show(world);
    await postSamplePhoto(world);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('leads from the first visit to an edit of the sample photo by mouse', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Edit the sample photo' }).click();
    await page.getByText('What would it look like at night?').waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await pictureBy(page, 'make it night').waitFor({ timeout: GOOD });
    await page.getByRole('button', { name: 'Re-roll' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const [before, after] = [await colours(page, 'What would it look like'), await colours(page, 'make it night')];
    expect(before.equals(after)).toBe(false);
    await page.close();
  });

  it('edits a picture by its message’s menu, in a form that says what is wrong and keeps what was typed', async () => {
    const page = await open();
    await goTo(page, '# art');
    await page.getByLabel('Message actions').first().click();
    await page.getByRole('button', { name: 'Apps: Edit image' }).click();
    const form = page.getByRole('dialog', { name: 'Edit image' });
    await form.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await form.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => form.getByRole('alert').textContent()).toBe('What should change?: This field is required');
    await form.getByLabel('What should change?').fill('turn it into an old photo');
    await form.getByLabel('Aspect ratio').selectOption('1:1');
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.waitFor({ state: 'detached' });
    await pictureBy(page, 'turn it into an old photo').waitFor({ timeout: GOOD });
    await page.getByText('1:1 · seed').waitFor();
    await page.close();
  });

  it('edits a result by its button, by keyboard alone', async () => {
    const page = await open();
    await goTo(page, '# art');
    await lastMessage(page).getByRole('button', { name: 'Edit', exact: true }).focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Edit image' });
    await form.waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.getAttribute("name")')).toBe('prompt');
    await page.keyboard.type('make it black and white');
    for (
      let step = 0;
      step < 8 &&
      !(await form
        .getByRole('button', { name: 'Submit' })
        .evaluate((button) => button === button.ownerDocument.activeElement));
      step += 1
    )
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await pictureBy(page, 'make it black and white').waitFor({ timeout: GOOD });
    await page.close();
  });

  it('undoes an edit and shows before and after by the select, and tells details to one alone', async () => {
    const page = await open();
    await goTo(page, '# art');
    await lastMessage(page).getByLabel('More…').selectOption('before-after');
    await page.getByText('Left: before. Right: after.').waitFor();
    const result = page.locator('discord-message').filter({ hasText: 'make it black and white' });
    await result.getByLabel('More…').selectOption('undo');
    await result.getByText('Undone: this is the picture before the edit.').waitFor();
    await result.getByLabel('More…').selectOption('redo');
    await result.getByText('Undone').waitFor({ state: 'detached' });
    await result.getByRole('button', { name: 'Details' }).click();
    await page.getByText('Chain').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });

  it('edits by a reply that names the bot, completed while typing', async () => {
    const page = await open();
    await goTo(page, '# art');
    await page.getByLabel('Message actions').first().click();
    await page.getByRole('button', { name: 'Reply' }).click();
    await page.getByText('Replying to Second member').waitFor();
    await page.keyboard.type('@kon');
    await page.getByRole('listbox', { name: 'People' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('mirror it --ar 3:2');
    await page.keyboard.press('Enter');
    await pictureBy(page, 'mirror it').waitFor({ timeout: GOOD });
    await page.locator('discord-message').filter({ hasText: 'mirror it' }).getByText('3:2 · seed').waitFor();
    await page.close();
  });

  it('remixes a member’s avatar from the list of members', async () => {
    const page = await open();
    await goTo(page, '# general');
    await page.getByLabel('Actions on Second member').click();
    await page.getByRole('button', { name: 'Apps: Remix avatar (Second member)' }).click();
    const form = page.getByRole('dialog', { name: 'Remix avatar' });
    await form.getByLabel('What should change?').fill('as pixel art');
    await form.getByLabel('Who sees it?').selectOption('me');
    await form.getByRole('button', { name: 'Submit' }).click();
    await pictureBy(page, 'as pixel art').waitFor({ timeout: GOOD });
    await page.getByText('Only you can see this').waitFor();
    await page.close();
  });

  it('talks with the bot in direct messages', async () => {
    const page = await open();
    await goTo(page, 'Kontext');
    await page.getByRole('combobox', { name: 'Message @Kontext' }).fill('hello');
    await page.keyboard.press('Enter');
    await page.getByText('There is no picture to edit.').waitFor();
    await page.close();
  });

  it('shows one’s history, and posts from it', async () => {
    const page = await open();
    await goTo(page, '# thread');
    await page.getByRole('combobox', { name: 'Message #thread' }).fill('/history');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Your pictures, page 1').waitFor();
    expect(await page.locator('.gallery img').count()).toBe(4);
    await page.getByLabel('Post one of these here').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Re-roll' }).waitFor();
    await page.getByRole('link', { name: 'jump to it' }).last().click();
    await page.getByRole('heading', { level: 1, name: '# art' }).waitFor();
    await expect.poll(() => page.locator('discord-message:target').count()).toBe(1);
    await page.close();
  });

  it('comes back by itself after its connection broke off, and has missed nothing', async () => {
    const page = await open();
    await goTo(page, '# harbour');
    await page.route('**/control/events*', (route) => route.abort());
    await fetch(`${world.discord.controlUrl}/drop-streams`, { method: 'POST', body: '{}' });
    await world.people.as('manager').post('said while nobody listened', { channel: 'harbour' });
    expect(await page.getByText('said while nobody listened').count()).toBe(0);
    await page.unroute('**/control/events*');
    await page.getByText('said while nobody listened').waitFor();
    await page.close();
  });

  it('says “This interaction failed” under the message where the bot keeps silent, and lets one click again', async () => {
    const page = await open();
    await goTo(page, '# art');
    await world.bot().kill('SIGKILL');
    const details = lastMessage(page).getByRole('button', { name: 'Details' });
    await details.click();
    await lastMessage(page).getByText('This interaction failed').waitFor();
    await world.startBot();
    await details.click();
    await expect.poll(() => lastMessage(page).textContent()).toContain('Details');
    expect(await page.getByText('This interaction failed').count()).toBe(0);
    await page.close();
  });

  it('shows several pictures as a gallery that says what went wrong on a line of its own, and the one that is chosen alone', async () => {
    world.images.state.nextPlans.push({}, { outcome: 'failed', error: 'too hard' });
    const page = await open();
    await goTo(page, '# thread');
    await world.people.as('member').slash('imagine', { prompt: 'three boats', count: 3 }, { channel: 'thread' });
    const message = page.locator('discord-message').filter({ hasText: 'three boats' });
    await expect.poll(() => message.locator('.gallery img').count(), { timeout: GOOD }).toBe(2);
    const words = await message
      .locator('.gallery img')
      .evaluateAll((pictures) => pictures.map(({ alt }: { alt: string }) => alt));
    expect(words.every((word: string) => /^Picture [123] of 3: three boats$/.test(word))).toBe(true);
    const [facts, failure] = await Promise.all(
      ['seeds', 'too hard'].map((text) => message.getByText(text).last().boundingBox()),
    );
    expect((failure?.y ?? 0) + (failure?.height ?? 0)).toBeGreaterThan((facts?.y ?? 0) + (facts?.height ?? 0));
    await page.getByLabel('Choose a picture to edit').selectOption({ index: 1 });
    await lastMessage(page)
      .getByText(/^Picture [123] of 3$/)
      .waitFor();
    await lastMessage(page).getByRole('button', { name: 'Edit', exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });

  it('is good at 390 pixels, forms too', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      const page = await open({ viewport: { width: 390, height: 844 }, colorScheme });
      await goTo(page, '# art');
      await page.getByRole('button', { name: 'Edit', exact: true }).last().click();
      await page.getByRole('dialog', { name: 'Edit image' }).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: 'Edit image' }).waitFor({ state: 'detached' });
      await page.close();
    }
  });

  it('had no error on its console and asked nobody else for anything, in any of these; and every promise was kept', async () => {
    const broken = /ERR_FAILED|ERR_INCOMPLETE_CHUNKED_ENCODING/;
    expect(opened.length).toBeGreaterThan(10);
    // One test breaks connections on purpose, and browsers say so.
    expect(opened.flatMap(({ oddities }) => oddities).filter((oddity) => !broken.test(oddity))).toEqual([]);
    await expectPromisesKept(world);
  });
});
