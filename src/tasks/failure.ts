// Why a task ended without a picture: words that the text catalogue knows, stored with the task.

export const failures = [
  /** The provider's moderation or the model itself said no; its reason is in `failure_detail`. */
  'provider-failed',
  /** The request itself was refused (400, 404, 422). */
  'refused',
  'bad-key',
  'no-balance',
  'queue-timeout',
  /** Paid for, but the link was gone before the bytes were here. */
  'picture-lost',
  'picture-unreadable',
  'picture-too-large',
  /** The answer to the paid call was lost; it may have been charged. */
  'unconfirmed',
] as const;

export type Failure = (typeof failures)[number];

/** Refuses what a newer or damaged database may hold. */
export function asFailure(text: string | null): Failure {
  return failures.find((failure) => failure === text) ?? 'provider-failed';
}
