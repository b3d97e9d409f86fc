// The envelope of a new task, as the gateway takes it.
import { z } from 'zod';
import { imageParameters } from './parameters.ts';

const generationRequest = z.strictObject({
  model: z.string().min(1),
  input: z.tuple([z.strictObject({ params: imageParameters })]),
});

export interface NewTask {
  model: string;
  params: Readonly<Record<string, unknown>>;
}

/**
 * The largest body that is sent, in bytes. The vendor documents 20 MB for an input image and
 * nothing for a whole request, so a request with all its images stays within what one image may be.
 */
export const REQUEST_MAX_BYTES = 20_000_000;

/** What the longest texts and everything else but the images take of a request, and more. */
const WORDS_MAX_BYTES = 100_000;

/** How many bytes the images of a request may have together: Base64 makes four of three. */
export const INPUTS_MAX_BYTES = Math.floor(((REQUEST_MAX_BYTES - WORDS_MAX_BYTES) * 3) / 4);

/**
 * The body of `POST /model/v1/generation`, checked once more before money is spent on it.
 * @throws {z.ZodError}
 */
export const generationBody = ({ model, params }: NewTask): string =>
  JSON.stringify(generationRequest.parse({ model, input: [{ params }] }));
