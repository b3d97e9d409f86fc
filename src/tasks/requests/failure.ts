// Why a task ended without an image: words that the text catalogue knows, stored with the task.

export const failures = [
  /** The provider's moderation or the model itself said no; its reason is in `failure_detail`. */
  'provider-failed',
  /**
   * The request itself was refused (400, 404, 422 and others), for the reason in `failure_detail`.
   */
  'refused',
  /** Its input images are more than the provider takes in one request. */
  'request-too-large',
  'bad-key',
  'no-balance',
  'queue-timeout',
  /** While it waited, its member was blocked in the server. */
  'member-blocked',
  /** While it waited, its server or the whole bot was paused. */
  'paused',
  /** An input image cannot be used; its name is in `failure_detail`. */
  'input-gone',
  'input-forbidden-address',
  'input-too-large',
  'input-too-many-pixels',
  'input-not-an-image',
  'input-heic',
  'input-broken',
  'input-bad-shape',
  'input-too-many-unpaid',
  'input-unavailable',
  /** Its retention ended between admission and submission. */
  'input-lost',
  /** Paid for, but the link was gone before the bytes were here. */
  'image-lost',
  'image-unreadable',
  'image-too-large',
  /** The answer to the paid call was lost; it may have been charged. */
  'unconfirmed',
  /** It waited when the backup was made that was put back since. */
  'restored',
] as const;

export type Failure = (typeof failures)[number];

/**
 * Whether what failed is an image that its member gave: the file's name is theirs alone to read.
 */
export const isAboutInput = (failure: Failure): boolean => failure.startsWith('input-');

/**
 * Whether it says something of what its member wrote or gave: then its reason is theirs alone to
 * read, and so is the prompt.
 */
export const isAboutRequest = (failure: Failure): boolean =>
  isAboutInput(failure) || ['provider-failed', 'refused', 'request-too-large'].includes(failure);

/** Whether the same can never be used: asking for it again is of no use. */
export const isRefusedAgain = (failure: Failure): boolean =>
  isAboutInput(failure) && !['input-unavailable', 'input-too-many-unpaid'].includes(failure);

/** Refuses what a newer or damaged database may hold. */
export function asFailure(text: string | null): Failure {
  return failures.find((failure) => failure === text) ?? 'provider-failed';
}
