// `npm run show-languages -- FOLDER [LOCALE…]`: a playground in each language, walked through as
// members, moderators and managers do, and then every text there is, with values put in, on sheets.
// For those who look after a language: the images are to be looked at.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { languages } from '../src/text/catalogues.ts';
import { createText, type Language } from '../src/text/text.ts';
import { everybodyReads, TOUR_SETTINGS, type Tourist, walkThrough } from '../test/support/language-tour.ts';
import { type Stage, setStage } from '../test/support/stage.ts';
import { textSheets } from './text-sheets.ts';

/** Tall, as there is much to read. */
const VIEWPORT = { width: 1_100, height: 2_000 };

const [folder, ...wanted] = process.argv.slice(2);
const unknown = wanted.filter((locale) => !languages.includes(locale));
if (folder === undefined || unknown.length > 0) {
  console.error(`Usage: npm run show-languages -- FOLDER [LOCALE…]. There are: ${languages.join(', ')}`);
  process.exit(1);
}
for (const locale of wanted.length > 0 ? wanted : languages) {
  await using stage = await setStage({ settings: TOUR_SETTINGS, medianMs: 2_000 });
  everybodyReads(stage.world, locale);
  await showLanguage(stage, createText()(locale), join(resolve(folder), locale));
}

async function showLanguage(stage: Stage, language: Language, into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  // Open from the beginning: a page shows what one alone was told only as it comes.
  const pages: Readonly<Record<Tourist, Page>> = {
    member: await openAs(stage, 'member'),
    moderator: await openAs(stage, 'moderator'),
    manager: await openAs(stage, 'manager'),
  };
  let count = 0;
  const shoot = async (page: Page, what: string) => {
    count += 1;
    // Images fade in, and fonts settle.
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(into, `${String(count).padStart(2, '0')}-${what}.png`) });
  };
  await walkThrough(stage.world, language.t, (who, what) => shoot(pages[who], what));
  await showCommands(pages.member, language, shoot);

  const sheets = textSheets(language);
  const reader = pages.member;
  await reader.getByRole('button', { name: '# harbour', exact: true }).click();
  for (const [index, sheet] of sheets.entries()) {
    await stage.world.people.as('member').post(sheet, { channel: 'harbour' });
    await reader
      .getByText(sheet.split('`')[1] ?? '')
      .first()
      .waitFor();
    await reader.evaluate("document.querySelector('.messages').scrollTop = Number.MAX_SAFE_INTEGER");
    await shoot(reader, `texts-${index + 1}`);
  }
  console.log(`${into}: ${count} images`);
}

async function openAs({ open }: Stage, who: Tourist): Promise<Page> {
  const page = await open({ viewport: VIEWPORT });
  await page.locator('nav select').first().selectOption(who);
  return page;
}

/** What the list of commands offers, and the options of the one with most. */
async function showCommands(page: Page, { t }: Language, shoot: (page: Page, what: string) => Promise<void>) {
  const field = page.locator('playground-composer input[name=text]');
  await field.fill('/');
  await page.getByRole('listbox').waitFor();
  await shoot(page, 'commands');
  await field.fill(`/${t('commandName.imagine')}`);
  await page.getByRole('listbox').waitFor();
  await page.keyboard.press('Enter');
  await shoot(page, 'options');
  await page.keyboard.press('Escape');
}
