// A fresh playground with a photo in it, and a browser to look at it: what pictures for these pages are taken of.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { buildPage } from '../playground/page/serve-page.ts';
import { postSamplePhoto } from '../playground/sample-photo.ts';
import { startWorld, type World, type WorldOptions } from '../playground/world.ts';
import { launchChromium, welcomeVisitors } from '../test/support/browser.ts';

export interface Stage extends AsyncDisposable {
  world: World;
  /** A window of a newcomer's own, dark unless asked otherwise. */
  open(options?: BrowserContextOptions): Promise<Page>;
}

/** @param medianMs how long pictures take; long enough to be seen on their way where not given */
export async function setStage({
  medianMs = 5_000,
  ...options
}: Pick<WorldOptions, 'settings'> & { medianMs?: number } = {}): Promise<Stage> {
  const built = await buildPage();
  const world = await startWorld({
    discord: { page: built.serve, messageContentIntent: true },
    images: { manner: { medianMs, sigma: 0.05 } },
    ...options,
  });
  built.show(world);
  await postSamplePhoto(world);
  const browser = await launchChromium();
  const visitors = welcomeVisitors(browser, world.discord.origin);
  return {
    world,
    open: (asked = {}) => visitors.open({ colorScheme: 'dark', ...asked }),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await world.close();
    },
  };
}
