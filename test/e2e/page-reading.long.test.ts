// Reading in the playground's page: one's answers in sight, selects that wait for a decision, what
// is hidden hidden, and the frame in one's language.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { de } from '../../playground/web/words/de.ts';
import { en } from '../../playground/web/words/en.ts';
import { LANGUAGES } from '../../playground/web/words/words.ts';
import type { World } from '../../playground/world.ts';
import {
  accessibilityFaults,
  hasChromium,
  isEndInView,
  PAGE_TIMEOUT_MS,
  sendCommand,
  type Visitors,
} from '../support/browser.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { WORDS_ON_THE_PAGE, wordsOf } from '../support/page-words.ts';
import { hasEnded } from '../support/shown.ts';
import { type Stage, setStage } from '../support/stage.ts';

vi.setConfig({ testTimeout: 3 * PAGE_TIMEOUT_MS, hookTimeout: 2 * PAGE_TIMEOUT_MS });
const patient = { timeout: PAGE_TIMEOUT_MS };

describe.skipIf(!hasChromium)('the page, read,', () => {
  let stage: Stage;
  let world: World;
  let visitors: Visitors;

  const goTo = async (page: Page, channel: string) => {
    await page.getByRole('button', { name: `# ${channel}`, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: `# ${channel}` }).waitFor();
  };
  const interactions = () => world.discord.state.interactions.size;
  const messageWith = (page: Page, text: string) => page.locator('discord-message').filter({ hasText: text });
  const draw = async (prompt: string, channel: string, options: Record<string, unknown> = {}) =>
    (await world.people.as('member').slash('imagine', { prompt, ...options }, { channel })).until(
      hasEnded,
      PAGE_TIMEOUT_MS,
    );

  beforeAll(async () => {
    stage = await setStage({ medianMs: 300, settings: { DEFAULT_MEMBER_BUDGET: '20/day' } });
    ({ world, visitors } = stage);
    for (const prompt of ['a boat', 'a bridge', 'a barn']) await draw(prompt, 'general');
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());
  afterEach(async () => {
    expect(await visitors.leave(), 'errors on the console, or requests to others').toEqual([]);
  });

  it('does nothing by a select that is only walked through, and acts on what is chosen', async () => {
    const page = await visitors.open();
    await goTo(page, 'general');
    const more = messageWith(page, 'a boat').getByRole('combobox', { name: 'More…' });
    const before = interactions();
    await more.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'Home', 'b']) await page.keyboard.press(key);
    const list = page.getByRole('listbox', { name: 'More…' });
    await list.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await list.waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await list.waitFor({ state: 'detached' });
    expect(interactions()).toBe(before);
    await more.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect.poll(interactions, patient).toBe(before + 1);
    await page.keyboard.press('Escape');
  });

  it('brings one’s own answer into view, however far up one was', async () => {
    const page = await visitors.open({ viewport: { width: 1280, height: 600 } });
    await goTo(page, 'general');
    await expect.poll(() => isEndInView(page), patient).toBe(true);
    await messageWith(page, 'a boat').getByRole('button', { name: 'Details' }).click();
    await page.getByText('Only you can see this').waitFor();
    await expect.poll(() => isEndInView(page), patient).toBe(true);
    // What others say leaves one where one reads.
    await page.locator('.messages').hover();
    await page.mouse.wheel(0, -5_000);
    await expect.poll(() => isEndInView(page), patient).toBe(false);
    await world.people.as('second').post('said by somebody else', { channel: 'general' });
    await messageWith(page, 'said by somebody else').waitFor();
    expect(await isEndInView(page)).toBe(false);
  });

  it('stays at the end while what stands there shrinks and grows', async () => {
    const page = await visitors.open({ viewport: { width: 1280, height: 600 } });
    await goTo(page, 'general');
    await expect.poll(() => isEndInView(page), patient).toBe(true);
    // Within one frame, as when a message is drawn anew: the browser moves the list up, and tells
    // of it afterwards.
    const grow = `(() => {
      const list = document.querySelector('.messages');
      const content = list.firstElementChild;
      const first = document.querySelector('discord-message');
      first.style.display = 'none';
      list.scrollTop;
      first.style.display = '';
      content.style.paddingBottom = '300px';
    })()`;
    await page.evaluate(grow);
    const isAtEnd =
      "(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2)(document.querySelector('.messages'))";
    await expect.poll(() => page.evaluate(isAtEnd), patient).toBe(true);
  });

  it('goes to the message that a link names, also in the channel that one reads', async () => {
    const page = await visitors.open({ viewport: { width: 1280, height: 600 } });
    await goTo(page, 'general');
    await sendCommand(page, '#general', '/history');
    await page.getByText('Your images, page 1').waitFor();
    await expect.poll(() => isEndInView(page), patient).toBe(true);
    const address = (await page.getByRole('link', { name: 'jump to it' }).last().getAttribute('href')) ?? '';
    const target = page.locator(`#message-${address.split('-').at(-1)}`);
    const isInView = async () => {
      const [shown, list] = await Promise.all([target.boundingBox(), page.locator('.messages').boundingBox()]);
      return shown !== null && list !== null && shown.y >= list.y - 1 && shown.y < list.y + list.height;
    };
    // The list grows meanwhile, as images load, and one's click lies too far back to count as a
    // move of one's own.
    await page.evaluate(`document.addEventListener('scroll', () => {
      if (!location.hash.startsWith('#message-')) return;
      document.querySelector('.messages').firstElementChild.style.paddingBottom = '300px';
    }, { capture: true })`);
    await page.evaluate(`location.hash = ${JSON.stringify(address)}`);
    await page.locator('discord-message:target').waitFor();
    await expect.poll(isInView, patient).toBe(true);
    // What comes later leaves one there.
    await world.people.as('second').post('said after the jump', { channel: 'general' });
    await messageWith(page, 'said after the jump').waitFor();
    expect(await isInView()).toBe(true);
  });

  it('shows the whole menu of a message, the last one too', async () => {
    for (const viewport of [
      { width: 1280, height: 600 },
      { width: 390, height: 844 },
    ]) {
      const page = await visitors.open({ viewport });
      await goTo(page, 'general');
      await world.people.as('second').post(`the last word at ${viewport.width}`, { channel: 'general' });
      const last = messageWith(page, `the last word at ${viewport.width}`);
      await last.waitFor();
      await expect.poll(() => isEndInView(page), patient).toBe(true);
      await last.getByLabel('Message actions').click();
      const isWhole = async () => {
        const [menu, list] = await Promise.all([
          last.locator('.menu > div').boundingBox(),
          page.locator('.messages').boundingBox(),
        ]);
        return menu !== null && list !== null && menu.y >= list.y && menu.y + menu.height <= list.y + list.height;
      };
      await expect.poll(isWhole, patient).toBe(true);
    }
  });

  it('shows what is replied to as people read it, in one line', async () => {
    const page = await visitors.open();
    await goTo(page, 'thread');
    const second = world.people.as('second');
    const { id } = await second.post(
      `# Title\n**bold** and *slanted* <@100000000000000001> ||a secret|| \`code\`\n> quoted 🎨 ${'word '.repeat(60)}`,
      { channel: 'thread' },
    );
    await second.post('my answer', { channel: 'thread', replyTo: id });
    const preview = messageWith(page, 'my answer').locator('discord-reply');
    await preview.getByText('bold').waitFor();
    const text = (await preview.textContent()) ?? '';
    expect(text).toContain('@Member');
    expect(text).not.toMatch(/\*|\||`|#|<@|>/);
    expect((await preview.boundingBox())?.height ?? 99).toBeLessThan(40);
    expect(await preview.locator('discord-spoiler').count()).toBe(1);
    // However long it is, on a phone too, nothing is to be pushed aside.
    await page.setViewportSize({ width: 390, height: 844 });
    const isWider =
      "(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.querySelector('.messages'))";
    expect(await page.evaluate(isWider)).toBe(false);
  });

  it('blurs what is hidden until somebody wants to see it, by mouse as by keyboard', async () => {
    const page = await visitors.open();
    await goTo(page, 'harbour');
    await draw('a heron at night', 'harbour', { spoiler: 'image' });
    const hidden = page.getByRole('button', { name: 'Spoiler: show the image' });
    await hidden.waitFor();
    const filterOf = () => page.evaluate("getComputedStyle(document.querySelector('.image img')).filter");
    expect(await filterOf()).toMatch(/^blur\(\d\dpx\)$/);
    expect(await page.getByAltText('a heron').count(), 'no word of it').toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await hidden.press('Enter');
    await expect.poll(filterOf, patient).toBe('none');
    await page.getByRole('button', { name: /^Enlarge/ }).waitFor();
    expect(await page.getByRole('dialog').count(), 'the first press only shows it').toBe(0);
    await world.people.as('second').post('the end: ||**everybody** sleeps||', { channel: 'art' });
    await goTo(page, 'art');
    const words = page.locator('discord-spoiler');
    await words.waitFor();
    expect(await words.locator('strong').isVisible()).toBe(false);
    await words.press('Enter');
    await words.locator('strong').waitFor();
  });

  it('says at once when the bot is gone, and when it is back', async () => {
    const page = await visitors.open();
    // Whoever asks for the world now and then hears of it too late: here, never.
    await page.route('**/control/world', () => undefined);
    await world.bot().kill('SIGKILL');
    await page.getByText('Kontext is offline').waitFor();
    await world.startBot();
    await page.getByText('Kontext is online').waitFor();
  });

  it('has a moderated prompt behind a button, and takes it back', async () => {
    const page = await visitors.open();
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await press('Behind the scenes');
    await press('Refuse the next prompt (moderation)');
    await page.getByText('Waiting for the next image: Refuse the next prompt (moderation)').waitFor();
    await press('No faults');
    await page.getByText('Working normally.').waitFor();
    expect((await draw('a calm lake', 'art')).attachments).toHaveLength(1);
    await press('Refuse the next prompt (moderation)');
    await page.getByText('Waiting for the next image').waitFor();
    expect((await draw('a calm lake', 'art')).attachments).toHaveLength(0);
    await page.getByText('Working normally.').waitFor();
  });

  it('keeps a long prompt in the side panel to a line or two, and shows all of it when asked', async () => {
    const page = await visitors.open();
    await draw(`very long ${'x'.repeat(3_980)}`, 'art');
    await page.getByRole('button', { name: 'Behind the scenes' }).click();
    const task = page.getByRole('listitem').filter({ hasText: 'very long' }).first();
    await task.waitFor();
    expect((await task.boundingBox())?.height).toBeLessThan(90);
    await task.locator('summary').click();
    await expect.poll(async () => (await task.boundingBox())?.height, patient).toBeGreaterThan(300);
    await page.waitForResponse('**/behind?*');
    expect((await task.boundingBox())?.height, 'open after it was looked at anew').toBeGreaterThan(300);
  });

  it('speaks the reader’s language, and has not one English word left where that has its own', async () => {
    const page = await visitors.open();
    await goTo(page, 'general');
    const english = new Set(wordsOf(en));
    for (const [locale, { words }] of Object.entries(LANGUAGES)) {
      await page.locator('.reads select').selectOption(locale);
      await page.getByRole('button', { name: words.frame.behind, exact: true }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      const behind = page.getByRole('complementary', { name: words.frame.behind });
      if ((await behind.count()) === 0) await page.getByRole('button', { name: words.frame.behind }).click();
      await behind.getByRole('heading', { name: words.behind.ledger }).waitFor();
      await page.getByRole('combobox', { name: words.composer.message('#general') }).waitFor();
      const own = new Set(wordsOf(words));
      const seen = (await page.evaluate(WORDS_ON_THE_PAGE)) as string[];
      expect(seen.length).toBeGreaterThan(30);
      expect(
        seen.filter((text) => english.has(text) && !own.has(text)),
        locale,
      ).toEqual([]);
    }
    await page.locator('.reads select').selectOption('de');
    await page.getByRole('combobox', { name: 'Nachricht an #general' }).fill('/imagine ');
    // Begun a moment before its commands were there in German.
    await page.locator('.option').getByText('prompt', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Senden' }).click();
    await expect
      .poll(() => page.getByRole('alert').textContent(), patient)
      .toBe('Diese Option ist erforderlich: prompt');
    await page.locator('.reads select').selectOption('en-US');
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
    await page.locator('.reads select').selectOption('de');
    await page.locator('html[lang=de]').waitFor();
    // Before anything is known of who reads.
    await page.route('**/control/world', () => undefined);
    await page.reload();
    await page.getByText(de.frame.connecting).waitFor();
  });

  it('has the choice of who one is and what one reads in sight at 390 pixels, in every language', async () => {
    const page = await visitors.open({ viewport: { width: 390, height: 844 } });
    for (const locale of [...Object.keys(LANGUAGES).slice(1), 'en-US']) {
      await page.locator('.reads select').selectOption(locale);
      await page.locator(`html[lang=${locale}]`).waitFor();
      for (const select of await page.locator('nav select').all()) {
        const box = await select.boundingBox();
        expect(box?.x, locale).toBeGreaterThanOrEqual(0);
        expect(box?.width, locale).toBeGreaterThan(80);
        expect((box?.x ?? 0) + (box?.width ?? 999), locale).toBeLessThanOrEqual(390);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth'), locale).toBe(false);
      for (const button of await page.locator('header button').all()) {
        const box = await button.boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 999), locale).toBeLessThanOrEqual(390);
      }
    }
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('kept every promise in all of these', async () => {
    await expectPromisesKept(world);
  });
});
