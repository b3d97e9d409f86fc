// What the bot and its media process say to each other: a job each way, bytes as they are.
import { ImageError, type ImageErrorKind } from '../image-error.ts';

/** What the media process can be asked for, by name. */
export type Jobs = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

export interface JobRequest {
  id: number;
  name: string;
  args: unknown[];
}

/** The first thing that the media process says: it has loaded, and can do jobs. */
export const SERVING = 'serving';

export type JobReply = { id: number } & ({ value: unknown } | { failure: JobFailure });

/** An error that a job threw; its class does not cross the pipe. */
interface JobFailure {
  message: string;
  /** Of an ImageError. */
  kind?: ImageErrorKind;
}

export function toFailure(error: unknown): JobFailure {
  if (error instanceof ImageError) return { message: error.message, kind: error.kind };
  return { message: error instanceof Error ? error.message : String(error) };
}

export const toError = ({ message, kind }: JobFailure): Error =>
  kind ? new ImageError(kind, message) : new Error(message);
