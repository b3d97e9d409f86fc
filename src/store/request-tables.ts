// The tables of what people asked for and of the tasks that make it, as TypeScript sees them.

import type { Generated, Insertable, Selectable, Updateable } from 'kysely';
import type { SteadyMs, WallMs } from '../clock.ts';

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
  /** Of the message that shows it. */
  locale: string;
  /** What its member reads; null where Discord did not say. */
  member_locale: Generated<string | null>;
  created_at: WallMs;
  /** By choice, or because Discord made it so: shown to its member alone. */
  is_private: number;
  /** The task whose image this one starts from, or is made again from. */
  parent_task_id: string | null;
  /**
   * The chat message that asked, where it was no interaction: the bot answers it with a message of
   * its own.
   */
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
  /** The delivery method tried last, stored before it is tried. */
  delivery_method: 'token' | 'channel-edit' | 'channel-message' | 'direct-message' | 'history' | null;
  delivery_nonce: string | null;
  delivered_at: WallMs | null;
  /** Whether a progress edit without an answer may stand in the result's place by now. */
  confirm_due: Generated<number>;
  /** Set while the image before the edit stands in place of the result. */
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
  /** The request body's `params` as sent, but for the input images, JSON. */
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
  /**
   * The cost as the provider reported it last, while the task is not ended here: its result is not
   * fetched yet.
   */
  reported_cost_text: Generated<string | null>;
  /** Why it failed, in a word that the catalogue knows, and the provider's own reason. */
  failure: string | null;
  failure_detail: string | null;
  image_id: string | null;
  cost_micros: number | null;
  cost_estimated: number;
  /** Who called it off, once the provider had begun: what a moderator stops stays unseen. */
  cancel_by: 'member' | 'moderator' | null;
  /** When its unconfirmed charge was given back to member and server. */
  released_here_at: WallMs | null;
  /** When its image was taken out of a message that shows others on. */
  removed_at: Generated<WallMs | null>;
  /**
   * When its member posted it for everybody: of a private message that shows others, only this one
   * is public.
   */
  posted_at: Generated<WallMs | null>;
}

/** The images a request starts from, in order. */
export interface InputsTable {
  request_id: string;
  /** 1 to 4, as the API numbers them. */
  position: number;
  /** What people know it by: a file's name. */
  name: string;
  /** Where it is fetched from; null for what is in the image store already. */
  url: string | null;
  /** Known once it has been fetched and made ready for the model. */
  image_id: string | null;
}

export type RequestRow = Selectable<RequestsTable>;
export type NewRequestRow = Insertable<RequestsTable>;
export type TaskRow = Selectable<TasksTable>;
export type NewTaskRow = Insertable<TasksTable>;
export type TaskChange = Updateable<TasksTable>;
export type RequestChange = Updateable<RequestsTable>;
export type InputRow = Selectable<InputsTable>;
