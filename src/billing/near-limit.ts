// Who has nearly, or wholly, used up what they may spend: among those who spent most lately.
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { type BudgetRules, type BudgetState, budgetStates } from './budgets.ts';
import { sumUsage } from './usage-days.store.ts';
import { spanOf } from './usage-period.ts';

/** As early as members themselves are told. */
const NEAR = 0.8;
/** Beyond these nobody has spent enough lately to be near anything that matters. */
const LOOKED_AT = 25;

export interface NearLimit {
  accountId: number;
  state: BudgetState;
  /** 0 to 1 and above. */
  share: number;
}

/** @param rolesOf the roles that an account has there now */
export async function nearLimits(
  db: Kysely<Database>,
  { guildId, at, rules }: { guildId: string; at: number; rules: BudgetRules },
  rolesOf: (accountId: number) => Promise<readonly string[]>,
): Promise<NearLimit[]> {
  const span = spanOf('30d', at, rules.calendarOf());
  const spenders = (await sumUsage(db, { guildId, ...span }, ['account_id'])).slice(0, LOOKED_AT);
  const near: NearLimit[] = [];
  for (const { account_id: accountId } of spenders) {
    const [state] = await budgetStates(db, { accountId, guildId, roleIds: await rolesOf(accountId), at, rules });
    if (!state) continue;
    const share = (state.spentMicros + state.reservedMicros) / Math.max(1, state.limitMicros);
    if (share >= NEAR) near.push({ accountId, state, share });
  }
  return near.sort((a, b) => b.share - a.share);
}
