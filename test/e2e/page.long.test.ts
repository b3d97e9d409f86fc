// The playground's page, used as a newcomer uses it: in a real browser, with the real bot behind
// it.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { drawImage } from '../../playground/vtrix-api/image/draw-image.ts';
import type { World } from '../../playground/world.ts';
import {
  accessibilityFaults,
  focusedField,
  giveFile,
  hasChromium,
  isEndInView,
  PAGE_TIMEOUT_MS,
  type Visitors,
} from '../support/browser.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { type Stage, setStage } from '../support/stage.ts';

vi.setConfig({ testTimeout: 3 * PAGE_TIMEOUT_MS, hookTimeout: 2 * PAGE_TIMEOUT_MS });
const patient = { timeout: PAGE_TIMEOUT_MS };

if (!hasChromium) console.warn('No Chromium at /usr/bin/chromium: the page’s tests skip themselves.');

describe.skipIf(!hasChromium)('the page', () => {
  let stage: Stage;
  let world: World;
  let visitors: Visitors;

  /** A person sees where the cursor is before typing on. */
  const untilIn = (page: Page, field: string) => expect.poll(() => focusedField(page), patient).toBe(field);
  const goTo = async (page: Page, channel: string) => {
    await page.getByRole('button', { name: `# ${channel}`, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: `# ${channel}` }).waitFor();
  };
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
  const say = async (page: Page, channel: string, text: string) => {
    await page.getByRole('combobox', { name: `Message #${channel}` }).fill(text);
    await page.keyboard.press('Enter');
  };
  const image = (page: Page) => page.locator('discord-message .image img');

  beforeAll(async () => {
    stage = await setStage({
      medianMs: 1_500,
      hasPhoto: false,
      settings: { DEFAULT_MEMBER_BUDGET: '0.40/day', MAX_CONCURRENT_PER_MEMBER: '10' },
    });
    ({ world, visitors } = stage);
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visitors.leave(), 'errors on the console, or requests to others').toEqual([]);
  });

  it('leads from the first visit to the first image by mouse', async () => {
    const page = await visitors.open();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make an image of a lighthouse in fog' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Kontext is thinking…').or(page.getByText(/% ·/)).first().waitFor();
    await image(page).waitFor();
    expect(await image(page).getAttribute('alt')).toBe('a lighthouse in fog, oil painting');
    await page.locator('discord-command').getByText('imagine').waitFor();
    await expect.poll(() => isEndInView(page), patient).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('enlarges an image, and closes it by click and by key', async () => {
    const page = await visitors.open();
    const enlarged = page.getByRole('dialog', { name: 'Image' });
    await page.getByRole('button', { name: /^Enlarge/ }).click();
    await enlarged.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await enlarged.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Enlarge/ }).press('Enter');
    await enlarged.waitFor();
    await page.keyboard.press('Escape');
    await enlarged.waitFor({ state: 'detached' });
  });

  it('leads to an image by keyboard alone, with an option completed by the bot', async () => {
    const page = await visitors.open();
    await page.getByRole('button', { name: '# art' }).press('Enter');
    await choose(page, 'art', '/im', 'prompt');
    await page.keyboard.type('a boat at dusk');
    await addOption(page, 'aspect_ratio');
    await page.keyboard.type('16');
    await page.getByRole('option', { name: '16:9' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: '16:9', selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    expect(await page.getByRole('combobox', { name: 'aspect_ratio' }).inputValue()).toBe('16:9 – widescreen');
    await page.keyboard.press('Enter');
    await image(page).waitFor();
    await page.getByText(/16:9 · seed/).waitFor();
  });

  it('takes a command that is written out or pasted as one line', async () => {
    const page = await visitors.open();
    const prompt = page.getByLabel('prompt').first();
    await page.getByRole('combobox', { name: 'Message #general' }).fill('/imagine a fox in the snow');
    await untilIn(page, 'prompt');
    expect(await prompt.inputValue()).toBe('a fox in the snow');
    await page.keyboard.press('Escape');
    await untilIn(page, 'text');
    await page.keyboard.type('/imagine ');
    await untilIn(page, 'prompt');
    expect(await prompt.inputValue()).toBe('');
  });

  it('leaves a list, then the command, by Escape', async () => {
    const page = await visitors.open();
    await choose(page, 'general', '/imagine', 'prompt');
    await addOption(page, 'aspect_ratio');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await untilIn(page, 'text');
  });

  it('takes files by the button, by paste and by drop, wherever they fall', async () => {
    const page = await visitors.open();
    await goTo(page, 'harbour');
    const { bytes } = await drawImage({ prompt: 'x', output_format: 'png' });
    await page.getByLabel('Attach files').setInputFiles({ name: 'chosen.png', mimeType: 'image/png', buffer: bytes });
    await page.getByText('chosen.png').waitFor();
    for (const [type, name] of [
      ['paste', 'pasted.png'],
      ['drop', 'dropped.png'],
    ] as const) {
      await giveFile(page, type, { name, bytes });
      await page.getByText(name).waitFor();
    }
    await page.getByRole('button', { name: 'Remove chosen.png' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'Message #harbour' }).press('Enter');
    await expect.poll(() => image(page).count(), patient).toBe(2);
    await page.getByLabel('Message actions').first().click();
    await page.getByRole('button', { name: 'Reply' }).click();
    await untilIn(page, 'text');
    await page.keyboard.type('nice');
    await page.keyboard.press('Enter');
    await page.locator('discord-reply').getByText('Member', { exact: true }).waitFor();
  });

  it('hands a dropped and a pasted image to the command that is being filled in', async () => {
    const page = await visitors.open();
    await goTo(page, 'thread');
    const { bytes } = await drawImage({ prompt: 'a harbour', output_format: 'png' });
    await choose(page, 'thread', '/edit', 'prompt');
    await page.keyboard.type('join them');
    await giveFile(page, 'drop', { name: 'dropped.png', bytes }, '.command');
    await addOption(page, 'image_2');
    await giveFile(page, 'paste', { name: 'pasted.png', bytes });
    for (const name of ['dropped.png', 'pasted.png']) await page.locator('.option').getByText(name).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await image(page).waitFor();
    const sent = world.provider.state.requests.findLast(({ method }) => method === 'POST');
    const both = { input_image: expect.any(String), input_image_2: expect.any(String) };
    expect(sent?.body).toMatchObject({ input: [{ params: both }] });
  });

  it('shows a denial to its owner alone, who dismisses it by keyboard', async () => {
    const page = await visitors.open();
    await goTo(page, 'age-restricted');
    await choose(page, 'age-restricted', '/imagine', 'prompt');
    await page.keyboard.type('too wide');
    await addOption(page, 'aspect_ratio');
    await page.keyboard.type('99:1');
    await page.keyboard.press('Enter');
    const denial = page.getByText('“99:1” is not an aspect ratio');
    await denial.waitFor();
    await page.getByText('Only you can see this').waitFor();
    await page.getByLabel('I am').selectOption('second');
    await page.getByText('Welcome to the playground').waitFor();
    expect(await denial.count()).toBe(0);
    await page.getByLabel('I am').selectOption('member');
    await denial.waitFor();
    await page.getByRole('button', { name: 'Dismiss message' }).press('Enter');
    await denial.waitFor({ state: 'detached' });
  });

  it('marks an option in red that Discord’s client refuses, and leads there', async () => {
    const page = await visitors.open();
    await choose(page, 'general', '/imagine', 'prompt');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => page.getByRole('alert').textContent(), patient).toBe('This option is required: prompt');
    await untilIn(page, 'prompt');
    expect(await page.getByLabel('prompt').first().getAttribute('aria-invalid')).toBe('true');
    await page.keyboard.type('x');
    await addOption(page, 'steps');
    await page.keyboard.type('51');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('alert').textContent(), patient).toBe('steps: at most 50');
    expect(await page.getByLabel('steps').getAttribute('aria-invalid')).toBe('true');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('lets one pick a person for an option that names one', async () => {
    const page = await visitors.open();
    await page.getByLabel('I am').selectOption('moderator');
    await goTo(page, 'announcements');
    await choose(page, 'announcements', '/usage member', 'member');
    await page.getByRole('combobox', { name: 'member' }).selectOption({ label: '@Member' });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('discord-command').getByText('usage member').waitFor();
    await page.locator('discord-message').getByText('@Member').first().waitFor();
  });

  it('renders Discord’s markdown, with times that tick', async () => {
    const page = await visitors.open();
    await goTo(page, 'thread');
    const at = Math.floor(Date.now() / 1000);
    await world.people
      .as('second')
      .post(`**bold** <@&400000000000000011> 🎨 <t:${at}:R>\n-# small\n\`\`\`\ncode\n\`\`\``, { channel: 'thread' });
    const message = page.locator('discord-message').last();
    await message.locator('strong').getByText('bold').waitFor();
    await message.getByText('@Artist').waitFor();
    await message.getByText('🎨').waitFor();
    await message.locator('.subtext').getByText('small').waitFor();
    await message.locator('pre').getByText('code').waitFor();
    const time = () => message.locator('live-time').textContent();
    const before = await time();
    expect(before).toMatch(/now|ago/);
    await expect.poll(time, patient).not.toBe(before);
  });

  it('stays in step in two tabs, and loses nothing when it is loaded again', async () => {
    const first = await visitors.open();
    const second = await visitors.openTab(first);
    for (const page of [first, second]) await goTo(page, 'age-restricted');
    await say(first, 'age-restricted', 'hello there');
    await second.getByText('hello there').waitFor();
    await second.reload();
    await second.getByText('hello there').waitFor();
  });

  it('shows the bot carry on after it was killed while an image was on its way', async () => {
    const page = await visitors.open();
    world.provider.state.nextPlans.push({ durationMs: 4_000 });
    await goTo(page, 'harbour');
    await choose(page, 'harbour', '/imagine', 'prompt');
    await page.keyboard.type('carried on');
    await page.keyboard.press('Enter');
    await page.getByText(/% ·/).waitFor();
    await page.getByRole('button', { name: 'Behind the scenes' }).click();
    await page.getByRole('button', { name: 'Kill the bot' }).click();
    await page.getByRole('button', { name: 'Start the bot' }).click();
    await page.locator('discord-message').filter({ hasText: 'carried on' }).locator('.image img').waitFor();
    await page.getByText('delivered carried on').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('breaks the image API on purpose, and says what waits', async () => {
    const page = await visitors.open();
    await page.getByRole('button', { name: 'Behind the scenes' }).click();
    await page.getByText('Working normally.').waitFor();
    await page.getByRole('button', { name: 'Too many requests (429)' }).click();
    await page.getByText('Waiting for the next image: Too many requests (429)').waitFor();
    await page.getByRole('button', { name: 'No faults' }).click();
    await page.getByText('Working normally.').waitFor();
    await page
      .getByText(/\d+ of \d+ left/)
      .first()
      .waitFor();
    await page.getByText('Nothing the bot sent.').waitFor();
  });

  it('says “The application did not respond” where it did not', async () => {
    const page = await visitors.open();
    await world.bot().kill('SIGKILL');
    await choose(page, 'general', '/usage', '');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('The application did not respond').waitFor();
    await world.startBot();
  });

  it('is good at 390 pixels, in the dark as in the light', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      const page = await visitors.open({ viewport: { width: 390, height: 844 }, colorScheme });
      await image(page).first().waitFor();
      await expect.poll(() => isEndInView(page), patient).toBe(true);
      await choose(page, 'general', '/imagine', 'prompt');
      const main = await page.locator('main').boundingBox();
      expect(main).toEqual(expect.objectContaining({ x: 0, width: 390 }));
      expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button', { name: colorScheme === 'dark' ? 'Light' : 'Dark', exact: true }).click();
      expect(await accessibilityFaults(page)).toEqual([]);
    }
  });

  it('kept every promise in all of these', async () => {
    await expectPromisesKept(world);
  });
});
