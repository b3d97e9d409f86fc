// Whom a moderator may block, and who may lift a block: nobody decides about those who decide about
// them, nor about themselves.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { hasAccess } from '../../src/discord/interactions/access.ts';
import { findRank, type Rank } from '../../src/discord/interactions/member-rank.ts';
import { UserError } from '../../src/errors.ts';

/**
 * @throws {UserError} for themselves, the server's owner, a manager where they are none, and where
 * Discord does not say who somebody is
 */
export async function requireBlockable(
  interaction: RepliableInteraction,
  app: App,
  guildId: string,
  userId: string,
): Promise<void> {
  const { t } = app.languageOf(interaction.locale);
  requireOther(interaction, app, userId);
  const rank = await rankOrRefuse(interaction, app, guildId, userId);
  if (rank === 'owner') throw new UserError(t('refusal.blockOwner'));
  if (rank === 'manager' && !(await hasAccess(interaction, 'manager', app)))
    throw new UserError(t('refusal.blockManager'));
}

/**
 * What can be said at once, before a form is opened.
 * @throws {UserError} for themselves, and the server's owner
 */
export function requireOther({ guild, user, locale }: RepliableInteraction, app: App, userId: string): void {
  const { t } = app.languageOf(locale);
  if (userId === user.id) throw new UserError(t('refusal.blockSelf'));
  if (userId === guild?.ownerId) throw new UserError(t('refusal.blockOwner'));
}

/** @throws {UserError} for a moderator's own block */
export async function requireUnblockable(interaction: RepliableInteraction, app: App, userId: string): Promise<void> {
  if (userId !== interaction.user.id || (await hasAccess(interaction, 'manager', app))) return;
  throw new UserError(app.languageOf(interaction.locale).t('refusal.unblockSelf'));
}

/**
 * A rank that is not known is no reason to block somebody: they might be the one who must not be.
 */
async function rankOrRefuse(
  interaction: RepliableInteraction,
  app: App,
  guildId: string,
  userId: string,
): Promise<Rank> {
  try {
    return await findRank(interaction, app, guildId, userId);
  } catch (error) {
    app.log.warn({ err: error, member: userId }, 'rights of a member not known');
    throw new UserError(app.languageOf(interaction.locale).t('refusal.blockUnknown'));
  }
}
