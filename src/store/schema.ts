// The tables as TypeScript sees them. Times are milliseconds, of the wall clock's (since 1970, UTC)
// or of the steady timeline; money is integer micro-dollars, flags are 0 or 1.
import type { Generated, Selectable } from 'kysely';
import type { SteadyMs, WallMs } from '../clock.ts';
import type {
  BudgetsTable,
  GrantsTable,
  LedgerTable,
  NoticesTable,
  PendingBudgetChangesTable,
  RollupsTable,
  ScopeLocksTable,
  UsageDaysTable,
  UsageSumsTable,
} from './billing-tables.ts';
import type {
  ClosedReportsTable,
  FeedCopiesTable,
  GuestMessagesTable,
  MessageCopiesTable,
  MessageRemovalsTable,
  MessagesBeingSentTable,
  UndeliveredRequestsTable,
} from './message-tables.ts';
import type { InputsTable, RequestsTable, TasksTable } from './request-tables.ts';
import type { AuditTable, BlocksTable, PresetsTable, SettingsTable } from './server-tables.ts';

export interface Database {
  accounts: AccountsTable;
  requests: RequestsTable;
  tasks: TasksTable;
  inputs: InputsTable;
  message_copies: MessageCopiesTable;
  message_removals: MessageRemovalsTable;
  closed_reports: ClosedReportsTable;
  messages_being_sent: MessagesBeingSentTable;
  feed_copies: FeedCopiesTable;
  guest_messages: GuestMessagesTable;
  undelivered_requests: UndeliveredRequestsTable;
  drafts: DraftsTable;
  pending_deletions: PendingDeletionsTable;
  images: ImagesTable;
  ledger: LedgerTable;
  rollups: RollupsTable;
  usage_days: UsageDaysTable;
  usage_sums: UsageSumsTable;
  notices: NoticesTable;
  scope_locks: ScopeLocksTable;
  budgets: BudgetsTable;
  grants: GrantsTable;
  pending_budget_changes: PendingBudgetChangesTable;
  settings: SettingsTable;
  audit: AuditTable;
  blocks: BlocksTable;
  presets: PresetsTable;
}

/** The only place where a Discord user id stands: forgetting somebody is one row. */
export interface AccountsTable {
  id: Generated<number>;
  discord_user_id: string | null;
  created_at: WallMs;
  /** Whether others may edit this person's avatar. */
  avatar_allowed: Generated<number>;
  /** When they asked to be forgotten. */
  forget_at: WallMs | null;
  /**
   * The user, keyed and hashed, once they are forgotten while something holds that never begins
   * anew.
   */
  user_hash: Generated<string | null>;
}

/**
 * What a modal is about while it is open, or may be opened again: its id travels through the
 * client, this does not.
 */
export interface DraftsTable {
  id: string;
  /** The only one who may send the modal. */
  account_id: number;
  kind: 'imagine' | 'edit' | 'remix';
  /** Whose avatar it is. */
  subject_account_id: number | null;
  is_private: number;
  /** The images to choose from, JSON (`InputSource[]`). */
  sources: string;
  /** What stands in the modal's fields when it opens, JSON. */
  fields: string;
  /** Why what was asked for was refused, in words; null where it was not. */
  refusal: string | null;
  created_at: WallMs;
  expires_at: SteadyMs;
}

/** A deletion that its asker was asked to confirm. */
export interface PendingDeletionsTable {
  id: string;
  /** The only one who may confirm it. */
  account_id: number;
  /** A request's id, or a task's where the request has several images. */
  image_id: string;
  /** The message under which it was chosen, which goes too. */
  channel_id: string;
  message_id: string;
  is_ephemeral: number;
  /**
   * Of the interaction that chose it: it can remove that message, and lives as long as this row.
   */
  interaction_token: string;
  created_at: WallMs;
  expires_at: SteadyMs;
}

/**
 * A content-addressed file under `IMAGES_DIR`; the id is the SHA-256 of its bytes, in hexadecimal.
 */
export interface ImagesTable {
  id: string;
  format: 'jpeg' | 'png' | 'webp';
  bytes: number;
  width: number;
  height: number;
  created_at: WallMs;
  /** Retention removes it after this moment. */
  keep_until: SteadyMs;
}

export type ImageRow = Selectable<ImagesTable>;
export type DraftRow = Selectable<DraftsTable>;
export type PendingDeletionRow = Selectable<PendingDeletionsTable>;
