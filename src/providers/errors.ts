// What can go wrong with the image API, by what its caller can do about it.
import { AppError } from '../errors.ts';

export type ProviderErrorKind =
  /** 401: the operator has to check the key. */
  | 'bad-key'
  /** 402, 403: no balance, or no permission. */
  | 'no-balance'
  /**
   * 400, 404, 405, 411, 414, 415, 422, 431 to a new task: this request will never be taken, and
   * nothing is charged.
   */
  | 'refused'
  /**
   * 413 to a new task, or known beforehand: the body is larger than the provider takes, and nothing
   * is charged.
   */
  | 'too-large'
  /** 429: later, see `retryAfterMs`. */
  | 'rate-limited'
  /** No byte of the request was written: nothing was sent, sending again is safe. */
  | 'not-sent'
  /**
   * The request may have been accepted although no answer says so: sending again could pay twice.
   */
  | 'answer-lost'
  /** A poll failed for now: poll again. */
  | 'unavailable'
  /**
   * The provider does not know the task: 404 or 410 to a poll, with an error as the API writes it.
   */
  | 'not-found'
  /**
   * 404 or 410 to a poll, with anything else: a proxy's page, no body, another program's error. It
   * says nothing of the task.
   */
  | 'not-the-api'
  /** The answer to a poll made no sense. */
  | 'malformed';

interface Circumstances {
  status?: number | undefined;
  retryAfterMs?: number | undefined;
  providerMessage?: string | undefined;
  providerCode?: string | undefined;
  cause?: unknown;
}

export class ProviderError extends AppError {
  readonly kind: ProviderErrorKind;
  readonly status: number | undefined;
  /** How long the provider asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** The provider's own words. */
  readonly providerMessage: string | undefined;
  readonly providerCode: string | undefined;

  constructor(kind: ProviderErrorKind, message: string, circumstances: Circumstances = {}) {
    super(`image-api/${kind}`, message, circumstances.cause === undefined ? undefined : { cause: circumstances.cause });
    this.kind = kind;
    this.status = circumstances.status;
    this.retryAfterMs = circumstances.retryAfterMs;
    this.providerMessage = circumstances.providerMessage;
    this.providerCode = circumstances.providerCode;
  }
}
