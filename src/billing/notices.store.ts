// One word each, at 80 and at 100 per cent of a budget, in each of its windows.
import type { Transaction } from 'kysely';
import type { Database } from '../store/schema.ts';
import { type BudgetState, type Expense, usedShare } from './budgets.ts';
import { allowanceScope, serverScope } from './scopes.ts';

const THRESHOLDS_PERCENT = [100, 80] as const;

export interface Notice {
  percent: (typeof THRESHOLDS_PERCENT)[number];
  /** As it stands with what was just admitted. */
  state: BudgetState;
}

/**
 * What the member and the server are to be told now; each only once, also by admissions at the same
 * time.
 * @param states before the admission
 */
export async function takeNotices(
  trx: Transaction<Database>,
  { accountId, guildId }: { accountId: number; guildId: string | null },
  states: readonly BudgetState[],
  { costMicros, images }: Expense,
): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (const before of states) {
    if (before.rule !== 'member' && before.rule !== 'server') continue;
    const scope = before.rule === 'member' ? allowanceScope(accountId, guildId) : serverScope(guildId ?? '');
    const state = {
      ...before,
      reservedMicros: before.reservedMicros + costMicros,
      leftMicros: Math.max(0, before.leftMicros - costMicros),
      images: before.images + images,
    };
    const percent = 100 * usedShare(state);
    const passed = THRESHOLDS_PERCENT.filter((threshold) => percent >= threshold);
    let isNew = false;
    for (const threshold of passed) {
      // A limit that was changed since is another one.
      const taken = await take(trx, `${scope}/${noticeKey(before)}`, before.since, threshold);
      // The higher one says it all.
      if (threshold === passed[0]) isNew = taken;
    }
    if (isNew && passed[0]) notices.push({ percent: passed[0], state });
  }
  return notices;
}

/** What makes a limit another one than before. */
const noticeKey = ({ limitMicros, limitImages }: BudgetState): string =>
  limitImages === undefined ? String(limitMicros) : `${limitMicros}+${limitImages}`;

async function take(trx: Transaction<Database>, scope: string, window_at: number, percent: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto('notices')
    .values({ scope, window_at, percent })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}
