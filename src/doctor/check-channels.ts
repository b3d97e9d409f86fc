// Whether the bot can post in the channels that servers chose for reports and for the feed: rights
// are taken away later, and then nobody is told.
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { canHoldPosts, POSTING_PERMISSIONS } from '../discord/api/channel-permissions.ts';
import { DiscordLimitError } from '../discord/api/rest/rate-limit.ts';
import { type ChosenChannel, chosenChannels } from '../servers/settings.store.ts';
import { openDatabaseReadOnly } from '../store/open-database.ts';
import { sqlitePath } from '../store/sqlite-path.ts';
import { askDiscord, limitOf } from './ask-discord.ts';
import { channelPermissions, channelShape, guildShape, memberShape } from './channel-access.ts';
import { defineCheck, describeLimit } from './check.ts';
import { type Finding, ok, warning } from './finding.ts';

type Access = Parameters<typeof askDiscord>[0];

export const checkChannels = defineCheck(
  'channels',
  ['DISCORD_TOKEN', 'DISCORD_API_URL', 'DATABASE_URL'],
  async (config) => {
    if (!existsSync(sqlitePath(config.DATABASE_URL))) return [];
    const db = openDatabaseReadOnly(config.DATABASE_URL);
    // A database that cannot be read is the database check's finding.
    const chosen = await chosenChannels(db)
      .catch(() => [])
      .finally(() => db.destroy());
    if (chosen.length === 0) return [];
    const bot = z.object({ id: z.string() }).safeParse((await askDiscord(config, '/users/@me')).body).data;
    if (!bot) return [];
    const findings: Finding[] = [];
    for (const channel of chosen) {
      const problem = await findProblem(config, bot.id, channel).catch(limitOf);
      // What was found so far is told all the same.
      if (problem instanceof DiscordLimitError) return [...findings, describeLimit(problem)];
      const named = `the ${channel.name} of server ${channel.guildId}, ${channel.channelId},`;
      findings.push(
        problem === undefined
          ? ok(`${named} can be posted in`)
          : warning(
              `${named} ${problem}`,
              `Grant the bot these permissions there, or choose another channel: /settings ${channel.name}.`,
            ),
      );
    }
    return findings;
  },
);

/**
 * @returns what is wrong, to stand after the channel's name; undefined where nothing is, or Discord
 * does not say
 */
async function findProblem(
  config: Access,
  botId: string,
  { guildId, channelId }: ChosenChannel,
): Promise<string | undefined> {
  const answer = await askDiscord(config, `/channels/${channelId}`);
  if (answer.status === 404) return 'no longer exists';
  if (answer.status === 403) return 'cannot be seen by the bot';
  const channel = channelShape.safeParse(answer.body).data;
  if (!channel) return undefined;
  if (!canHoldPosts(channel.type)) return 'is of a kind that takes no plain messages';
  const [guild, member] = [
    guildShape.safeParse((await askDiscord(config, `/guilds/${guildId}`)).body).data,
    memberShape.safeParse((await askDiscord(config, `/guilds/${guildId}/members/${botId}`)).body).data,
  ];
  if (!guild || !member) return undefined;
  const permissions = channelPermissions(botId, guild, member, channel);
  const missing = Object.entries(POSTING_PERMISSIONS).filter(([, flag]) => (permissions & flag) === 0n);
  return missing.length === 0 ? undefined : `lacks ${missing.map(([name]) => name).join(', ')} for the bot`;
}
