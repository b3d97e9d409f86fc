// The budgets that hold for one person in one place, as the bot itself reckons them.
import { type BudgetState, budgetStates } from '../../src/billing/budgets.ts';
import { BUDGET_SETTINGS, budgetRulesOf } from '../../src/config/budget-rules-of.ts';
import { readConfig } from '../../src/config/read-config.ts';
import type { openDatabaseReadOnly } from '../../src/store/open-database.ts';
import type { World } from '../world.ts';

/** No account has it: somebody who has not used the bot yet has spent nothing. */
const NOBODY = 0;

/** @param channelKey anything but a server's channel stands for direct messages */
export async function budgetsOf(
  db: ReturnType<typeof openDatabaseReadOnly>,
  { discord, settings }: World,
  personKey: string,
  channelKey: string,
): Promise<BudgetState[]> {
  const { people, channels, guilds } = discord.state;
  const user = people.find(({ key }) => key === personKey)?.user;
  const channel = channels.find(({ key }) => key === channelKey);
  const guild = guilds.find(({ id }) => id === channel?.guildId);
  const account = await db
    .selectFrom('accounts')
    .select('id')
    .where('discord_user_id', '=', user?.id ?? '')
    .executeTakeFirst();
  return budgetStates(db, {
    accountId: account?.id ?? NOBODY,
    guildId: guild?.id ?? null,
    roleIds: guild?.memberRoles[personKey] ?? [],
    at: Date.now(),
    rules: budgetRulesOf(readConfig(settings(), BUDGET_SETTINGS)),
  });
}
