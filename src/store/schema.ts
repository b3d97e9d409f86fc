// The tables as TypeScript sees them. Times are milliseconds, of the wall clock's (since 1970, UTC) or of the steady timeline; money is integer micro-dollars, flags are 0 or 1.
import type { Generated, Insertable, Selectable, Updateable } from 'kysely';
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
import type { AuditTable, BlocksTable, PresetsTable, SettingsTable } from './server-tables.ts';

export interface Database {
  accounts: AccountsTable;
  requests: RequestsTable;
  tasks: TasksTable;
  inputs: InputsTable;
  showings: ShowingsTable;
  message_removals: MessageRemovalsTable;
  messages_being_sent: MessagesBeingSentTable;
  unshown: UnshownTable;
  drafts: DraftsTable;
  pending_deletions: PendingDeletionsTable;
  pictures: PicturesTable;
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
  /** The user, keyed and hashed, once they are forgotten while something holds that never begins anew. */
  user_hash: Generated<string | null>;
}

/** One thing a person asked for, and the one message that shows it. */
export interface RequestsTable {
  id: string;
  /** The interaction's or message's id: the same event twice is one request. */
  key: string;
  account_id: number;
  guild_id: string | null;
  channel_id: string;
  kind: 'imagine' | 'edit' | 'remix';
  prompt: string;
  /** What the person chose, as JSON (`RequestOptions`). */
  options: string;
  locale: string;
  created_at: WallMs;
  /** By choice, or because Discord made it so: shown to its member alone. */
  is_private: number;
  /** The task whose picture this one starts from, or is drawn again from. */
  parent_task_id: string | null;
  /** The chat message that asked, where it was no interaction: the bot answers it with a message of its own. */
  source_message_id: string | null;
  application_id: string;
  /** The newest one that can edit the message; null where there never was one. */
  interaction_token: string | null;
  /** When the interaction's token dies, as far as we know. */
  token_expires_at: SteadyMs;
  /** The largest file that Discord takes where the answer stands. */
  upload_limit_bytes: number;
  /** Known once the first answer has been accepted. */
  acknowledged_at: WallMs | null;
  message_id: string | null;
  /** A final state that waits to be shown, and how often showing it failed. */
  delivery_due_at: SteadyMs | null;
  delivery_attempts: number;
  /** The rung of the delivery ladder tried last, stored before it is tried. */
  delivery_rung: 'token' | 'channel-edit' | 'channel-message' | 'direct-message' | 'history' | null;
  delivery_nonce: string | null;
  delivered_at: WallMs | null;
  /** Whether a progress edit without an answer may stand in the result's place by now. */
  confirm_due: Generated<number>;
  /** Set while the picture before the edit stands in place of the result. */
  undone_at: WallMs | null;
  deleted_at: WallMs | null;
}

export type TaskState =
  | 'admitted'
  | 'queued'
  | 'submitting'
  | 'running'
  | 'completed'
  | 'unconfirmed'
  | 'delivered'
  | 'failed'
  | 'cancelled'
  | 'dropped';

/** One paid call of the image API. */
export interface TasksTable {
  id: string;
  request_id: string;
  /** `key:n` of its request. */
  key: string;
  state: TaskState;
  model: string;
  /** The request body's `params` as sent, but for the input pictures, JSON. */
  params: string;
  seed: number;
  estimate_micros: number;
  /** The record; what follows from how long ago it was goes by `admitted_steady`. */
  admitted_at: WallMs;
  admitted_steady: SteadyMs;
  /** When the scheduler looks at it next; null when nothing is left to do. */
  due_at: SteadyMs | null;
  /** Who works on it, and until when that claim holds. The token guards every update. */
  lease_token: string | null;
  lease_until: SteadyMs | null;
  submit_attempts: number;
  submitted_at: WallMs | null;
  /** The provider's id of it, durable before the first poll. */
  provider_task_id: string | null;
  running_at: SteadyMs | null;
  polls: number;
  /** Looks that failed, one after another, since the last that did not. */
  poll_failures: number;
  /** What the provider reported last, 0 to 1, and when. */
  progress: number | null;
  progress_at: SteadyMs | null;
  late_notice_at: WallMs | null;
  cancel_requested_at: WallMs | null;
  finished_at: WallMs | null;
  finished_steady: SteadyMs | null;
  /** Why it failed, in a word that the catalogue knows, and the provider's own reason. */
  failure: string | null;
  failure_detail: string | null;
  picture_id: string | null;
  cost_micros: number | null;
  cost_estimated: number;
  /** Who called it off, once the provider had begun: what a moderator stops stays unseen. */
  cancel_by: 'member' | 'moderator' | null;
  /** When its unconfirmed charge was given back to member and server. */
  released_here_at: WallMs | null;
  /** When its picture was taken out of a message that shows others on. */
  removed_at: Generated<WallMs | null>;
  /** When its member posted it for everybody: of a private message that shows others, only this one is public. */
  posted_at: Generated<WallMs | null>;
}

/** The pictures a request starts from, in order. */
export interface InputsTable {
  request_id: string;
  /** 1 to 4, as the API numbers them. */
  position: number;
  /** What people know it by: a file's name. */
  name: string;
  /** Where it is fetched from; null for what is in the picture store already. */
  url: string | null;
  /** Known once it has been fetched and made ready for the model. */
  picture_id: string | null;
}

/** Further messages that show a request's pictures. */
export interface ShowingsTable {
  message_id: string;
  request_id: string;
  /** The one whose picture it shows alone; null where it shows all. */
  task_id: Generated<string | null>;
  channel_id: string;
  created_at: WallMs;
  /** Posted by its member, copied for moderators, a report about it, or sent directly; null where that was not noted. */
  kind: Generated<'posting' | 'feed' | 'report' | 'direct' | null>;
  /** The server it stands in; null in direct messages, and where that was not noted. */
  guild_id: Generated<string | null>;
}

/** Messages of deleted results that still stand in Discord. */
export interface MessageRemovalsTable {
  id: string;
  request_id: string;
  channel_id: string;
  /** Null where only the request's token leads to it, and where the channel is to be searched for it. */
  message_id: string | null;
  /** Whether it is the request's own message, which its token can remove too. */
  is_own: number;
  queued_at: SteadyMs;
  due_at: SteadyMs;
  attempts: Generated<number>;
}

/** New messages whose ids Discord has not told yet. */
export interface MessagesBeingSentTable {
  id: string;
  request_id: string;
  channel_id: string;
  started_at: WallMs;
  /** When the attempt ended without an answer; null while it is under way. */
  ended_at: SteadyMs | null;
}

/** Results that could not be shown where they were asked for. */
export interface UnshownTable {
  request_id: string;
  account_id: number;
  since: SteadyMs;
  /** When its member was told, or it was settled that they are told at their next use of the bot. */
  told_at: SteadyMs | null;
  /** Whether that word is still to be given. */
  word_due: Generated<number>;
}

/** What a modal is about while it is open, or may be opened again: its id travels through the client, this does not. */
export interface DraftsTable {
  id: string;
  /** The only one who may send the modal. */
  account_id: number;
  kind: 'imagine' | 'edit' | 'remix';
  /** Whose avatar it is. */
  subject_account_id: number | null;
  is_private: number;
  /** The pictures to choose from, JSON (`InputSource[]`). */
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
  picture_id: string;
  /** The message under which it was chosen, which goes too. */
  channel_id: string;
  message_id: string;
  is_ephemeral: number;
  /** Of the interaction that chose it: it can remove that message, and lives as long as this row. */
  interaction_token: string;
  created_at: WallMs;
  expires_at: SteadyMs;
}

/** A content-addressed file under `PICTURES_DIR`; the id is the SHA-256 of its bytes, in hexadecimal. */
export interface PicturesTable {
  id: string;
  format: 'jpeg' | 'png' | 'webp';
  bytes: number;
  width: number;
  height: number;
  created_at: WallMs;
  /** Retention removes it after this moment. */
  keep_until: SteadyMs;
}

export type RequestRow = Selectable<RequestsTable>;
export type NewRequestRow = Insertable<RequestsTable>;
export type TaskRow = Selectable<TasksTable>;
export type NewTaskRow = Insertable<TasksTable>;
export type TaskChange = Updateable<TasksTable>;
export type RequestChange = Updateable<RequestsTable>;
export type PictureRow = Selectable<PicturesTable>;
export type InputRow = Selectable<InputsTable>;
export type ShowingRow = Selectable<ShowingsTable>;
export type MessageRemovalRow = Selectable<MessageRemovalsTable>;
export type UnshownRow = Selectable<UnshownTable>;
export type DraftRow = Selectable<DraftsTable>;
export type PendingDeletionRow = Selectable<PendingDeletionsTable>;
