// Blocking somebody from having images made in a server, and letting them back in: both stand in
// the audit trail.
import type { RepliableInteraction } from 'discord.js';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import type { AuditFacts } from '../../src/servers/audit-facts.ts';
import { type ActiveBlock, findBlock, liftBlock, setBlock } from '../../src/servers/blocks.store.ts';
import { longTime } from '../../src/text/figures.ts';
import { joinSentences } from '../../src/text/join-words.ts';
import { describeEnd } from './audit/describe-change.ts';
import { requireBlockable, requireUnblockable } from './check-block.ts';

export interface Block {
  userId: string;
  reason: string | null;
  /** undefined until somebody lifts it. */
  spanMs?: number | undefined;
  /** Set where the block that there is was not seen: one that holds longer stays then. */
  keepsLonger?: boolean;
}

export interface BlockOutcome {
  words: string;
  /** False where the block that there was holds on. */
  isDone: boolean;
}

/** @throws {UserError} for whom they may not block */
export async function blockMember(
  interaction: RepliableInteraction,
  app: App,
  guildId: string,
  { userId, reason, spanMs, keepsLonger = false }: Block,
): Promise<BlockOutcome> {
  await requireBlockable(interaction, app, guildId, userId);
  const language = app.languageOf(interaction.locale);
  const { t } = language;
  const now = app.now();
  const endsAt = spanMs === undefined ? null : now + spanMs;
  const { known, left } = await app.db.transaction().execute(async (trx) => {
    const account_id = await accountOf(trx, userId, now);
    const actor_account_id = await accountOf(trx, interaction.user.id, now);
    const known = await findBlock(trx, guildId, account_id, now);
    if (known && known.endsAt === endsAt && known.reason === reason) return { known, left: 'same' as const };
    if (known && keepsLonger && isLonger(known.endsAt, endsAt)) return { known, left: 'longer' as const };
    await setBlock(trx, { guild_id: guildId, account_id, reason, actor_account_id, created_at: now, ends_at: endsAt });
    const facts = { ...factsOf(known), after: { is: 'block' as const, endsAt } };
    const entry = { guild_id: guildId, actor_account_id, target: `member:${account_id}`, facts, created_at: now };
    await addAudit(trx, { ...entry, action: 'member.block', reason });
    return { known, left: undefined };
  });
  const before = known && describeEnd(known.endsAt, t);
  if (left !== undefined) {
    const words = t(left === 'same' ? 'moderate.alreadyBlocked' : 'moderate.blockedLonger', {
      member: userId,
      end: before ?? '',
    });
    return { words, isDone: false };
  }
  const words = [
    endsAt === null
      ? t('moderate.blocked', { member: userId })
      : t('moderate.blockedUntil', { member: userId, when: longTime(endsAt) }),
    ...(before === undefined ? [] : [t('moderate.blockReplaced', { end: before })]),
  ];
  return { words: joinSentences(words, language), isDone: true };
}

/** Each the end of a block; null until it is lifted. */
const isLonger = (one: number | null, other: number | null): boolean => other !== null && (one === null || one > other);

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
