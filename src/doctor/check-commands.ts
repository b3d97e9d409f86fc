// Whether Discord has the commands that this version of the bot has.
import { existsSync } from 'node:fs';
import type { Command } from '../discord/interactions/define-command.ts';
import { commandBodies, isSame, REGISTRATION_SETTINGS } from '../discord/registration/register-commands.ts';
import { readAppState } from '../servers/app-state.store.ts';
import { openDatabaseReadOnly } from '../store/open-database.ts';
import { sqlitePath } from '../store/sqlite-path.ts';
import type { Language } from '../text/text.ts';
import { askApplicationId, askDiscord } from './ask-discord.ts';
import { type Check, defineCheck } from './check.ts';
import { type Finding, ok, warning } from './finding.ts';

const REGISTER = 'npm start registers them by itself; npm run register does it now.';
const REFUSED =
  'If a limit was reached, start the bot again, or run npm run register, once it has passed; otherwise update the bot.';

export const checkCommands = (commands: readonly Command[], languageOf: (locale: string) => Language): Check =>
  defineCheck('commands', [...REGISTRATION_SETTINGS, 'DATABASE_URL'], async (config) => {
    const id = await askApplicationId(config);
    if (id === undefined) return [];
    const registeredIn = (place: string) =>
      askDiscord(config, `/applications/${id}${place}/commands?with_localizations=true`);
    const guildId = config.DISCORD_GUILD_ID;
    const own = await registeredIn(guildId === undefined ? '' : `/guilds/${guildId}`);
    const finding = compare(own.body, commandBodies(commands, config, languageOf), guildId);
    const findings = [finding.level === 'ok' ? finding : await explain(finding, config.DATABASE_URL)];
    if (guildId === undefined) return findings;
    const everywhere = await registeredIn('');
    if (Array.isArray(everywhere.body) && everywhere.body.length > 0)
      findings.push(
        warning(
          `the server ${guildId} shows commands twice: others are registered everywhere`,
          'Leave DISCORD_GUILD_ID out, or remove those registered everywhere.',
        ),
      );
    return findings;
  });

/** Adds why the last start could not register them, where the database tells. */
async function explain(finding: Finding, databaseUrl: string): Promise<Finding> {
  if (!existsSync(sqlitePath(databaseUrl))) return finding;
  const db = openDatabaseReadOnly(databaseUrl);
  // A database that cannot be read is the database check's finding.
  const reason = await readAppState(db, 'registration_refusal')
    .catch(() => undefined)
    .finally(() => db.destroy());
  return reason === undefined
    ? finding
    : warning(`${finding.what}; the last start could not register them: ${reason}`, REFUSED);
}

function compare(registered: unknown, bodies: ReturnType<typeof commandBodies>, guildId: string | undefined): Finding {
  const where = guildId === undefined ? 'everywhere' : `in server ${guildId}`;
  if (!Array.isArray(registered)) return warning(`could not be read ${where}`, 'Install the bot there first.');
  if (registered.length === 0) return warning(`none are registered ${where} yet`, REGISTER);
  return isSame(registered, bodies)
    ? ok(`all ${bodies.length} are registered ${where}`)
    : warning(`those registered ${where} are from another version or other settings`, REGISTER);
}
