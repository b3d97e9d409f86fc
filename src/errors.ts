// The errors that the whole bot shares. Admission returns a denial as a value; `DenialError`
// carries its words to whoever answers.

/** Any failure that this program names itself. `code` is stable and safe to log. */
export class AppError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/**
 * A failure whose message is written for the person who caused it, and is shown to them as it is.
 */
export class UserError extends AppError {
  /** The draft that keeps what was asked for: whoever reads the message can change it there. */
  draftId?: string;
  /**
   * Whether another prompt, file or option could be accepted now; only then is a way to change them
   * offered.
   */
  readonly offersChange: boolean;

  constructor(message: string, { offersChange = true, ...options }: UserErrorOptions = {}) {
    super('user', message, options);
    this.offersChange = offersChange;
  }
}

interface UserErrorOptions extends ErrorOptions {
  offersChange?: boolean;
}

/**
 * A refusal that tells of somebody's own money or standing: for their eyes alone, wherever they
 * asked.
 */
export class DenialError extends UserError {}

/** A refusal of what somebody wrote or attached: for their eyes alone, wherever they asked. */
export class WithheldError extends UserError {}
