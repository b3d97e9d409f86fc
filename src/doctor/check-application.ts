// The application as Discord knows it: its token, its intents, where its events go, and who may
// install it.
import { ApplicationFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { applicationIdOf } from '../config/application-id.ts';
import type { Config } from '../config/settings.ts';
import { DiscordLimitError } from '../discord/api/rest/rate-limit.ts';
import { INSTALL_PERMISSIONS, installLink } from '../discord/registration/install-link.ts';
import { askDiscord, type DiscordAnswer, limitOf } from './ask-discord.ts';
import { defineCheck, describeLimit } from './check.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

const PORTAL = 'https://discord.com/developers/applications';

const application = z.object({
  id: z.string(),
  name: z.string(),
  flags: z.number().default(0),
  bot_public: z.boolean().default(true),
  bot_require_code_grant: z.boolean().default(false),
  interactions_endpoint_url: z.string().nullish(),
  integration_types_config: z.record(z.string(), z.unknown()).optional(),
});
type Application = z.output<typeof application>;

export const checkApplication = defineCheck(
  'Discord',
  ['DISCORD_TOKEN', 'DISCORD_API_URL', 'MESSAGE_CONTENT_INTENT', 'USER_INSTALL', 'ALLOWED_GUILDS'],
  async (config) => {
    const answer = await askDiscord(config, '/applications/@me').catch(limitOf);
    if (answer instanceof DiscordLimitError) return [describeLimit(answer), ...linkOf(config)];
    const known = application.safeParse(answer.body);
    if (answer.status !== 200 || !known.success) return [explainRefusal(config, answer), ...linkOf(config)];
    return [
      ok(`logged in as ${known.data.name} (${known.data.id})`),
      ...lookAtIntent(config, known.data),
      ...lookAtInstallation(config, known.data),
    ];
  },
);

function explainRefusal({ DISCORD_API_URL }: Pick<Config, 'DISCORD_API_URL'>, answer: DiscordAnswer): Finding {
  if (answer.status === undefined)
    return failure(
      `nothing answers at ${DISCORD_API_URL} (${answer.problem})`,
      'Check DISCORD_API_URL, the network and the firewall; remove the setting to use Discord itself.',
    );
  if (answer.status === 401)
    return failure(
      'does not accept DISCORD_TOKEN',
      `Reset the token on the Bot page of ${PORTAL}, and put the new one into DISCORD_TOKEN.`,
    );
  return failure(
    `the server at ${DISCORD_API_URL} (HTTP ${answer.status}) is not Discord's API`,
    'Check DISCORD_API_URL: it ends in /api, without a version. If it is right, see https://discordstatus.com.',
  );
}

/** Where Discord does not say who the bot is, its token does. */
function linkOf({ DISCORD_TOKEN }: Pick<Config, 'DISCORD_TOKEN'>): Finding[] {
  const id = applicationIdOf(DISCORD_TOKEN);
  return id === undefined ? [] : [describeLink(id)];
}

const describeLink = (id: string): Finding =>
  ok(`install link, with permissions ${INSTALL_PERMISSIONS}: ${installLink(id)}`);

function lookAtIntent({ MESSAGE_CONTENT_INTENT }: Pick<Config, 'MESSAGE_CONTENT_INTENT'>, { flags }: Application) {
  const granted =
    (flags & (ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited)) !== 0;
  if (MESSAGE_CONTENT_INTENT && !granted)
    return [
      failure(
        'MESSAGE_CONTENT_INTENT is true, but the intent is off at Discord, which will refuse the login',
        `Turn on Message Content Intent on the Bot page of ${PORTAL}, or set MESSAGE_CONTENT_INTENT=false.`,
      ),
    ];
  if (!MESSAGE_CONTENT_INTENT && granted)
    return [
      warning(
        'the Message Content intent is on at Discord, but not used',
        'Set MESSAGE_CONTENT_INTENT=true, so that members can edit other people’s images by replying to them.',
      ),
    ];
  return [ok(granted ? 'Message Content intent: on' : 'Message Content intent: off, and not requested')];
}

function lookAtInstallation(
  { USER_INSTALL, ALLOWED_GUILDS }: Pick<Config, 'USER_INSTALL' | 'ALLOWED_GUILDS'>,
  known: Application,
): Finding[] {
  const findings: Finding[] = [];
  if (known.interactions_endpoint_url)
    findings.push(
      failure(
        'has an Interactions Endpoint URL, so no interactions reach the bot',
        `Clear Interactions Endpoint URL on the General Information page of ${PORTAL}.`,
      ),
    );
  if (known.bot_require_code_grant)
    findings.push(
      failure(
        'requires a code grant, so the install link does not work',
        `Turn off Requires OAuth2 Code Grant on the Bot page of ${PORTAL}.`,
      ),
    );
  if (USER_INSTALL && known.integration_types_config && !('1' in known.integration_types_config))
    findings.push(
      failure(
        'USER_INSTALL is true, but the application cannot be installed by users',
        `Tick User Install on the Installation page of ${PORTAL}, or set USER_INSTALL=false.`,
      ),
    );
  if (known.bot_public && !ALLOWED_GUILDS)
    findings.push(
      warning(
        'anybody can install the bot anywhere, at your cost',
        `Name your servers in ALLOWED_GUILDS, or turn off Public Bot on the Bot page of ${PORTAL}.`,
      ),
    );
  findings.push(describeLink(known.id));
  return findings;
}
