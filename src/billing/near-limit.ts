// Who has nearly, or wholly, used up what they may spend: among those with a limit of their own,
// and those who spent most lately.

import type { Kysely } from 'kysely';
import type { WallMs } from '../clock.ts';
import { settingsOf } from '../servers/settings.store.ts';
import type { Database } from '../store/schema.ts';
import { rulesOfServer } from './budget-rules.store.ts';
import { type BudgetRules, type BudgetState, budgetStates, usedShare } from './budgets.ts';
import type { Calendar } from './calendar.ts';
import { sumUsage } from './usage/usage-days.store.ts';
import { spanOf } from './usage/usage-period.ts';

/** As early as members themselves are told. */
const NEAR = 0.8;
/** Discord may have to be asked for the roles of each, and the answer is waited for. */
const LOOKED_AT = 60;

export interface NearLimit {
  accountId: number;
  state: BudgetState;
  /** 0 to 1 and above. */
  share: number;
}

/** @param rolesOf the roles that an account has there now */
export async function nearLimits(
  db: Kysely<Database>,
  { guildId, at, rules }: { guildId: string; at: WallMs; rules: BudgetRules },
  rolesOf: (accountId: number) => Promise<readonly string[]>,
): Promise<NearLimit[]> {
  const near: NearLimit[] = [];
  const settings = await settingsOf(db, guildId);
  for (const accountId of await candidates(db, guildId, at, rules.calendarOf(settings.time_zone))) {
    const spender = { accountId, guildId, roleIds: await rolesOf(accountId), at, rules, settings };
    const [state] = await budgetStates(db, spender);
    if (!state) continue;
    const share = usedShare(state);
    if (share >= NEAR) near.push({ accountId, state, share });
  }
  return near.sort((a, b) => b.share - a.share);
}

/** Limits for one member alone may run over longer than anybody's latest days. */
async function candidates(db: Kysely<Database>, guildId: string, at: WallMs, calendar: Calendar): Promise<number[]> {
  const own = (await rulesOfServer(db, guildId)).filter(({ subject }) => subject === 'member');
  const spenders = await sumUsage(db, { guildId, ...spanOf('30d', at, calendar) }, ['account_id']);
  const ids = [...own.map(({ subjectId }) => Number(subjectId)), ...spenders.map(({ account_id }) => account_id)];
  return [...new Set(ids)].slice(0, LOOKED_AT);
}
