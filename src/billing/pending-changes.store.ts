// Changes of budgets that wait to be confirmed: short-lived, and nobody's but their author's.
import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import type { Clock, SteadyMs } from '../clock.ts';
import type { Database } from '../store/schema.ts';
import { budgetWindows } from './budget-rule.ts';

type Db = Kysely<Database>;

/** Long enough to read it again. */
const LIFE_MS = 15 * 60 * 1000;

const micros = z.int().min(0);

const budgetChange = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('set'),
    subject: z.enum(['server', 'default', 'role', 'member']),
    /** A role's id, or a member's account; '' for the server and its default. */
    subjectId: z.string(),
    rule: z.object({
      limitMicros: micros,
      window: z.enum(budgetWindows),
      limitImages: z.int().min(0).optional(),
    }),
  }),
  z.object({
    do: z.literal('grant'),
    accountId: z.int(),
    amountMicros: micros,
    reason: z.string(),
    /**
     * How long it can be spent from, counted from when it is made; null for one that does not
     * expire.
     */
    lifeMs: z.int().nullable(),
  }),
]);

/** A limit to be set, or a grant to be made. */
export type BudgetChange = z.infer<typeof budgetChange>;

/** Whose a pending change is, and where it is to be made. */
export interface ChangeAuthor {
  accountId: number;
  guildId: string;
}

/** @returns the pending change's id */
export async function insertPendingChange(
  db: Db,
  { accountId, guildId }: ChangeAuthor,
  change: BudgetChange,
  { now, steadyNow }: Clock,
): Promise<string> {
  const id = randomBytes(12).toString('hex');
  const times = { created_at: now(), expires_at: steadyNow() + LIFE_MS };
  await db.deleteFrom('pending_budget_changes').where('expires_at', '<=', steadyNow()).execute();
  await db
    .insertInto('pending_budget_changes')
    .values({ id, account_id: accountId, guild_id: guildId, change: JSON.stringify(change), ...times })
    .execute();
  return id;
}

/**
 * @returns undefined where it is another's or another server's, made already, expired or unknown
 */
export async function findPendingChange(
  db: Db,
  id: string,
  { accountId, guildId }: ChangeAuthor,
  now: SteadyMs,
): Promise<BudgetChange | undefined> {
  const row = await db
    .selectFrom('pending_budget_changes')
    .select('change')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('guild_id', '=', guildId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && budgetChange.parse(JSON.parse(row.change));
}

/**
 * Takes a pending change away, so that it is made once however often it is confirmed.
 * @returns it, or undefined as above
 */
export async function takePendingChange(
  trx: Transaction<Database>,
  id: string,
  author: ChangeAuthor,
  now: SteadyMs,
): Promise<BudgetChange | undefined> {
  const change = await findPendingChange(trx, id, author, now);
  if (!change) return undefined;
  const { numDeletedRows } = await trx.deleteFrom('pending_budget_changes').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n ? change : undefined;
}
