// Whether Discord has the commands that this version of the bot has.
import type { Command } from '../discord/define-command.ts';
import { commandBodies, isSame, REGISTRATION_SETTINGS } from '../discord/registration.ts';
import type { Language } from '../text/text.ts';
import { askApplicationId, askDiscord } from './ask-discord.ts';
import { type Check, defineCheck } from './check.ts';
import { type Finding, ok, warning } from './finding.ts';

const REGISTER = 'npm start registers them by itself; npm run register does it now.';

export const checkCommands = (commands: readonly Command[], languageOf: (locale: string) => Language): Check =>
  defineCheck('commands', REGISTRATION_SETTINGS, async (config) => {
    const id = await askApplicationId(config);
    if (id === undefined) return [];
    const registeredIn = (place: string) =>
      askDiscord(config, `/applications/${id}${place}/commands?with_localizations=true`);
    const guildId = config.DISCORD_GUILD_ID;
    const own = await registeredIn(guildId === undefined ? '' : `/guilds/${guildId}`);
    const findings = [compare(own.body, commandBodies(commands, config, languageOf), guildId)];
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

function compare(registered: unknown, bodies: ReturnType<typeof commandBodies>, guildId: string | undefined): Finding {
  const where = guildId === undefined ? 'everywhere' : `in server ${guildId}`;
  if (!Array.isArray(registered)) return warning(`cannot be asked for ${where}`, 'Install the bot there first.');
  if (registered.length === 0) return warning(`none are registered ${where} yet`, REGISTER);
  return isSame(registered, bodies)
    ? ok(`all ${bodies.length} are registered ${where}`)
    : warning(`those registered ${where} are of another version or other settings`, REGISTER);
}
