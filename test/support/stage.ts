// A fresh playground, and a browser to look at its page: for tests of it, and for the images in
// docs/.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { buildPage } from '../../playground/page/serve-page.ts';
import { postSamplePhoto } from '../../playground/sample-photo.ts';
import { startWorld, type World, type WorldOptions } from '../../playground/world.ts';
import { launchChromium, type Visitors, welcomeVisitors } from './browser.ts';

export interface Stage extends AsyncDisposable {
  world: World;
  visitors: Visitors;
  /** A window of a newcomer's own, dark unless asked otherwise. */
  open(options?: BrowserContextOptions): Promise<Page>;
}

interface StageOptions extends Pick<WorldOptions, 'settings'> {
  /** How long images take; long enough to be seen on their way where not given. */
  medianMs?: number;
  /** Whether somebody has posted the sample photo. */
  hasPhoto?: boolean;
}

export async function setStage({ medianMs = 5_000, hasPhoto = true, ...options }: StageOptions = {}): Promise<Stage> {
  const built = await buildPage();
  const world = await startWorld({
    discord: { page: built.serve, messageContentIntent: true },
    provider: { behaviour: { medianMs, sigma: 0.05 } },
    ...options,
  });
  built.show(world);
  if (hasPhoto) await postSamplePhoto(world);
  const browser = await launchChromium();
  const visitors = welcomeVisitors(browser, world.discord.origin);
  return {
    world,
    visitors,
    open: (asked = {}) => visitors.open({ colorScheme: 'dark', ...asked }),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await world.close();
    },
  };
}
