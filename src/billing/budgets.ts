// Budgets: hard limits, checked together with what is reserved, inside the transaction that reserves.
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import type { BudgetRule, BudgetWindow } from './budget-rule.ts';
import type { Calendar } from './calendar.ts';
import { allowanceScope, HOST_SCOPE, memberScope, serverScope } from './scopes.ts';
import { type Sums, sumsSince } from './sums.store.ts';

/** The limits that apply to everybody; rules for single servers, roles and members stand beside them later. */
export interface BudgetRules {
  /** Each member's allowance in each server. */
  member: BudgetRule;
  /** Everything together. */
  host: BudgetRule;
  /** Each server, all members together. */
  hostServer?: BudgetRule | undefined;
  /** Each member, all servers together. */
  hostMember?: BudgetRule | undefined;
  /** Says when windows begin and end. */
  calendar: Calendar;
}

export type BudgetRuleName = 'member' | 'host' | 'host-server' | 'host-member';

/** How a rule stands at one moment. */
export interface BudgetState {
  rule: BudgetRuleName;
  window: BudgetWindow;
  limitMicros: number;
  spentMicros: number;
  reservedMicros: number;
  /** Never negative: a picture may cost more than was reserved for it. */
  leftMicros: number;
  /** Milliseconds since 1970; undefined where the window never ends. */
  resetsAt: number | undefined;
}

export interface BudgetDenial extends BudgetState {
  costMicros: number;
}

export type BudgetVerdict = { allowed: true } | { allowed: false; denial: BudgetDenial };

export interface Spender {
  accountId: number;
  guildId: string | null;
  /** Milliseconds since 1970. */
  at: number;
  rules: BudgetRules;
}

/** Whether `costMicros` more may be reserved now: spent + reserved + cost ≤ limit for every rule, the member's own first. */
export async function checkBudgets(
  db: Kysely<Database>,
  spender: Spender & { costMicros: number },
): Promise<BudgetVerdict> {
  for (const state of await budgetStates(db, spender)) {
    if (state.spentMicros + state.reservedMicros + spender.costMicros > state.limitMicros) {
      return { allowed: false, denial: { ...state, costMicros: spender.costMicros } };
    }
  }
  return { allowed: true };
}

/** Every rule that applies, the member's own allowance first. */
export async function budgetStates(
  db: Kysely<Database>,
  { accountId, guildId, at, rules }: Spender,
): Promise<BudgetState[]> {
  const applicable: [BudgetRuleName, BudgetRule | undefined, string][] = [
    ['member', rules.member, allowanceScope(accountId, guildId)],
    ['host-member', rules.hostMember, memberScope(accountId)],
    ['host-server', guildId === null ? undefined : rules.hostServer, guildId === null ? '' : serverScope(guildId)],
    ['host', rules.host, HOST_SCOPE],
  ];
  const states: BudgetState[] = [];
  for (const [name, rule, scope] of applicable) {
    if (!rule) continue;
    const { start, end } = rules.calendar.span(rule.window, at);
    states.push(toState(name, rule, await sumsSince(db, scope, start), end));
  }
  return states;
}

const toState = (
  rule: BudgetRuleName,
  { limitMicros, window }: BudgetRule,
  sums: Sums,
  resetsAt: number | undefined,
): BudgetState => ({
  rule,
  window,
  limitMicros,
  spentMicros: sums.spentMicros,
  reservedMicros: sums.reservedMicros,
  leftMicros: Math.max(0, limitMicros - sums.spentMicros - sums.reservedMicros),
  resetsAt,
});
