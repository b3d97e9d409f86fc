// Whom entries of the audit trail are about, where that is a member: `member:` and the number of
// their account.

import { userIdsOf } from '../../../src/accounts/accounts.store.ts';
import type { App } from '../../../src/app.ts';

/** @returns an account; undefined for what is no member */
export const memberNamed = (target: string | null): number | undefined =>
  target?.startsWith('member:') ? Number(target.slice('member:'.length)) : undefined;

/**
 * @returns Discord's ids of all members that the entries are about, by account; those who were
 * forgotten have none
 */
export const usersNamed = (
  db: App['db'],
  entries: readonly { target: string | null }[],
): Promise<ReadonlyMap<number, string>> =>
  userIdsOf(
    db,
    entries.flatMap(({ target }) => memberNamed(target) ?? []),
  );
