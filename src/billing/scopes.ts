// Whom a sum is about. Every ledger line counts towards all of its scopes.

/** A member's spending in one server, or outside servers; whoever pays for it. */
export const memberInServerScope = (accountId: number, guildId: string | null): string =>
  `member:${accountId}@${guildId ?? 'direct'}`;
/** The same, less what grants paid: what counts towards their allowance. */
export const allowanceScope = (accountId: number, guildId: string | null): string =>
  `allowance:${accountId}@${guildId ?? 'direct'}`;
export const memberScope = (accountId: number): string => `member:${accountId}`;
export const serverScope = (guildId: string): string => `server:${guildId}`;
export const grantScope = (grantId: number): string => `grant:${grantId}`;
export const HOST_SCOPE = 'host';

/**
 * Those in which a line counts in full. One order for all, so that concurrent writers of a database
 * with row locks cannot wait for one another in a circle.
 */
export function scopesOf(accountId: number, guildId: string | null): string[] {
  const server = guildId === null ? [] : [serverScope(guildId)];
  return [HOST_SCOPE, ...server, memberScope(accountId), memberInServerScope(accountId, guildId)];
}

/**
 * Every time zone's midnight falls on a quarter of an hour, so quarters add up to any window
 * exactly.
 */
const BUCKET_MS = 15 * 60 * 1000;

export const bucketOf = (atMs: number): number => Math.floor(atMs / BUCKET_MS) * BUCKET_MS;
