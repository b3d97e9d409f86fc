// Why a finished picture's bytes are not here.
import { AppError } from '../errors.ts';

export type ResultErrorKind =
  /** The link has expired, or never worked. */
  | 'gone'
  /** An address that downloads may not go to. */
  | 'forbidden-address'
  | 'too-large'
  | 'not-an-image'
  /** Passing trouble: worth another try. */
  | 'unavailable';

export class ResultError extends AppError {
  readonly kind: ResultErrorKind;

  constructor(kind: ResultErrorKind, message: string, options?: ErrorOptions) {
    super(`result/${kind}`, message, options);
    this.kind = kind;
  }
}
