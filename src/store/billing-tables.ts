// The tables of money as TypeScript sees them: micro-dollars, and days as `2026-11-23`.

import type { Generated, Selectable } from 'kysely';
import type { SteadyMs, WallMs } from '../clock.ts';
import type { RequestsTable } from './request-tables.ts';

/** Append-only, held by triggers. */
export interface LedgerTable {
  id: Generated<number>;
  kind: 'reserve' | 'settle' | 'release' | 'adjust';
  task_id: string | null;
  account_id: number;
  guild_id: string | null;
  reserved_delta: number;
  spent_delta: number;
  images_delta: number;
  /** Images reserved and not yet made. */
  reserved_images_delta: number;
  /** Always the admission's time, so that a window never goes negative. */
  window_at: WallMs;
  /** Set where the price table's price stands in for a cost that the provider did not report. */
  estimated: number;
  /** The provider's own text for the cost, as it came. */
  cost_text: string | null;
  /** The grant that pays a part of it, and which part of each delta that is. */
  grant_id: number | null;
  grant_reserved_delta: number;
  grant_spent_delta: number;
  /** The account that caused the line; null for the bot itself. */
  actor_account_id: number | null;
  reason: string;
  created_at: WallMs;
  /** Whose sums it counts in: everybody's, all but the operator's, or the operator's alone. */
  reach: Generated<'all' | 'here' | 'host'>;
}

/** Sums of ledger lines per scope and quarter of an hour (UTC) of `window_at`. */
export interface RollupsTable {
  scope: string;
  bucket_at: WallMs;
  reserved_micros: number;
  spent_micros: number;
  images: number;
  /** Reserved for, and not yet made. */
  reserved_images: number;
}

/** What reports are made of. */
export interface UsageDaysTable {
  /** '' stands for direct messages and places without the bot. */
  guild_id: string;
  /** `2026-11-23`, by the server's time zone when it was counted. */
  day: string;
  account_id: number;
  model: string;
  kind: RequestsTable['kind'];
  images: number;
  failures: number;
  /** Those of the failures that were charged all the same. */
  charged_failures: number;
  /** Of everything, and of the charged failures among it. */
  spent_micros: number;
  failed_micros: number;
}

/** The same of all members together, kept by triggers on the other. */
export type UsageSumsTable = Omit<UsageDaysTable, 'account_id'>;

/** Who has been told already that a budget is nearly, or wholly, used up. */
export interface NoticesTable {
  scope: string;
  /** The window's begin. */
  window_at: WallMs;
  percent: number;
}

/** A row a scope, held by whoever admits. */
export interface ScopeLocksTable {
  scope: string;
  admissions: number;
}

/** Rules that servers have set. */
export interface BudgetsTable {
  guild_id: string;
  subject: 'server' | 'default' | 'role' | 'member';
  /** A role's id or an account's; '' for the server and its default. */
  subject_id: string;
  limit_micros: number;
  limit_images: number | null;
  window: 'day' | 'week' | 'month' | 'total';
  changed_at: WallMs;
}

/** One-off pools for single members. */
export interface GrantsTable {
  id: Generated<number>;
  guild_id: string;
  account_id: number;
  amount_micros: number;
  reason: string;
  actor_account_id: number;
  created_at: WallMs;
  expires_at: WallMs | null;
  /**
   * Nothing is taken from it from then on. What had been reserved from it is still settled with it.
   */
  revoked_at: WallMs | null;
}

/** Limits and grants that wait to be confirmed by whoever asked for them. */
export interface PendingBudgetChangesTable {
  id: string;
  account_id: number;
  guild_id: string;
  /** JSON (`BudgetChange`). */
  change: string;
  created_at: WallMs;
  expires_at: SteadyMs;
}

export type UsageDayRow = Selectable<UsageDaysTable>;
export type BudgetRow = Selectable<BudgetsTable>;
export type GrantRow = Selectable<GrantsTable>;
