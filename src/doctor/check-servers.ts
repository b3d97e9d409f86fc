// Whether the bot is in the servers that the settings name, and in no other.
import { z } from 'zod';
import { installLink } from '../discord/registration/install-link.ts';
import { askApplicationId, askDiscord } from './ask-discord.ts';
import { defineCheck } from './check.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

const PAGE_SIZE = 200;
/** So many servers are named one by one. */
const NAMED_MAX = 10;

const guildsShape = z.array(z.object({ id: z.string(), name: z.string() }));
type Guilds = z.infer<typeof guildsShape>;

export const checkServers = defineCheck(
  'servers',
  ['DISCORD_TOKEN', 'DISCORD_API_URL', 'DISCORD_GUILD_ID', 'ALLOWED_GUILDS'],
  async (config) => {
    const { DISCORD_GUILD_ID: only, ALLOWED_GUILDS: allowed } = config;
    const named = new Set([...(only === undefined ? [] : [only]), ...(allowed ?? [])]);
    if (named.size === 0) return [];
    const applicationId = await askApplicationId(config);
    // That Discord does not answer is the finding of another check.
    if (applicationId === undefined) return [];
    const guilds = await listGuilds(config);
    if (!guilds)
      return [warning('Discord did not list the servers that the bot is in', 'Run the doctor again in a minute.')];
    const link = installLink(applicationId);
    return [
      ...[...named].map((id) => lookAtNamed(id, guilds, id === only, link)),
      ...(allowed === undefined ? [] : lookAtOthers(guilds.filter(({ id }) => !allowed.includes(id)))),
    ];
  },
);

function lookAtNamed(id: string, guilds: Guilds, isOnly: boolean, link: string): Finding {
  const found = guilds.find((guild) => guild.id === id);
  if (found) return ok(`the bot is in ${describeServer(found)}`);
  const say = isOnly ? failure : warning;
  const setting = isOnly ? 'DISCORD_GUILD_ID' : 'ALLOWED_GUILDS';
  return say(
    `the bot is not in ${id}, which ${setting} names`,
    `Install it there: ${link}&guild_id=${id}, or remove the id from ${setting}.`,
  );
}

/** Servers in which every command is refused. */
function lookAtOthers(others: Guilds): Finding[] {
  const remedy = 'Add its id to ALLOWED_GUILDS, or remove the bot from that server.';
  const rest = others.length - NAMED_MAX;
  return [
    ...others
      .slice(0, NAMED_MAX)
      .map((guild) => warning(`the bot is in ${describeServer(guild)}, which ALLOWED_GUILDS does not name`, remedy)),
    ...(rest > 0 ? [warning(`the bot is in ${rest} more servers that ALLOWED_GUILDS does not name`, remedy)] : []),
  ];
}

/** The name is another person's words, and stands in one line. */
const describeServer = ({ id, name }: Guilds[number]): string => `${id} (${JSON.stringify(name)})`;

/** @returns undefined where Discord does not tell */
async function listGuilds(config: Parameters<typeof askDiscord>[0]): Promise<Guilds | undefined> {
  const guilds: Guilds = [];
  for (;;) {
    const after = guilds.at(-1)?.id ?? '0';
    const { body } = await askDiscord(config, `/users/@me/guilds?limit=${PAGE_SIZE}&after=${after}`);
    const page = guildsShape.safeParse(body).data;
    if (!page) return undefined;
    guilds.push(...page);
    if (page.length < PAGE_SIZE) return guilds;
  }
}
