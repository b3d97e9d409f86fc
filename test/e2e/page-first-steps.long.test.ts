// The first minute on the page: each step suggests the next, and counts only once what it is about
// has really happened.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { World } from '../../playground/world.ts';
import { accessibilityFaults, hasChromium, PAGE_TIMEOUT_MS, type Visitors } from '../support/browser.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { type Stage, setStage } from '../support/stage.ts';

vi.setConfig({ testTimeout: 4 * PAGE_TIMEOUT_MS, hookTimeout: 2 * PAGE_TIMEOUT_MS });

describe.skipIf(!hasChromium)('the first steps on the page', () => {
  let stage: Stage;
  let world: World;
  let visitors: Visitors;

  const card = (page: Page) => page.getByRole('complementary', { name: 'Guide' });
  const stepSays = (page: Page, text: string) => card(page).getByText(text).waitFor();
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).press('Enter');
  const send = (page: Page) => press(page, 'Send');
  const imageOf = (page: Page, prompt: string) =>
    page.locator('discord-message').filter({ hasText: prompt }).locator('.image img').last();

  beforeAll(async () => {
    stage = await setStage({
      medianMs: 1_500,
      settings: { DEFAULT_MEMBER_BUDGET: '1.00/day', HOST_BUDGET: '20/month' },
    });
    ({ world, visitors } = stage);
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visitors.leave(), 'errors on the console, or requests to others').toEqual([]);
  });

  it('lead through all five by keyboard alone', async () => {
    const page = await visitors.open();
    await page.getByText('After each step').waitFor();
    expect(await card(page).count(), 'an empty channel says the first one itself').toBe(0);
    await press(page, 'Make an image of a lighthouse in fog');
    await send(page);

    await stepSays(page, '2 of 5');
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(page, 'Say what should change');
    await page.getByText('Replying to Kontext').waitFor();
    await page.getByRole('combobox', { name: 'Message #general' }).press('Enter');
    await imageOf(page, 'make it night').waitFor();

    await stepSays(page, '3 of 5');
    await press(page, 'Ask as the moderator');
    await send(page);
    await page.getByText('This server, last 30 days').waitFor();

    await stepSays(page, '4 of 5');
    world.provider.state.nextPlans.push({ durationMs: 8_000 });
    await press(page, 'Fill it in and open the panel');
    await send(page);
    await page.getByText(/% ·/).waitFor();
    await press(page, 'Kill the bot');
    await press(page, 'Start the bot');
    await imageOf(page, 'a harbour at dawn').waitFor();

    await stepSays(page, '5 of 5');
    await press(page, 'Fill it in and open the panel');
    await press(page, 'Refuse the key (401)');
    await page.getByText('Waiting for the next image: Refuse the key (401)').waitFor();
    await send(page);
    await stepSays(page, 'That was the first minute');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('know what happened before, in a window that is new to them', async () => {
    const page = await visitors.open();
    await stepSays(page, 'That was the first minute');
  });

  it('are hidden and shown again, and that is remembered', async () => {
    const page = await visitors.open();
    await press(page, 'Hide the guide');
    await card(page).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: 'Guide' }).waitFor();
    expect(await card(page).count()).toBe(0);
    await press(page, 'Guide');
    await card(page).waitFor();
  });

  it('are skipped one by one', async () => {
    const page = await visitors.open();
    await page.route('**/behind/steps', (route) => route.fulfill({ json: [] }));
    await page.evaluate("localStorage.removeItem('first-steps')");
    await page.reload();
    for (const number of [1, 2, 3, 4, 5]) {
      await stepSays(page, `${number} of 5`);
      await press(page, 'Skip');
    }
    await stepSays(page, 'That was the first minute');
  });

  it('has budgets behind the scenes, those of whoever one is where one is', async () => {
    const page = await visitors.open();
    await press(page, 'Behind the scenes');
    const budgets = page.locator('.budget');
    await budgets.filter({ hasText: 'Their allowance here bot default' }).waitFor();
    await budgets.filter({ hasText: /of \$1\.00 left today; spent \$0\.24, reserved \$0\.00/ }).waitFor();
    await budgets.filter({ hasText: /The whole bot[\s\S]* of \$20\.00 left this month; spent \$0\.24/ }).waitFor();
    await page.getByLabel('I am').selectOption('second');
    await budgets.filter({ hasText: '$1.00 of $1.00 left today' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('restarts the bot in good order', async () => {
    const page = await visitors.open();
    const { pid } = world.bot();
    await press(page, 'Behind the scenes');
    await press(page, 'Restart it gracefully');
    await expect.poll(() => world.bot().pid, { timeout: PAGE_TIMEOUT_MS }).not.toBe(pid);
    await page.getByRole('button', { name: 'Kill the bot' }).waitFor();
    expect(world.bot().isRunning()).toBe(true);
  });

  it('leave room for the panel and the composer at 390 pixels', async () => {
    const page = await visitors.open({ viewport: { width: 390, height: 844 } });
    await page.evaluate("localStorage.removeItem('first-steps')");
    await page.reload();
    await card(page).waitFor();
    await press(page, 'Behind the scenes');
    const panel = await page.getByRole('complementary', { name: 'Behind the scenes' }).boundingBox();
    const composer = await page.locator('playground-composer').boundingBox();
    expect((composer?.y ?? 0) + (composer?.height ?? 0)).toBeLessThanOrEqual((panel?.y ?? 0) + 1);
    expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('kept every promise in all of these', async () => {
    await expectPromisesKept(world);
  });
});
