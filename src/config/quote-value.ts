// A setting's value as an error may repeat it: short, in one line, and without what is or may be a
// secret.

const SHOWN_MAX = 80;
/**
 * Tokens and keys, which get into the wrong setting by mistake: long, and letters mixed with
 * digits.
 */
const LIKE_A_SECRET = /(?=[\w.+/=-]*[A-Za-z])(?=[\w.+/=-]*\d)[\w.+=-]{20,}/g;
/** What stands before the last @ of an address may be a user and a password. */
const USER_INFO = /^.*@/s;
/** Options of an address may hold a password. */
const ADDRESS_OPTIONS = /\?.*$/s;

/** Leaves out what looks like a token or key. */
export const withoutSecrets = (text: string): string => text.replace(LIKE_A_SECRET, '…');

/** `"20/fortnight"` */
export function quoteValue(text: string): string {
  const harmless = withoutSecrets(text.replace(ADDRESS_OPTIONS, '?…').replace(USER_INFO, '…@'));
  return JSON.stringify(harmless.length > SHOWN_MAX ? `${harmless.slice(0, SHOWN_MAX)}…` : harmless);
}
