// The limit that applies to the server, a role or a member now, whoever set it, and how it stands.
import type { Kysely } from 'kysely';
import { settingsOf } from '../servers/settings.store.ts';
import type { Database } from '../store/schema.ts';
import type { BudgetRule } from './budget-rule.ts';
import { type RuleTarget, rulesOfServer } from './budget-rules.store.ts';
import { type AllowanceSource, type BudgetRuleName, type BudgetState, budgetStates, type Spender } from './budgets.ts';
import { tighterRules } from './usage/usage.ts';

/**
 * Who set a limit: the server for itself, a role, a member or all members; or the operator, for all
 * members, each server or each person.
 */
export type LimitSource = AllowanceSource | 'server' | 'host-server' | 'host-member';

export interface EffectiveLimit extends BudgetRule {
  source: LimitSource;
  /** The role whose limit it is, where it is a role's. */
  roleId?: string | undefined;
  /** Milliseconds since 1970; undefined where the window never ends. */
  resetsAt: number | undefined;
  /** How it stands; undefined where each member has one of their own. */
  state?: BudgetState;
  /** Other rules that leave less than it does; none where each member has a limit of their own. */
  tighter: readonly BudgetState[];
}

/** What limits a server as a whole, its own limit first. */
const OF_SERVER: readonly BudgetRuleName[] = ['server', 'host-server', 'host'];

/**
 * @param spender the member whom a limit is asked of; anybody for the others
 * @returns undefined for a server that nobody has set a limit for
 */
export async function effectiveLimit(
  db: Kysely<Database>,
  target: RuleTarget,
  spender: Omit<Spender, 'guildId'>,
): Promise<EffectiveLimit | undefined> {
  const { guildId, subject, subjectId } = target;
  if (subject === 'server' || subject === 'member') {
    const states = await budgetStates(db, { ...spender, guildId });
    const [state, ...others] = subject === 'member' ? states : states.filter(({ rule }) => OF_SERVER.includes(rule));
    // The budget for everyone is nobody's limit of their own.
    return state && state.rule !== 'host' ? limitOf(state, others) : undefined;
  }
  const rules = await rulesOfServer(db, guildId);
  const ofRole = rules.find((rule) => subject === 'role' && rule.subject === 'role' && rule.subjectId === subjectId);
  const ofAll = rules.find((rule) => rule.subject === 'default');
  const ofThisServer = ofRole ?? ofAll;
  const { limitMicros, limitImages, window } = ofThisServer ?? spender.rules.member;
  const { time_zone: timeZone } = await settingsOf(db, guildId);
  return {
    limitMicros,
    limitImages,
    window,
    source: ofThisServer?.subject ?? 'host',
    roleId: ofRole?.subjectId,
    resetsAt: spender.rules.calendarOf(timeZone).span(window, spender.at).end,
    tighter: [],
  };
}

/**
 * The limit that a state is of.
 * @param state of an allowance or of a server's or a person's limit; not of the bot's budget for
 * everyone
 * @param others how the other rules that apply stand
 */
export const limitOf = (state: BudgetState, others: readonly BudgetState[] = []): EffectiveLimit => ({
  limitMicros: state.limitMicros,
  limitImages: state.limitImages,
  window: state.window,
  source: state.source ?? sourceOf(state.rule),
  roleId: state.roleId,
  resetsAt: state.resetsAt,
  state,
  tighter: tighterRules(state, others),
});

const sourceOf = (rule: BudgetRuleName): LimitSource =>
  rule === 'server' || rule === 'host-member' ? rule : 'host-server';
