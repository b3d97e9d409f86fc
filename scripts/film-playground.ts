// `npm run film`: docs/images/playground.webp, an image drawn and edited in a fresh playground, as
// it happens. Look at it afterwards.
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { setStage } from '../test/support/stage.ts';

const PATH = fileURLToPath(new URL('../docs/images/playground.webp', import.meta.url));
const SIZE = { width: 960, height: 640 };
/** Letters that appear from one frame to the next, and how long such a frame stands. */
const LETTERS = 3;
const TYPING_MS = 110;
const PROGRESS_MS = 350;
const LOOK_MS = 2_500;

interface Frame {
  png: Buffer;
  delayMs: number;
}

await using stage = await setStage();
const page = await stage.open({ viewport: SIZE });
const frames: Frame[] = [];
await page.evaluate("localStorage.setItem('first-steps', JSON.stringify({ passed: [], isHidden: true }))");
await page.reload();
await page.getByRole('button', { name: 'Make an image of a lighthouse in fog' }).waitFor();

await type(page.getByRole('combobox', { name: 'Message #general' }), '/imagine ');
await type(page.getByRole('textbox', { name: 'prompt', exact: true }), 'a lighthouse by the sea, oil painting');
await page.getByRole('button', { name: 'Send', exact: true }).click();
await watch(imageOf('oil painting'));

await page.getByLabel('Message actions').last().click();
await shoot(700);
await page.getByRole('button', { name: 'Reply' }).click();
await type(page.getByRole('combobox', { name: 'Message #general' }), '@Kontext make it night, with warm lights');
await page.keyboard.press('Enter');
await watch(imageOf('make it night'));

const film = sharp(
  frames.map(({ png }) => png),
  { join: { animated: true } },
);
const { size } = await film
  .webp({ quality: 88, effort: 6, loop: 0, delay: frames.map(({ delayMs }) => delayMs) })
  .toFile(PATH);
console.log(`docs/images/playground.webp: ${frames.length} frames, ${Math.round(size / 1024)} KiB`);

function imageOf(prompt: string): Locator {
  return page.locator('discord-message').filter({ hasText: prompt }).locator('.image img').last();
}

async function shoot(delayMs: number): Promise<void> {
  const png = await page.screenshot({ caret: 'initial' });
  const last = frames.at(-1);
  // Where nothing moved, the frame before stands longer.
  if (last?.png.equals(png)) last.delayMs += delayMs;
  else frames.push({ png, delayMs });
}

async function type(into: Locator, text: string): Promise<void> {
  await into.focus();
  await shoot(400);
  for (let at = 0; at < text.length; at += LETTERS) {
    await page.keyboard.type(text.slice(at, at + LETTERS));
    await shoot(TYPING_MS);
  }
  await shoot(500);
}

/** From the first answer to the image, and a while of that. */
async function watch(image: Locator): Promise<void> {
  while ((await image.count()) === 0) {
    await shoot(PROGRESS_MS);
    await page.waitForTimeout(PROGRESS_MS);
  }
  await image.evaluate((image: { decode(): Promise<void> }) => image.decode());
  // The list goes to its end.
  await page.waitForTimeout(600);
  await shoot(LOOK_MS);
}
