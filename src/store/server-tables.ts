// The tables of what servers decide for themselves, as TypeScript sees them.

import type { Generated, Selectable } from 'kysely';
import type { WallMs } from '../clock.ts';

/** What a server has decided; what is not there is as the program has it. Values are JSON. */
export interface SettingsTable {
  guild_id: string;
  name: string;
  value: string;
}

/** Who may not have images made in a server. */
export interface BlocksTable {
  guild_id: string;
  account_id: number;
  reason: string | null;
  actor_account_id: number;
  created_at: WallMs;
  /** null until somebody lifts it. */
  ends_at: WallMs | null;
  /** The user, keyed and hashed, once the account is forgotten. */
  user_hash: Generated<string | null>;
}

/** Who changed what, when and why. Only ever added to. */
export interface AuditTable {
  id: Generated<number>;
  /** null for what concerns the whole bot. */
  guild_id: string | null;
  actor_account_id: number;
  /** `budget.set`, `member.block` */
  action: string;
  target: string | null;
  /**
   * What is the same in every language, such as an id; in rows without `facts`, words as shown to
   * whoever did it.
   */
  before: string | null;
  after: string | null;
  /** Before and after, JSON (`AuditFacts`). */
  facts: string | null;
  reason: string | null;
  created_at: WallMs;
}

/** Prompts to use again: a member's own, or a server's for all its members. */
export interface PresetsTable {
  id: Generated<number>;
  /** null for one that is its member's alone. */
  guild_id: string | null;
  /** Whose it is, or who saved it for the server. */
  account_id: number;
  name: string;
  /** The name as it is compared: whatever its case and accents. */
  name_key: string;
  /** May hold `{prompt}`, in whose place goes what is typed. */
  prompt: string;
  /** What else it says, JSON (`PresetOptions`). */
  options: string;
  created_at: WallMs;
}

export type PresetRow = Selectable<PresetsTable>;
export type BlockRow = Selectable<BlocksTable>;
export type AuditRow = Selectable<AuditTable>;
