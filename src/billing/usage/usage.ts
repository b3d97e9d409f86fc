// What a member has used in one place, and what is left to them.
import type { Kysely } from 'kysely';
import { settingsOf } from '../../servers/settings.store.ts';
import type { Database } from '../../store/schema.ts';
import { type BudgetWindow, budgetWindows } from '../budget-rule.ts';
import { type BudgetState, budgetStates, imagesLeft, type Spender } from '../budgets.ts';
import { activeGrants, type Grant } from '../grants.store.ts';
import { memberInServerScope } from '../scopes.ts';
import { type ChargedFailures, chargedFailuresSince, type Sums, sumsSince, unconfirmedMicros } from '../sums.store.ts';

export interface MemberUsage {
  /** Today, this week, this month, and in all (`total`). */
  sums: Readonly<Record<BudgetWindow, Sums & ChargedFailures>>;
  /** Held now, for what is being made and for what nobody could confirm. */
  reservedMicros: number;
  unconfirmedMicros: number;
  /** The member's own allowance here. */
  allowance: BudgetState;
  /** What else they may spend here once the allowance is gone. */
  grants: Grant[];
  /**
   * Other rules that leave less than the allowance does: of money, of images, or one that leaves
   * less of both.
   */
  tighter: BudgetState[];
}

export async function memberUsage(db: Kysely<Database>, spender: Spender): Promise<MemberUsage> {
  const { accountId, guildId, at, rules } = spender;
  const scope = memberInServerScope(accountId, guildId);
  const { time_zone: timeZone } = await settingsOf(db, guildId);
  const calendar = rules.calendarOf(timeZone);
  const entries = await Promise.all(
    budgetWindows.map(async (window) => {
      const since = calendar.span(window, at).start;
      const failures = await chargedFailuresSince(db, { accountId, guildId, since });
      return [window, { ...(await sumsSince(db, scope, since)), ...failures }] as const;
    }),
  );
  const sums = Object.fromEntries(entries) as MemberUsage['sums']; // One entry for each window.
  const [allowance, ...others] = await budgetStates(db, spender);
  if (!allowance) throw new Error('no allowance rule');
  return {
    sums,
    reservedMicros: sums.total.reservedMicros,
    unconfirmedMicros: await unconfirmedMicros(db, accountId, guildId),
    allowance,
    grants: guildId === null ? [] : await activeGrants(db, guildId, accountId, at),
    tighter: tighterRules(allowance, others),
  };
}

/**
 * Of `others`, the one that leaves least money and the one that leaves fewest images, where that is
 * less than `allowance` leaves.
 */
export function tighterRules(allowance: BudgetState, others: readonly BudgetState[]): BudgetState[] {
  const images = (state: BudgetState) => imagesLeft(state) ?? Number.POSITIVE_INFINITY;
  const least = (amount: (state: BudgetState) => number) =>
    others.filter((state) => amount(state) < amount(allowance)).sort((a, b) => amount(a) - amount(b))[0];
  const found = [least(({ leftMicros }) => leftMicros), least(images)];
  return [...new Set(found.filter((state) => state !== undefined))];
}
