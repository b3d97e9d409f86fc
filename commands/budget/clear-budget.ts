// Taking limits away: one, or those of all roles that the server no longer has, which nobody could
// choose any more.
import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { rulesOfServer, type ServerRule } from '../../src/billing/budget-rules.store.ts';
import { authorOf, changeRule } from './change-budget.ts';
import { readTarget } from './read-change.ts';

/** @returns what was taken away, in words */
export async function clearBudget(
  interaction: ChatInputCommandInteraction,
  app: App,
  guildId: string,
): Promise<string> {
  const { options } = interaction;
  if (options.getSubcommand() === 'role' && options.getRole('role') === null)
    return clearDeletedRoles(interaction, app, guildId);
  const target = await readTarget(interaction, app, guildId);
  const author = await authorOf(interaction, app, guildId, target);
  return app.db.transaction().execute((trx) => changeRule(trx, app, author, { ...target, rule: undefined }));
}

async function clearDeletedRoles(interaction: ChatInputCommandInteraction, app: App, guildId: string): Promise<string> {
  const { t } = app.languageOf(interaction.locale);
  const author = await authorOf(interaction, app, guildId, undefined);
  // Of a server that the gateway has not told of, every role is there as far as anybody knows.
  const roles = interaction.guild?.roles.cache;
  const isDeleted = ({ subject, subjectId }: ServerRule) => subject === 'role' && roles?.has(subjectId) === false;
  const count = await app.db.transaction().execute(async (trx) => {
    const deleted = (await rulesOfServer(trx, guildId)).filter(isDeleted);
    for (const { subject, subjectId } of deleted)
      await changeRule(trx, app, author, { subject, subjectId, rule: undefined });
    return deleted.length;
  });
  return count === 0 ? t('budget.noDeletedRoles') : t('budget.deletedRoles', { count });
}
