// Work on images, for the rest of the bot: each piece takes its turn at the gate, and is done by
// the media process.
import { type Image, imageFormatOf } from './image.ts';
import { ImageError } from './image-error.ts';
import { imageGate } from './image-gate.ts';
import type { UsageChart } from './jobs/usage-chart.ts';
import type { RunJob } from './process/media-jobs.ts';

export interface FittedImage {
  bytes: Buffer;
  /** Without a dot. */
  extension: string;
}

/**
 * All may throw an ImageError: `broken` where the decoder crashed, hung or took too much memory,
 * `unavailable` where there is no process to do it.
 */
export interface Media {
  /** @throws {ImageError} `not-an-image`, `heic`, `too-many-pixels`, `bad-shape`, `broken` */
  prepareInput(bytes: Buffer): Promise<Image>;
  /**
   * @returns undefined for what is no whole JPEG, PNG or WebP
   * @throws {ImageError} `unavailable` alone
   */
  inspectImage(bytes: Buffer): Promise<Image | undefined>;
  /** @param limitBytes what Discord takes; an image within it is left as it is */
  fitForUpload(bytes: Buffer, limitBytes: number): Promise<FittedImage>;
  /** @returns a JPEG */
  sideBySide(left: Buffer, right: Buffer): Promise<Buffer>;
  /** @returns a JPEG */
  thumbnail(bytes: Buffer): Promise<Buffer>;
  /**
   * @returns a PNG
   * @throws {ImagesBusyError} where too many people wait
   */
  drawUsageChart(chart: UsageChart): Promise<Buffer>;
}

const EXTENSIONS = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const;

/**
 * A result is paid for: where the process did not survive looking at it, that may have had another
 * reason, so it is fetched again for as long as one that its server does not give.
 */
function askAgain(error: unknown): never {
  if (error instanceof ImageError && error.kind === 'broken')
    throw new ImageError('unavailable', error.message, { cause: error });
  throw error;
}

export const createMedia = (run: RunJob): Media => ({
  prepareInput: (bytes) => imageGate.run(() => run('prepareInput', bytes)),
  // What is none by its first bytes need not wait for a turn.
  inspectImage: async (bytes) =>
    imageFormatOf(bytes) ? imageGate.run(() => run('inspectImage', bytes).catch(askAgain)) : undefined,
  async fitForUpload(bytes, limitBytes) {
    const format = imageFormatOf(bytes);
    if (bytes.length <= limitBytes && format) return { bytes, extension: EXTENSIONS[format] };
    const smaller = await imageGate.run(() => run('shrinkForUpload', bytes, limitBytes));
    return { bytes: smaller, extension: EXTENSIONS.jpeg };
  },
  sideBySide: (left, right) => imageGate.run(() => run('sideBySide', left, right)),
  thumbnail: (bytes) => imageGate.run(() => run('thumbnail', bytes)),
  drawUsageChart: (chart) => imageGate.run(() => run('drawUsageChart', chart), 'person'),
});
