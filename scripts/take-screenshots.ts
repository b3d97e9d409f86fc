// `npm run screenshots`: the images in docs/images, taken anew from a fresh playground in Debian's
// Chromium. Look at them afterwards.
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { samplePhoto } from '../playground/sample-photo.ts';
import { chooseFrom, sendCommand } from '../test/support/browser.ts';
import { setStage } from '../test/support/stage.ts';

await using stage = await setStage({ settings: { DEFAULT_MEMBER_BUDGET: '20/day' } });
const { world, open } = stage;

const shoot = async (page: Page, name: string) => {
  // Images fade in, and fonts settle.
  await page.waitForTimeout(400);
  await page.screenshot({ path: fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url)) });
  console.log(`docs/images/${name}.png`);
};
const goTo = (page: Page, channel: string) => page.getByRole('button', { name: channel, exact: true }).click();
const imageBy = (page: Page, prompt: string) =>
  page.locator('discord-message').filter({ hasText: prompt }).locator('.image img').last();
const member = world.people.as('member');

const page = await open();
await page.getByRole('button', { name: 'Edit the sample photo' }).click();
await page.getByText('lighthouse.jpg').first().waitFor();
await shoot(page, 'edit-command');
await page.getByLabel('Actions on Second member').click();
await shoot(page, 'remix-avatar');
await page.keyboard.press('Escape');
await page.getByRole('button', { name: 'Cancel', exact: true }).click();
await goTo(page, '# general');
await page.getByRole('button', { name: 'Edit the sample photo' }).waitFor();
await shoot(page, 'first-visit');
await page.getByRole('button', { name: 'Make an image of a lighthouse in fog' }).click();
await page.getByRole('button', { name: 'Send', exact: true }).click();
await page.getByText(/[2-8]\d% ·/).waitFor();
await shoot(page, 'in-progress');
await imageBy(page, 'a lighthouse in fog').waitFor();
await shoot(page, 'result-dark');
await shoot(page, 'edit-buttons');

await goTo(page, '# art');
await page.getByLabel('Message actions').first().click();
await shoot(page, 'edit-menu');
await page.getByRole('button', { name: 'Apps: Edit image' }).click();
const form = page.getByRole('dialog', { name: 'Edit image' });
await form.getByLabel('What should change?').fill('make it night, with warm lights in the windows');
await shoot(page, 'edit-form');
await form.getByRole('button', { name: 'Submit' }).click();
await imageBy(page, 'make it night').waitFor();

await page.getByLabel('Message actions').first().click();
await page.getByRole('button', { name: 'Reply' }).click();
await page.keyboard.type('@Kontext make it an old photo --ar 3:2');
await page.keyboard.press('Enter');
await imageBy(page, 'make it an old photo').waitFor();
await shoot(page, 'edit-reply');

const last = page.locator('discord-message').filter({ hasText: 'make it an old photo' }).last();
await chooseFrom(last, 'More…', 'Before/after');
await page.getByText('Left: before. Right: after.').waitFor();
await last.getByRole('button', { name: 'Details' }).click();
await page.getByText('Sent to').scrollIntoViewIfNeeded();
await shoot(page, 'edit-details');

await goTo(page, 'Kontext');
const files = [{ name: 'lighthouse.jpg', bytes: await samplePhoto(), contentType: 'image/jpeg' }];
await member.post('make it black and white', { channel: 'direct', files });
await imageBy(page, 'seed').waitFor();
await shoot(page, 'edit-direct');

for (const prompt of ['a harbour at dawn', 'a fox in the snow'])
  await (await member.slash('imagine', { prompt })).until(({ attachments }) => attachments.length > 0);
await goTo(page, '# thread');
await sendCommand(page, '#thread', '/history');
await page.getByText('Your images, page 1').waitFor();
await page.waitForTimeout(1_000);
await page.getByText('Your images, page 1').scrollIntoViewIfNeeded();
await shoot(page, 'history');
await goTo(page, '# harbour');
await (
  await member.slash('imagine', { prompt: 'a lighthouse in fog', count: 4, seed: 8123 }, { channel: 'harbour' })
).until(({ attachments }) => attachments.length === 4);
await page.getByRole('button', { name: 'Re-roll all' }).scrollIntoViewIfNeeded();
await shoot(page, 'gallery');
await page.close();

const asModerator = await open();
await asModerator.getByLabel('I am').selectOption('moderator');
await goTo(asModerator, '# age-restricted');
await sendCommand(asModerator, '#age-restricted', '/usage server');
await asModerator.getByText('This server, last 30 days').waitFor();
await shoot(asModerator, 'usage');
await asModerator.close();

const light = await open({ colorScheme: 'light' });
await imageBy(light, 'a lighthouse in fog').waitFor();
await light.getByRole('button', { name: 'Behind the scenes' }).click();
await light.getByRole('heading', { name: 'Ledger' }).waitFor();
await shoot(light, 'result-light');
await light.close();
const narrow = await open({ viewport: { width: 390, height: 844 } });
await imageBy(narrow, 'a fox in the snow').waitFor();
await shoot(narrow, 'result-narrow');
await narrow.close();
// Wants a font with its letters, such as Debian's fonts-noto-cjk.
const inJapanese = await open();
await inJapanese.getByLabel('I read').selectOption('ja');
await goTo(inJapanese, '# art');
for (const name of ['help', 'usage me'])
  await (await member.slash(name, {}, { channel: 'art' })).until(({ content }) => content !== '');
await inJapanese.locator('playground-composer input[name=text]').fill('/');
await inJapanese.getByRole('listbox').waitFor();
await shoot(inJapanese, 'japanese');
