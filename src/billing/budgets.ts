// Budgets: hard limits, checked together with what is reserved, inside the transaction that
// reserves.

import type { Kysely } from 'kysely';
import type { WallMs } from '../clock.ts';
import { type ServerSettings, settingsOf } from '../servers/settings.store.ts';
import type { Database } from '../store/schema.ts';
import type { BudgetRule, BudgetWindow } from './budget-rule.ts';
import { rulesOfServer, type ServerRule } from './budget-rules.store.ts';
import type { Calendar, WindowSpan } from './calendar.ts';
import { activeGrants, type Grant } from './grants.store.ts';
import { allowanceScope, HOST_SCOPE, memberScope, serverScope } from './scopes.ts';
import { type Sums, sumsSince } from './sums.store.ts';

/** What the operator has said; servers set their own rules beside it. */
export interface BudgetRules {
  /** Each member's allowance in each server that has none of its own. */
  member: BudgetRule;
  /** Everything together. */
  host: BudgetRule;
  /** Each server, all members together. */
  hostServer?: BudgetRule | undefined;
  /** Each member, all servers together. */
  hostMember?: BudgetRule | undefined;
  /** Says when windows begin and end. @param timeZone the operator's own where not given */
  calendarOf(timeZone?: string): Calendar;
}

export type BudgetRuleName = 'member' | 'server' | 'host' | 'host-server' | 'host-member';

/** Where a member's allowance comes from. */
export type AllowanceSource = 'member' | 'role' | 'default' | 'host';

/** How a rule stands at one moment. */
export interface BudgetState {
  rule: BudgetRuleName;
  /** Of a member's allowance. */
  source?: AllowanceSource;
  /** The role whose rule it is, where it is a role's. */
  roleId?: string;
  window: BudgetWindow;
  /** The window's begin, milliseconds since 1970. */
  since: number;
  limitMicros: number;
  spentMicros: number;
  reservedMicros: number;
  /** Never negative: an image may cost more than was reserved for it. */
  leftMicros: number;
  /** Images made or being made, and how many there may be. */
  images: number;
  limitImages?: number;
  /** Milliseconds since 1970; undefined where the window never ends. */
  resetsAt: number | undefined;
}

export interface BudgetDenial extends BudgetState {
  costMicros: number;
  /** How many images that would have been for. */
  wanted: number;
}

/** Which part of the cost a grant pays. */
export interface Coverage {
  grantId: number;
  micros: number;
}

export type BudgetVerdict =
  | { allowed: true; coverage?: Coverage; states: BudgetState[] }
  | { allowed: false; denial: BudgetDenial };

export interface Spender {
  accountId: number;
  guildId: string | null;
  /** The member's roles there, as they are now. */
  roleIds: readonly string[];
  /** Milliseconds since 1970. */
  at: WallMs;
  rules: BudgetRules;
  /** The server's, where they have been read already. */
  settings?: Pick<ServerSettings, 'time_zone'>;
}

export interface Expense {
  costMicros: number;
  images: number;
}

/**
 * Whether that much more may be reserved now: used + reserved + wanted ≤ limit for every rule, the
 * member's own first, which alone a grant can stretch.
 */
export async function checkBudgets(db: Kysely<Database>, spender: Spender, expense: Expense): Promise<BudgetVerdict> {
  const states = await budgetStates(db, spender, expense);
  const [allowance, ...others] = states;
  if (!allowance) throw new Error('every member has an allowance');
  const asked = { costMicros: expense.costMicros, wanted: expense.images };
  const missingMicros = missing(allowance, expense);
  // What is expected to cost nothing would take nothing from a grant, and so never use it up.
  const canBePaid = missingMicros > 0 && expense.costMicros > 0;
  const coverage = canBePaid ? await findCoverage(db, spender, missingMicros) : undefined;
  if (missingMicros > 0 && !coverage) return { allowed: false, denial: { ...allowance, ...asked } };
  const denying = others.find((state) => missing(state, expense) > 0);
  if (denying) return { allowed: false, denial: { ...denying, ...asked } };
  return { allowed: true, states, ...(coverage ? { coverage } : {}) };
}

/** How much of `expense` a rule leaves uncovered: what is beyond its money, or beyond its images. */
function missing(state: BudgetState, { costMicros, images }: Expense): number {
  const { spentMicros, reservedMicros, limitMicros } = state;
  const overMicros = spentMicros + reservedMicros + costMicros - limitMicros;
  const tooMany = Math.max(0, images - (imagesLeft(state) ?? images));
  // Also what costs nothing is too much where its images are used up.
  const ofTooMany = Math.max(Math.sign(tooMany), Math.ceil((costMicros * tooMany) / images));
  return Math.min(Math.max(0, overMicros, ofTooMany), Math.max(1, costMicros));
}

/** One grant pays what the allowance does not: the one that expires first of those that can. */
async function findCoverage(
  db: Kysely<Database>,
  { accountId, guildId, at }: Spender,
  micros: number,
): Promise<Coverage | undefined> {
  if (guildId === null) return undefined;
  const grants = await activeGrants(db, guildId, accountId, at);
  const grant = grants.find(({ leftMicros }: Grant) => leftMicros >= micros);
  return grant && { grantId: grant.id, micros };
}

/**
 * Every rule that applies, the member's own allowance first.
 * @param expense what is asked for; without it, roles' rules are compared by what they leave
 */
export async function budgetStates(db: Kysely<Database>, spender: Spender, expense?: Expense): Promise<BudgetState[]> {
  const { accountId, guildId, at, rules } = spender;
  const own = guildId === null ? [] : await rulesOfServer(db, guildId);
  const { time_zone: timeZone } = spender.settings ?? (await settingsOf(db, guildId));
  const here = rules.calendarOf(timeZone);
  const everywhere = rules.calendarOf();
  const stateOf = async (name: BudgetRuleName, rule: BudgetRule | undefined, scope: string, calendar: Calendar) => {
    if (!rule) return [];
    const { start, end } = calendar.span(rule.window, at);
    return [toState(name, rule, await sumsSince(db, scope, start), { start, end })];
  };
  const server = guildId === null ? '' : serverScope(guildId);
  return [
    await allowanceState(db, spender, { own, calendar: here, expense }),
    ...(await stateOf(
      'server',
      own.find(({ subject }) => subject === 'server'),
      server,
      here,
    )),
    ...(await stateOf('host-member', rules.hostMember, memberScope(accountId), everywhere)),
    ...(await stateOf('host-server', guildId === null ? undefined : rules.hostServer, server, everywhere)),
    ...(await stateOf('host', rules.host, HOST_SCOPE, everywhere)),
  ];
}

/**
 * Their own rule, else of their roles' rules the one that allows most of what is asked for and then
 * the most generous, else the server's default, else the operator's.
 */
async function allowanceState(
  db: Kysely<Database>,
  { accountId, guildId, roleIds, at, rules }: Spender,
  { own, calendar, expense }: { own: readonly ServerRule[]; calendar: Calendar; expense: Expense | undefined },
): Promise<BudgetState> {
  const scope = allowanceScope(accountId, guildId);
  const stateOf = async (rule: BudgetRule, source: AllowanceSource): Promise<BudgetState> => {
    const { start, end } = calendar.span(rule.window, at);
    return { ...toState('member', rule, await sumsSince(db, scope, start), { start, end }), source };
  };
  const personal = own.find(({ subject, subjectId }) => subject === 'member' && subjectId === String(accountId));
  if (personal) return stateOf(personal, 'member');
  const ofRoles = own.filter(({ subject, subjectId }) => subject === 'role' && roleIds.includes(subjectId));
  const states = await Promise.all(
    ofRoles.map(async (rule) => ({ ...(await stateOf(rule, 'role')), roleId: rule.subjectId })),
  );
  const missingOf = (state: BudgetState) => (expense ? missing(state, expense) : 0);
  // Where nothing is left of any, the one that begins anew first.
  const resetOf = ({ resetsAt }: BudgetState) => resetsAt ?? Number.MAX_SAFE_INTEGER;
  const [mostGenerous] = states.sort(
    (a, b) => missingOf(a) - missingOf(b) || usable(b) - usable(a) || resetOf(a) - resetOf(b),
  );
  if (mostGenerous) return mostGenerous;
  const shared = own.find(({ subject }) => subject === 'default');
  return shared ? stateOf(shared, 'default') : stateOf(rules.member, 'host');
}

/** How many images a rule leaves; undefined where it does not count them. */
export const imagesLeft = ({ images, limitImages }: BudgetState): number | undefined =>
  limitImages === undefined ? undefined : Math.max(0, limitImages - images);

/**
 * How much of a rule is used up or reserved, by money or by images, whichever is more: 0 to 1 and
 * above.
 */
export function usedShare({ spentMicros, reservedMicros, limitMicros, images, limitImages }: BudgetState): number {
  const ofMoney = (spentMicros + reservedMicros) / Math.max(1, limitMicros);
  return limitImages === undefined ? ofMoney : Math.max(ofMoney, images / Math.max(1, limitImages));
}

/** What can still be spent, which is nothing once the images are used up. */
const usable = ({ leftMicros, images, limitImages }: BudgetState): number =>
  limitImages !== undefined && images >= limitImages ? 0 : leftMicros;

const toState = (
  rule: BudgetRuleName,
  { limitMicros, limitImages, window }: BudgetRule,
  sums: Sums,
  { start, end }: WindowSpan,
): BudgetState => ({
  rule,
  window,
  since: start,
  limitMicros,
  spentMicros: sums.spentMicros,
  reservedMicros: sums.reservedMicros,
  leftMicros: Math.max(0, limitMicros - sums.spentMicros - sums.reservedMicros),
  images: sums.images + sums.reservedImages,
  ...(limitImages === undefined ? {} : { limitImages }),
  resetsAt: end,
});
