// Fetching a finished picture, within limits, and making sure that it is one.
import { BodyTooLargeError, readBody } from '../images/read-body.ts';
import { type GuardOptions, guardedFetch, toResultError } from './guarded-fetch.ts';
import { inspectPicture, type Picture } from './inspect-picture.ts';
import { ResultError } from './result-error.ts';

/** No picture of these models comes near it. */
const RESULT_MAX_BYTES = 25 * 1024 * 1024;

/** @throws {ResultError} saying by its kind whether asking again makes sense */
export async function downloadResult(url: string, options: GuardOptions): Promise<Picture> {
  const { answer, close } = await guardedFetch(url, options);
  try {
    const { statusCode } = answer;
    if ([401, 403, 404, 410].includes(statusCode))
      throw new ResultError('gone', `the link no longer works (HTTP ${statusCode})`);
    if (statusCode !== 200) throw new ResultError('unavailable', `HTTP ${statusCode}`);
    if (Number(answer.headers['content-length'] ?? 0) > RESULT_MAX_BYTES) throw tooLarge();
    const bytes = await readBody(answer.body, RESULT_MAX_BYTES);
    const picture = await inspectPicture(bytes);
    if (!picture) throw new ResultError('not-an-image', 'not a JPEG, PNG or WebP picture');
    return picture;
  } catch (error) {
    throw error instanceof BodyTooLargeError ? tooLarge() : toResultError(error);
  } finally {
    await close();
  }
}

const tooLarge = () => new ResultError('too-large', `larger than ${RESULT_MAX_BYTES / 1024 / 1024} MiB`);
