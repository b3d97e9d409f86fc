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

/** The body of `POST /model/v1/generation`, checked once more before money is spent on it. @throws {z.ZodError} */
export const generationBody = ({ model, params }: NewTask): string =>
  JSON.stringify(generationRequest.parse({ model, input: [{ params }] }));
