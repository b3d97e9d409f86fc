// Fetching an image's bytes within a limit, from addresses that strangers name.
import { BodyTooLargeError, readBody } from '../providers/read-body.ts';
import { parseRetryAfter } from '../providers/retry-after.ts';
import { type GuardOptions, guardedFetch, toImageError } from './guarded-fetch.ts';
import { ImageError } from './image-error.ts';

/** However slowly it drips: only a few are fetched at once. */
const WHOLE_MS = 60_000;

/** @throws {ImageError} saying by its kind whether asking again makes sense */
export async function downloadImage(url: string, maxBytes: number, options: GuardOptions): Promise<Buffer> {
  const timeout = AbortSignal.timeout(WHOLE_MS);
  const signal = AbortSignal.any([timeout, ...(options.signal ? [options.signal] : [])]);
  const { answer, close } = await guardedFetch(url, { ...options, signal });
  const tooLarge = () => new ImageError('too-large', `larger than ${maxBytes / 1024 / 1024} MiB`);
  try {
    const { statusCode } = answer;
    if ([401, 403, 404, 410].includes(statusCode))
      throw new ImageError('gone', `the link no longer works (HTTP ${statusCode})`);
    if (statusCode !== 200) {
      const retryAfterMs = parseRetryAfter(answer.headers['retry-after'], answer.headers.date);
      throw new ImageError('unavailable', `HTTP ${statusCode}`, { retryAfterMs });
    }
    if (Number(answer.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
    return await readBody(answer.body, maxBytes);
  } catch (error) {
    throw error instanceof BodyTooLargeError ? tooLarge() : toImageError(error);
  } finally {
    await close();
  }
}
