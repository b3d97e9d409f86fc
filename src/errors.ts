// The small family of errors that the whole bot shares. Expected outcomes, such as a denied budget, are values instead.

/** Any failure that this program names itself. `code` is stable and safe to log. */
export class AppError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A failure whose message is written for the person who caused it, and is shown to them as it is. */
export class UserError extends AppError {
  /** The draft that keeps what was asked for: whoever reads the message can change it there. */
  draftId?: string;

  constructor(message: string, options?: ErrorOptions) {
    super('user', message, options);
  }
}

/** A refusal that tells of somebody's own money or standing: for their eyes alone, wherever they asked. */
export class DenialError extends UserError {}

/** A refusal of what somebody wrote or attached: for their eyes alone, wherever they asked. */
export class WithheldError extends UserError {}
