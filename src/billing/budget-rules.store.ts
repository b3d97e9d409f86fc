// The rules a server has set: for itself, for each of its members, for roles and for single
// members.

import type { Kysely } from 'kysely';
import type { WallMs } from '../clock.ts';
import type { BudgetRow } from '../store/billing-tables.ts';
import type { Database } from '../store/schema.ts';
import type { BudgetRule } from './budget-rule.ts';

type Db = Kysely<Database>;

export type BudgetSubject = BudgetRow['subject'];

/** Whom a rule is for: a role's id, a member's account, or nobody in particular. */
export interface RuleTarget {
  guildId: string;
  subject: BudgetSubject;
  /** '' for the server and its default. */
  subjectId: string;
}

export interface ServerRule extends BudgetRule {
  subject: BudgetSubject;
  subjectId: string;
}

export async function rulesOfServer(db: Db, guildId: string): Promise<ServerRule[]> {
  const rows = await db.selectFrom('budgets').selectAll().where('guild_id', '=', guildId).execute();
  return rows.map(toRule);
}

/** Whether exactly this rule is set: to set it again changes nothing. */
export async function hasRule(db: Db, target: RuleTarget, rule: BudgetRule): Promise<boolean> {
  const { guildId: guild_id, subject, subjectId: subject_id } = target;
  const known = await db
    .selectFrom('budgets')
    .select(['limit_micros', 'limit_images', 'window'])
    .where('guild_id', '=', guild_id)
    .where('subject', '=', subject)
    .where('subject_id', '=', subject_id)
    .executeTakeFirst();
  return (
    known?.limit_micros === rule.limitMicros &&
    known.limit_images === (rule.limitImages ?? null) &&
    known.window === rule.window
  );
}

/** Sets a rule in place of the one before. @returns whether that changes anything */
export async function setRule(db: Db, target: RuleTarget, rule: BudgetRule, now: WallMs): Promise<boolean> {
  if (await hasRule(db, target, rule)) return false;
  const values = {
    limit_micros: rule.limitMicros,
    limit_images: rule.limitImages ?? null,
    window: rule.window,
    changed_at: now,
  };
  const { guildId: guild_id, subject, subjectId: subject_id } = target;
  await db
    .insertInto('budgets')
    .values({ guild_id, subject, subject_id, ...values })
    .onConflict((conflict) => conflict.columns(['guild_id', 'subject', 'subject_id']).doUpdateSet(values))
    .execute();
  return true;
}

/** @returns whether there was one */
export async function clearRule(db: Db, { guildId, subject, subjectId }: RuleTarget): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('budgets')
    .where('guild_id', '=', guildId)
    .where('subject', '=', subject)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

const toRule = ({ subject, subject_id, limit_micros, limit_images, window }: BudgetRow): ServerRule => ({
  subject,
  subjectId: subject_id,
  limitMicros: limit_micros,
  window,
  ...(limit_images === null ? {} : { limitImages: limit_images }),
});
