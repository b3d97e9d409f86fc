// The application as Discord tells its own bot of it.
import { ApplicationFlags } from 'discord-api-types/v10';
import { APPLICATION_ID, botUser, seedPeople } from './seed.ts';
import type { DiscordState } from './state.ts';

/** Whoever manages the first server made the application. */
const OWNER = 'manager';

export function describeApplication(state: DiscordState): Record<string, unknown> {
  const { isPublic, needsCodeGrant, interactionsEndpoint, installs } = state.application;
  const flags = state.messageContentIntent ? ApplicationFlags.GatewayMessageContentLimited : 0;
  return {
    id: APPLICATION_ID,
    name: 'Kontext',
    description: '',
    icon: null,
    type: null,
    bot: describeUser(botUser),
    bot_public: isPublic,
    bot_require_code_grant: needsCodeGrant,
    integration_types_config: Object.fromEntries(installs.map((kind) => [kind, {}])),
    verify_key: '0'.repeat(64),
    flags,
    flags_new: String(flags),
    redirect_uris: [],
    interactions_endpoint_url: interactionsEndpoint,
    role_connections_verification_url: null,
    owner: describeUser(seedPeople().find(({ key }) => key === OWNER)?.user ?? botUser),
    approximate_guild_count: state.guilds.filter(({ hasBot }) => hasBot).length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}

/** As Discord's REST answers it, with everything that its schema asks for. */
const describeUser = (user: object) => ({ public_flags: 0, flags: 0, primary_guild: null, ...user });
