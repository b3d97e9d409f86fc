// The media process and the way to it, set up before anything that has to do with images.
import { createMedia, type Media } from './media/media.ts';
import { findWrappers } from './media/process/launch.ts';
import { createMediaProcess } from './media/process/media-process.ts';
import type { Logger } from './ops/log.ts';
import type { Releaser } from './ops/release-all.ts';

/** @param releasers takes what ends the process */
export async function startMedia(log: Logger, releasers: Releaser[]): Promise<Media> {
  const mediaProcess = createMediaProcess({ log, wrappers: await findWrappers() });
  releasers.push(() => mediaProcess.stop());
  return createMedia(mediaProcess.run);
}
