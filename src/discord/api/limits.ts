// Discord's limits, from its API documentation; each was tried out.

export const CONTENT_MAX = 2_000;
export const ATTACHMENT_DESCRIPTION_MAX = 1_024;
/** A select's option, and what may be said of it. */
export const OPTION_LABEL_MAX = 100;
export const SELECT_OPTIONS_MAX = 25;
export const MODAL_TITLE_MAX = 45;
/** Where Discord does not say, a file may be this large. */
export const UPLOAD_MAX_BYTES = 10 * 1024 * 1024;
/** What an answer to an interaction may hold. */
export const uploadLimitOf = ({ attachmentSizeLimit }: { attachmentSizeLimit: number }): number =>
  Math.min(attachmentSizeLimit || UPLOAD_MAX_BYTES, UPLOAD_MAX_BYTES);
/** All files of a request to Discord together, and of that what the words around them take. */
export const REQUEST_MAX_BYTES = 25 * 1024 * 1024;
export const REQUEST_WORDS_BYTES = 64 * 1024;
/** How long an interaction's token works. */
export const TOKEN_LIFE_MS = 15 * 60 * 1000;
/**
 * So much longer it may live for all we know: our clock can be wrong after a reboot, and Discord
 * says when a token is dead.
 */
export const TOKEN_GRACE_MS = 45 * 60 * 1000;
export const AUTOCOMPLETE_MAX = 25;
