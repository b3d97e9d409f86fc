// The playground's page, used as a newcomer uses it: in a real browser, with the real bot behind it.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPage } from '../../playground/page/serve-page.ts';
import { drawPicture } from '../../playground/vtrix-api/picture/draw-picture.ts';
import { startWorld, type World } from '../../playground/world.ts';
import {
  accessibilityFaults,
  giveFile,
  hasChromium,
  launchChromium,
  openPage,
  type WatchedPage,
} from '../support/browser.ts';
import { expectPromisesKept } from '../support/invariants.ts';

const GOOD = 15_000;

if (!hasChromium) console.warn('No Chromium at /usr/bin/chromium: the page’s tests skip themselves.');

describe.skipIf(!hasChromium)('the page', () => {
  let world: World;
  let browser: Browser;
  const opened: WatchedPage[] = [];

  const open = async (options?: Parameters<typeof openPage>[2]): Promise<Page> => {
    const watched = await openPage(browser, world.discord.origin, options);
    opened.push(watched);
    return watched.page;
  };
  /** A person sees where the cursor is before typing on. */
  const untilIn = (page: Page, field: string) =>
    expect.poll(() => page.evaluate('document.activeElement.getAttribute("name")')).toBe(field);
  const choose = async (page: Page, channel: string, command: string, field: string) => {
    await page.getByRole('combobox', { name: `Message #${channel}` }).focus();
    await page.keyboard.type(command);
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    await page.keyboard.press('Enter');
    if (field !== '') await untilIn(page, field);
  };
  const addOption = async (page: Page, name: string) => {
    await page.getByRole('button', { name: `+ ${name}` }).focus();
    await page.keyboard.press('Enter');
    await untilIn(page, name);
  };
  const picture = (page: Page) => page.locator('discord-message .picture img');

  beforeAll(async () => {
    const built = await buildPage();
    world = await startWorld({
      discord: { page: built.serve, messageContentIntent: true },
      images: { manner: { medianMs: 1_500, sigma: 0.05 } },
      settings: { DEFAULT_MEMBER_BUDGET: '0.40/day', MAX_CONCURRENT_PER_MEMBER: '10' },
    });
    built.show(world);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('leads from the first visit to the first picture by mouse', async () => {
    const page = await open();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Draw a lighthouse in fog' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Kontext is thinking…').or(page.getByText(/% ·/)).first().waitFor();
    await picture(page).waitFor({ timeout: GOOD });
    expect(await picture(page).getAttribute('alt')).toBe('a lighthouse in fog, oil painting');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: /^Enlarge/ }).click();
    await page.getByRole('dialog', { name: 'Picture' }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.close();
  });

  it('leads to a picture by keyboard alone, with an option completed by the bot', async () => {
    const page = await open();
    await page.getByRole('button', { name: '# art' }).click();
    await choose(page, 'art', '/im', 'prompt');
    await page.keyboard.type('a boat at dusk');
    await addOption(page, 'aspect_ratio');
    await page.keyboard.type('16');
    await page.getByRole('option', { name: '16:9' }).waitFor();
    await page.keyboard.type(':9');
    await page.keyboard.press('Enter');
    await picture(page).waitFor({ timeout: GOOD });
    await page.getByText(/16:9 · seed/).waitFor();
    await page.close();
  });

  it('takes a file by the button, by paste and by drop', async () => {
    const page = await open();
    await page.getByRole('button', { name: '# harbour' }).click();
    const { bytes } = await drawPicture({ prompt: 'x', output_format: 'png' });
    await page.getByLabel('Attach files').setInputFiles({ name: 'chosen.png', mimeType: 'image/png', buffer: bytes });
    await page.getByText('chosen.png').waitFor();
    for (const [type, name] of [
      ['paste', 'pasted.png'],
      ['drop', 'dropped.png'],
    ] as const) {
      await giveFile(page, type, { name, bytes });
      await page.getByText(name).waitFor();
    }
    await page.getByRole('combobox', { name: 'Message #harbour' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => picture(page).count()).toBe(3);
    await page.getByLabel('Message actions').first().click();
    await page.getByRole('button', { name: 'Reply' }).click();
    await page.keyboard.type('nice');
    await page.keyboard.press('Enter');
    await page.getByText('↩ Member').waitFor();
    await page.close();
  });

  it('shows a denial to its owner alone, and a wrong option in red', async () => {
    const page = await open();
    await page.getByRole('button', { name: '# thread' }).click();
    await choose(page, 'thread', '/imagine', 'prompt');
    await page.keyboard.type('too wide');
    await addOption(page, 'aspect_ratio');
    await page.keyboard.type('99:1');
    await page.keyboard.press('Enter');
    await page.getByText('“99:1” is not an aspect ratio').waitFor();
    await page.getByText('Only you can see this').waitFor();
    await page.getByLabel('I am').selectOption('second');
    await page.getByText('Welcome to the playground').waitFor();
    expect(await page.getByText('is not an aspect ratio').count()).toBe(0);
    await choose(page, 'thread', '/imagine', 'prompt');
    await page.keyboard.type('x');
    await addOption(page, 'steps');
    await page.keyboard.type('51');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('alert').textContent()).toBe('steps: at most 50');
    await page.close();
  });

  it('stays in step in two tabs, and loses nothing when it is loaded again', async () => {
    const [first, second] = [await open(), await open()];
    for (const page of [first, second]) await page.getByRole('button', { name: '# age-restricted' }).click();
    await first.getByRole('combobox', { name: 'Message #age-restricted' }).focus();
    await first.keyboard.type('hello there');
    await first.keyboard.press('Enter');
    await second.getByText('hello there').waitFor();
    await second.reload();
    await second.getByText('hello there').waitFor();
    await first.close();
    await second.close();
  });

  it('shows the bot carry on after it was killed while a picture was on its way', async () => {
    const page = await open();
    world.images.state.nextPlans.push({ durationMs: 4_000 });
    await page.getByRole('button', { name: '# announcements' }).click();
    await choose(page, 'announcements', '/imagine', 'prompt');
    await page.keyboard.type('carried on');
    await page.keyboard.press('Enter');
    await page.getByText(/% ·/).waitFor();
    await page.getByRole('button', { name: 'Behind the scenes' }).click();
    await page.getByRole('button', { name: 'Kill the bot' }).click();
    await page.getByRole('button', { name: 'Start the bot' }).click();
    await picture(page).waitFor({ timeout: GOOD });
    await page.getByText('delivered carried on').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });

  it('says “The application did not respond” where it did not', async () => {
    const page = await open();
    await world.bot().kill('SIGKILL');
    await choose(page, 'general', '/usage', '');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('The application did not respond').waitFor();
    await world.startBot();
    await page.close();
  });

  it('is good at 390 pixels, in the dark as in the light', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      const page = await open({ viewport: { width: 390, height: 844 }, colorScheme });
      await picture(page).first().waitFor();
      const overflow = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      expect(overflow).toBe(false);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button', { name: colorScheme === 'dark' ? 'Light' : 'Dark', exact: true }).click();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.close();
    }
  });

  it('had no error on its console and asked nobody else for anything, in any of these; and every promise was kept', async () => {
    expect(opened.length).toBeGreaterThan(8);
    expect(opened.flatMap(({ oddities }) => oddities)).toEqual([]);
    await expectPromisesKept(world);
  });
});
