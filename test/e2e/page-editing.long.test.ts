// Editing in the playground's page, as a newcomer does it: forms, menus, selects, replies and
// direct messages in a real browser.
import type { Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newestEventNumber } from '../../playground/discord-api/state.ts';
import type { World } from '../../playground/world.ts';
import {
  accessibilityFaults,
  chooseFrom,
  focusedField,
  hasChromium,
  isEndInView,
  PAGE_TIMEOUT_MS,
  sendCommand,
  type Visitors,
} from '../support/browser.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { type Stage, setStage } from '../support/stage.ts';

vi.setConfig({ testTimeout: 3 * PAGE_TIMEOUT_MS, hookTimeout: 2 * PAGE_TIMEOUT_MS });
const patient = { timeout: PAGE_TIMEOUT_MS };

describe.skipIf(!hasChromium)('the page', () => {
  let stage: Stage;
  let world: World;
  let visitors: Visitors;
  /** What one test does on purpose makes browsers complain. */
  let expectedOddity: RegExp | undefined;

  const goTo = async (page: Page, channel: string) => {
    await page.getByRole('button', { name: channel, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: channel === 'Kontext' ? '@Kontext' : channel }).waitFor();
  };
  /** Lists of messages that the page has asked for and not got. */
  const countLoads = (page: Page) => {
    const loads = new Set<Request>();
    page.on('request', (request) => {
      if (request.url().includes('/control/messages')) loads.add(request);
    });
    page.on('requestfinished', (request) => loads.delete(request));
    page.on('requestfailed', (request) => loads.delete(request));
    return { underWay: () => loads.size };
  };
  const lastMessage = (page: Page) => page.locator('discord-message').last();
  const imageBy = (page: Page, prompt: string) =>
    page.locator('discord-message').filter({ hasText: prompt }).locator('.image img');
  const colours = async (page: Page, prompt: string) => {
    const src = await imageBy(page, prompt).last().getAttribute('src');
    return world.people.as('member').download({ url: src ?? '' });
  };

  beforeAll(async () => {
    stage = await setStage({
      medianMs: 1_000,
      settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day', MAX_CONCURRENT_PER_MEMBER: '10' },
    });
    ({ world, visitors } = stage);
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());
  afterEach(async () => {
    const oddities = await visitors.leave();
    const unexpected = oddities.filter((oddity) => !expectedOddity?.test(oddity));
    expectedOddity = undefined;
    expect(unexpected, 'errors on the console, or requests to others').toEqual([]);
  });

  it('leads from the first visit to an edit of the sample photo by mouse', async () => {
    const page = await visitors.open();
    await page.getByRole('button', { name: 'Edit the sample photo' }).click();
    await page.getByText('What would it look like at night?').waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await imageBy(page, 'make it night').waitFor();
    await page.getByRole('button', { name: 'Re-roll' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const [before, after] = [await colours(page, 'What would it look like'), await colours(page, 'make it night')];
    expect(before.equals(after)).toBe(false);
  });

  it('edits an image by its message’s menu, in a form that says what is wrong and keeps what was typed', async () => {
    const page = await visitors.open();
    await goTo(page, '# art');
    await page.getByLabel('Message actions').first().click();
    await page.getByRole('button', { name: 'Apps: Edit image' }).click();
    const form = page.getByRole('dialog', { name: 'Edit image' });
    await form.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await form.getByRole('button', { name: 'Submit' }).click();
    await expect
      .poll(() => form.getByRole('alert').textContent(), patient)
      .toBe('What should change?: This field is required');
    await form.getByLabel('What should change?').fill('turn it into an old photo');
    await form.getByLabel('Aspect ratio').selectOption('1:1');
    await form.getByRole('button', { name: 'Submit' }).click();
    await form.waitFor({ state: 'detached' });
    await imageBy(page, 'turn it into an old photo').waitFor();
    await page.getByText('1:1 · seed').waitFor();
  });

  it('edits a result by its button, by keyboard alone', async () => {
    const page = await visitors.open();
    await goTo(page, '# art');
    await lastMessage(page).getByRole('button', { name: 'Edit', exact: true }).focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Edit image' });
    await form.waitFor();
    await expect.poll(() => focusedField(page), patient).toBe('prompt');
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
    await imageBy(page, 'make it black and white').waitFor();
  });

  it('undoes an edit and shows before and after by the select, and tells details to one alone', async () => {
    const page = await visitors.open();
    await goTo(page, '# art');
    await chooseFrom(lastMessage(page), 'More…', 'Before/after');
    await page.getByText('Left: before. Right: after.').waitFor();
    const result = page.locator('discord-message').filter({ hasText: 'make it black and white' });
    await chooseFrom(result, 'More…', 'Undo');
    await result.getByText('Undone: this is the image before the edit.').waitFor();
    await chooseFrom(result, 'More…', 'Redo');
    await result.getByText('Undone').waitFor({ state: 'detached' });
    await result.getByRole('button', { name: 'Details' }).click();
    await page.getByText('Chain').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('edits by a reply that names the bot, completed while typing', async () => {
    const page = await visitors.open();
    await goTo(page, '# art');
    await page.getByLabel('Message actions').first().click();
    await page.getByRole('button', { name: 'Reply' }).click();
    await page.getByText('Replying to Second member').waitFor();
    await page.keyboard.type('@kon');
    await page.getByRole('listbox', { name: 'People' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('mirror it --ar 3:2');
    await page.keyboard.press('Enter');
    await imageBy(page, 'mirror it').waitFor();
    await page.locator('discord-message').filter({ hasText: 'mirror it' }).getByText('3:2 · seed').waitFor();
    await expect.poll(() => isEndInView(page), patient).toBe(true);
  });

  it('remixes a member’s avatar from the list of members', async () => {
    const page = await visitors.open();
    await goTo(page, '# general');
    await page.getByLabel('Actions on Second member').click();
    await page.getByRole('button', { name: 'Apps: Remix avatar (Second member)' }).click();
    const form = page.getByRole('dialog', { name: 'Remix avatar' });
    await form.getByLabel('What should change?').fill('as pixel art');
    await form.getByLabel('Who sees it?').selectOption('me');
    await form.getByRole('button', { name: 'Submit' }).click();
    await imageBy(page, 'as pixel art').waitFor();
    await page.getByText('Only you can see this').waitFor();
  });

  it('talks with the bot in direct messages', async () => {
    const page = await visitors.open();
    await goTo(page, 'Kontext');
    await page.getByRole('combobox', { name: 'Message @Kontext' }).fill('hello');
    await page.keyboard.press('Enter');
    await page.getByText('There is no image to edit.').waitFor();
  });

  it('shows one’s history, and posts from it', async () => {
    const page = await visitors.open();
    await goTo(page, '# thread');
    await sendCommand(page, '#thread', '/history');
    await page.getByText('Your images, page 1').waitFor();
    expect(await page.locator('.gallery img').count()).toBe(4);
    await chooseFrom(page, 'Post one of these here', 0);
    await page.getByRole('button', { name: 'Re-roll' }).waitFor();
    await page.getByRole('link', { name: 'jump to it' }).last().click();
    await page.getByRole('heading', { level: 1, name: '# art' }).waitFor();
    await expect.poll(() => page.locator('discord-message:target').count(), patient).toBe(1);
  });

  it('comes back by itself after its connection broke off, and has missed nothing: no message, and no answer to a click', async () => {
    const page = await visitors.open();
    const loads = countLoads(page);
    await goTo(page, '# art');
    expectedOddity = /ERR_FAILED|ERR_INCOMPLETE_CHUNKED_ENCODING/;
    await page.route('**/control/events*', (route) => route.abort());
    // Until it shows: a stream that was only being opened is not there to be broken off.
    const isCutOff = async () => {
      await fetch(`${world.discord.controlUrl}/drop-streams`, { method: 'POST', body: '{}' });
      return page.getByText('No connection, trying again…').isVisible();
    };
    await expect.poll(isCutOff, patient).toBe(true);
    // A list that is still on its way could hold what is said next.
    await expect.poll(() => loads.underWay(), patient).toBe(0);
    await world.people.as('manager').post('said while nobody listened', { channel: 'art' });
    const heardUntil = newestEventNumber(world.discord.state);
    await page.getByRole('button', { name: 'Edit', exact: true }).last().click();
    const isFormTold = () =>
      world.discord.state.numberedEvents.some(
        ({ number, event }) => number > heardUntil && event.kind === 'interaction' && event.answer.outcome === 'modal',
      );
    await expect.poll(isFormTold, patient).toBe(true);
    expect(await page.getByText('said while nobody listened').count()).toBe(0);
    await page.unroute('**/control/events*');
    await page.getByText('said while nobody listened').waitFor();
    await page.getByText('Kontext is online').waitFor();
    await page.getByRole('dialog', { name: 'Edit image' }).waitFor();
  });

  it('says “This interaction failed” under the message where the bot keeps silent, and lets one click again', async () => {
    const page = await visitors.open();
    await goTo(page, '# art');
    await world.bot().kill('SIGKILL');
    const details = page.getByRole('button', { name: 'Details' }).last();
    await details.click();
    await page.locator('discord-message .failure').getByText('This interaction failed').waitFor();
    await world.startBot();
    await details.click();
    await expect.poll(() => lastMessage(page).textContent(), patient).toContain('Details');
    expect(await page.getByText('This interaction failed').count()).toBe(0);
  });

  it('shows several images as a gallery that says what went wrong on a line of its own, and the one that is chosen alone', async () => {
    world.provider.state.nextPlans.push({}, { outcome: 'failed', error: 'too hard' });
    const page = await visitors.open();
    await goTo(page, '# thread');
    await world.people.as('member').slash('imagine', { prompt: 'three boats', count: 3 }, { channel: 'thread' });
    const message = page.locator('discord-message').filter({ hasText: 'three boats' });
    await expect.poll(() => message.locator('.gallery img').count(), patient).toBe(2);
    const words = await message
      .locator('.gallery img')
      .evaluateAll((images) => images.map(({ alt }: { alt: string }) => alt));
    expect(words.every((word: string) => /^Image [123] of 3: three boats$/.test(word))).toBe(true);
    const [facts, failure] = await Promise.all(
      ['seeds', 'too hard'].map((text) => message.getByText(text).last().boundingBox()),
    );
    expect((failure?.y ?? 0) + (failure?.height ?? 0)).toBeGreaterThan((facts?.y ?? 0) + (facts?.height ?? 0));
    await chooseFrom(page, 'Choose an image to edit', 0);
    await lastMessage(page)
      .getByText(/^Image [123] of 3$/)
      .waitFor();
    await lastMessage(page).getByRole('button', { name: 'Edit', exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('is good at 390 pixels, forms too', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      const page = await visitors.open({ viewport: { width: 390, height: 844 }, colorScheme });
      await goTo(page, '# art');
      await page.getByRole('button', { name: 'Edit', exact: true }).last().click();
      await page.getByRole('dialog', { name: 'Edit image' }).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: 'Edit image' }).waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Edit');
    }
  });

  it('kept every promise in all of these', async () => {
    await expectPromisesKept(world);
  });
});
