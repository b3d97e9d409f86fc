// Writing in the playground's page: what is typed stays in its own field, is checked before it is
// sent, and the field is found by keyboard.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { drawImage } from '../../playground/vtrix-api/image/draw-image.ts';
import type { World } from '../../playground/world.ts';
import {
  accessibilityFaults,
  focusedField,
  hasChromium,
  PAGE_TIMEOUT_MS,
  sendCommand,
  type Visitors,
} from '../support/browser.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { type Stage, setStage } from '../support/stage.ts';

vi.setConfig({ testTimeout: 3 * PAGE_TIMEOUT_MS, hookTimeout: 2 * PAGE_TIMEOUT_MS });
const patient = { timeout: PAGE_TIMEOUT_MS };

describe.skipIf(!hasChromium)('the page’s composer', () => {
  let stage: Stage;
  let world: World;
  let visitors: Visitors;

  const untilIn = (page: Page, field: string) => expect.poll(() => focusedField(page), patient).toBe(field);
  const begin = async (page: Page, command: string, field: string) => {
    await page.getByRole('combobox', { name: 'Message #general' }).fill(command);
    await untilIn(page, field);
  };
  const addOption = async (page: Page, name: string) => {
    await page.getByRole('button', { name: `+ ${name}`, exact: true }).click();
    await untilIn(page, name);
  };
  const shownIn = (page: Page, name: string) => page.locator(`.command [name="${name}"]`).inputValue();
  const paidCalls = () => world.provider.state.requests.filter(({ method }) => method === 'POST').length;

  beforeAll(async () => {
    stage = await setStage({ medianMs: 500, settings: { DEFAULT_MEMBER_BUDGET: '20/day' } });
    ({ world, visitors } = stage);
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visitors.leave(), 'errors on the console, or requests to others').toEqual([]);
  });

  it('keeps each value in its own option, whatever is added before or after it, and in no other command', async () => {
    const page = await visitors.open();
    await begin(page, '/imagine a fox', 'prompt');
    for (const [name, value] of [
      ['count', '4'],
      ['seed', '7'],
    ] as const) {
      await addOption(page, name);
      await page.keyboard.type(value);
    }
    await addOption(page, 'private');
    await page.getByRole('combobox', { name: 'private' }).selectOption('True');
    for (const name of ['preset', 'aspect_ratio', 'steps', 'spoiler']) {
      await addOption(page, name);
      expect(await shownIn(page, name), name).toBe('');
    }
    expect(await Promise.all(['prompt', 'count', 'seed', 'private'].map((name) => shownIn(page, name)))).toEqual([
      'a fox',
      '4',
      '7',
      'true',
    ]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await begin(page, '/edit ', 'prompt');
    expect(await shownIn(page, 'prompt')).toBe('');
  });

  it('keeps a file in the option that it was chosen for', async () => {
    const page = await visitors.open();
    const { bytes } = await drawImage({ prompt: 'x', output_format: 'png' });
    const choose = (field: string, name: string) =>
      page.locator(`.command [name="${field}"]`).setInputFiles({ name, mimeType: 'image/png', buffer: bytes });
    const inField = (field: string) => page.locator('.option', { has: page.locator(`[name="${field}"]`) }).locator('b');
    await begin(page, '/edit join them', 'prompt');
    await addOption(page, 'image_2');
    await choose('image_2', 'second.png');
    await expect.poll(() => inField('image_2').textContent(), patient).toBe('second.png');
    expect(await inField('image').textContent()).not.toContain('.png');
    await choose('image', 'first.png');
    await expect.poll(() => inField('image').textContent(), patient).toBe('first.png');
    await choose('image', 'other.png');
    await expect.poll(() => inField('image').textContent(), patient).toBe('other.png');
    expect(await inField('image_2').textContent()).toBe('second.png');
    expect(await page.locator('.context .file').count()).toBe(2);
  });

  it('knows a command that was typed before the page had heard of any', async () => {
    const page = await visitors.open();
    const { promise: typed, resolve: release } = Promise.withResolvers<void>();
    await page.route('**/control/commands*', async (route) => {
      await typed;
      await route.continue();
    });
    await page.reload();
    await page.getByRole('combobox', { name: 'Message #general' }).fill('/imagine a fox');
    expect(await focusedField(page)).toBe('text');
    release();
    await untilIn(page, 'prompt');
    expect(await shownIn(page, 'prompt')).toBe('a fox');
  });

  it('refuses what is no number before anything is sent or paid', async () => {
    const page = await visitors.open();
    const before = paidCalls();
    await begin(page, '/imagine a fox', 'prompt');
    await addOption(page, 'seed');
    for (const text of ['abc', '1e3', '4.5', '12x']) {
      await page.locator('.command [name="seed"]').fill(text);
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByRole('alert').textContent(), patient).toBe('seed: a number is expected');
      await page.locator('.command [name="seed"][aria-invalid="true"]').waitFor();
      expect(await shownIn(page, 'seed')).toBe(text);
      await page.locator('.command [name="prompt"]').press('Enter');
    }
    expect(paidCalls()).toBe(before);
    await page.locator('.command [name="seed"]').fill('12');
    await page.keyboard.press('Enter');
    await page.getByText('seed 12').waitFor();
  });

  it('shows what was completed by its name, and sends its value', async () => {
    const page = await visitors.open();
    await begin(page, '/imagine a heron', 'prompt');
    await addOption(page, 'preset');
    await page.keyboard.type('water');
    // Those that are offered before anything is typed hold it too, further down.
    await expect
      .poll(() => page.getByRole('listbox').getByRole('option').allTextContents(), patient)
      .toEqual([expect.stringContaining('Watercolour')]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    expect(await shownIn(page, 'preset')).toContain('Watercolour');
    await page.keyboard.press('Enter');
    await expect
      .poll(
        () => JSON.stringify(world.provider.state.requests.findLast(({ method }) => method === 'POST')?.body),
        patient,
      )
      .toMatch(/Watercolour painting of a heron/);
  });

  it('is given the command that a click on its mention names, and nothing is sent by that', async () => {
    const page = await visitors.open();
    await sendCommand(page, '#general', '/help');
    const help = page.locator('discord-message', { hasText: 'What you can do here' }).last();
    await help.waitFor();
    const { interactions } = world.discord.state;
    const before = interactions.size;
    await help.getByRole('button', { name: '/imagine', exact: true }).click();
    await untilIn(page, 'prompt');
    await help.getByRole('button', { name: '/usage me', exact: true }).press('Enter');
    await expect.poll(() => page.locator('.command .name').textContent(), patient).toBe('/usage me');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(interactions.size).toBe(before);
  });

  it('is found at once: by typing, by the first press of Tab, and after a channel was chosen', async () => {
    const page = await visitors.open();
    const text = page.getByRole('combobox', { name: /^Message #/ });
    for (let number = 0; number < 12; number += 1)
      await world.people.as('second').post(`line ${number}`, { channel: 'art' });
    await page.getByRole('button', { name: '# art' }).click();
    await page.getByText('line 11').waitFor();
    await untilIn(page, 'text');
    await page.reload();
    await page.getByText('line 11').waitFor();
    await untilIn(page, 'text');
    await page.getByRole('button', { name: 'Message actions' }).or(page.getByLabel('Message actions')).first().focus();
    await page.keyboard.type('hello');
    await untilIn(page, 'text');
    expect(await text.inputValue()).toBe('hello');
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Control+Shift+F9');
    expect(await focusedField(page)).toBeNull();
    // From the very top of the page.
    await page.evaluate('document.body.tabIndex = -1; document.body.focus()');
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'To the message field' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await untilIn(page, 'text');
  });

  it('kept every promise in all of these', async () => {
    await expectPromisesKept(world);
  });
});
