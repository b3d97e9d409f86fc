// Why an image's bytes are not here, or are not to be used.
import { AppError } from '../errors.ts';

export type ImageErrorKind =
  /** The link has expired, or never worked. */
  | 'gone'
  /** An address that downloads may not go to. */
  | 'forbidden-address'
  /** Too many bytes, or too many pixels once decoded. */
  | 'too-large'
  | 'too-many-pixels'
  /** Nothing that can be read here, and the one such thing that phones make all the time. */
  | 'not-an-image'
  | 'heic'
  /** Begins like an image, but cannot be decoded to its end. */
  | 'broken'
  /** Too few pixels on a side, or far longer than wide: no model can use it. */
  | 'bad-shape'
  /** It was here a moment ago. */
  | 'lost'
  /** Its member has as many unpaid ones here as one may have. */
  | 'too-many-unpaid'
  /** Passing trouble: worth another try. */
  | 'unavailable';

export class ImageError extends AppError {
  readonly kind: ImageErrorKind;
  /** How long its server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: ImageErrorKind,
    message: string,
    { retryAfterMs, ...options }: ErrorOptions & { retryAfterMs?: number | undefined } = {},
  ) {
    super(`image/${kind}`, message, options);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
