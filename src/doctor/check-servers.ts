// Whether the bot is in the servers that the settings name.
import { installLink } from '../discord/install-link.ts';
import { askApplicationId, askDiscord } from './ask-discord.ts';
import { defineCheck } from './check.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

export const checkServers = defineCheck(
  'servers',
  ['DISCORD_TOKEN', 'DISCORD_API_URL', 'DISCORD_GUILD_ID', 'ALLOWED_GUILDS'],
  async (config) => {
    const { DISCORD_GUILD_ID: only, ALLOWED_GUILDS: allowed = [] } = config;
    const applicationId = await askApplicationId(config);
    if (applicationId === undefined) return [];
    const link = installLink(applicationId);
    const findings: Finding[] = [];
    for (const id of new Set([...(only === undefined ? [] : [only]), ...allowed])) {
      const { status } = await askDiscord(config, `/guilds/${id}`);
      if (status === 200) findings.push(ok(`the bot is in ${id}`));
      else if (id === only)
        findings.push(
          failure(`the bot is not in ${id}, which DISCORD_GUILD_ID names`, `Install it there: ${link}&guild_id=${id}`),
        );
      else
        findings.push(
          warning(`the bot is not in ${id}, which ALLOWED_GUILDS names`, `Install it there: ${link}&guild_id=${id}`),
        );
    }
    return findings;
  },
);
