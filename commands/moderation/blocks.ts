// Blocking somebody from having images drawn in a server, and letting them back in: both stand in
// the audit trail.
import type { RepliableInteraction } from 'discord.js';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import type { AuditFacts } from '../../src/servers/audit-facts.ts';
import { type ActiveBlock, findBlock, liftBlock, setBlock } from '../../src/servers/blocks.store.ts';
import { longTime } from '../../src/text/figures.ts';
import { requireBlockable, requireUnblockable } from './check-block.ts';
import { describeEnd } from './describe-change.ts';

export interface Block {
  userId: string;
  reason: string | null;
  /** undefined until somebody lifts it. */
  spanMs?: number | undefined;
}

/** @returns what was done, in words. @throws {UserError} for whom they may not block */
export async function blockMember(
  interaction: RepliableInteraction,
  app: App,
  guildId: string,
  { userId, reason, spanMs }: Block,
): Promise<string> {
  await requireBlockable(interaction, app, guildId, userId);
  const { t } = app.languageOf(interaction.locale);
  const now = app.now();
  const endsAt = spanMs === undefined ? null : now + spanMs;
  const isNew = await app.db.transaction().execute(async (trx) => {
    const account_id = await accountOf(trx, userId, now);
    const actor_account_id = await accountOf(trx, interaction.user.id, now);
    const known = await findBlock(trx, guildId, account_id, now);
    if (known && known.endsAt === endsAt && known.reason === reason) return false;
    await setBlock(trx, { guild_id: guildId, account_id, reason, actor_account_id, created_at: now, ends_at: endsAt });
    const facts = { ...factsOf(known), after: { is: 'block' as const, endsAt } };
    const entry = { guild_id: guildId, actor_account_id, target: `member:${account_id}`, facts, created_at: now };
    await addAudit(trx, { ...entry, action: 'member.block', reason });
    return true;
  });
  if (!isNew) return t('moderate.alreadyBlocked', { member: userId, end: describeEnd(endsAt, t) });
  if (endsAt === null) return t('moderate.blocked', { member: userId });
  return t('moderate.blockedUntil', { member: userId, when: longTime(endsAt) });
}

/** @returns what was done, in words. @throws {UserError} for a block that is not theirs to lift */
export async function unblockMember(
  interaction: RepliableInteraction,
  app: App,
  guildId: string,
  userId: string,
): Promise<string> {
  await requireUnblockable(interaction, app, userId);
  const { t } = app.languageOf(interaction.locale);
  const now = app.now();
  const wasBlocked = await app.db.transaction().execute(async (trx) => {
    const account_id = await accountOf(trx, userId, now);
    const actor_account_id = await accountOf(trx, interaction.user.id, now);
    const known = await findBlock(trx, guildId, account_id, now);
    // What has ended by itself goes too, and is nothing that somebody lifted.
    await liftBlock(trx, guildId, account_id);
    if (!known) return false;
    const entry = { guild_id: guildId, actor_account_id, target: `member:${account_id}`, facts: factsOf(known) };
    await addAudit(trx, { ...entry, action: 'member.unblock', reason: null, created_at: now });
    return true;
  });
  return t(wasBlocked ? 'moderate.unblocked' : 'moderate.wasNotBlocked', { member: userId });
}

/** The block that there was before. */
const factsOf = (block: ActiveBlock | undefined): AuditFacts =>
  block ? { before: { is: 'block', endsAt: block.endsAt } } : {};
