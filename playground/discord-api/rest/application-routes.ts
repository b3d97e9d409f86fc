// The application itself, its commands, people and servers.
import { describeApplication } from '../application.ts';
import { refusals } from '../discord-error.ts';
import { describeGuild, describeMember } from '../objects.ts';
import { checkCommands } from '../rules/command-rules.ts';
import { checkSchema } from '../rules/schema.ts';
import { APPLICATION_ID, BOT_ID, botUser } from '../seed.ts';
import { type DiscordState, personById, type StoredCommand } from '../state.ts';
import type { Call, Route } from './router.ts';

type Json = Record<string, unknown>;

export const applicationRoutes: Route[] = [
  {
    method: 'GET',
    path: 'gateway/bot',
    auth: 'bot',
    handle: (state) => [
      200,
      {
        url: state.origin.replace('http', 'ws'),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
      },
    ],
  },
  { method: 'GET', path: 'applications/@me', auth: 'bot', handle: (state) => [200, describeApplication(state)] },
  { method: 'GET', path: 'oauth2/applications/@me', auth: 'bot', handle: (state) => [200, describeApplication(state)] },
  { method: 'GET', path: 'users/@me', auth: 'bot', handle: () => [200, botUser] },
  { method: 'GET', path: 'users/@me/guilds', auth: 'bot', limit: { limit: 1, perMs: 1_000 }, handle: listOwnGuilds },
  { method: 'GET', path: 'users/{}', auth: 'bot', handle: (state, { params }) => [200, findUser(state, params[0])] },
  {
    method: 'GET',
    path: 'guilds/{}',
    auth: 'bot',
    handle: (state, { params }) => [200, describeGuild(state, findGuild(state, params[0]))],
  },
  { method: 'GET', path: 'guilds/{}/members/{}', auth: 'bot', handle: findMember },
  {
    method: 'GET',
    path: 'applications/{}/commands',
    auth: 'bot',
    handle: (state, call) => listCommands(state, call, 'global'),
  },
  {
    method: 'PUT',
    path: 'applications/{}/commands',
    auth: 'bot',
    handle: (state, call) => setCommands(state, call, 'global'),
  },
  {
    method: 'GET',
    path: 'applications/{}/guilds/{}/commands',
    auth: 'bot',
    handle: (state, call) => listCommands(state, call, findGuild(state, call.params[1]).id),
  },
  {
    method: 'PUT',
    path: 'applications/{}/guilds/{}/commands',
    auth: 'bot',
    handle: (state, call) => setCommands(state, call, findGuild(state, call.params[1]).id),
  },
];

function findUser(state: DiscordState, id = '') {
  const user = id === BOT_ID ? botUser : personById(state, id)?.user;
  if (!user) throw refusals.unknownUser();
  return user;
}

const OWN_GUILDS_MAX = 200;

/** Those that have the bot, by id, a page of at most 200 at a time. */
function listOwnGuilds(state: DiscordState, { query, refuseForm }: Call): [number, unknown] {
  const limit = Number(query.get('limit') ?? OWN_GUILDS_MAX);
  if (!Number.isInteger(limit) || limit < 1 || limit > OWN_GUILDS_MAX) refuseForm(['limit: not from 1 to 200']);
  const after = query.get('after');
  if (after !== null && !/^\d{1,20}$/.test(after)) refuseForm(['after: not a snowflake']);
  const own = state.guilds
    .filter(({ id, hasBot }) => hasBot && BigInt(id) > BigInt(after ?? 0))
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  return [
    200,
    own.slice(0, limit).map(({ id, name, ownerId }) => ({
      id,
      name,
      icon: null,
      banner: null,
      owner: ownerId === BOT_ID,
      permissions: '0',
      features: [],
    })),
  ];
}

function findGuild(state: DiscordState, id: string | undefined) {
  const guild = state.guilds.find((candidate) => candidate.id === id);
  if (!guild) throw refusals.unknownGuild();
  if (!guild.hasBot) throw refusals.missingAccess();
  return guild;
}

function findMember(state: DiscordState, { params }: Call): [number, unknown] {
  const guild = findGuild(state, params[0]);
  // Its rights come from the channels' overwrites alone here.
  if (params[1] === BOT_ID) return [200, describeMember({ user: botUser }, guild.id)];
  const person = personById(state, params[1] ?? '');
  if (!person) throw refusals.unknownUser();
  if (guild.members[person.key] === undefined) throw refusals.unknownMember();
  return [200, describeMember(person, guild.id, guild.memberRoles[person.key])];
}

function listCommands(state: DiscordState, { params }: Call, scope: string): [number, unknown] {
  if (params[0] !== APPLICATION_ID) throw refusals.missingAccess();
  return [200, (state.commands.get(scope) ?? []).map(({ body }) => body)];
}

function setCommands(state: DiscordState, call: Call, scope: string): [number, unknown] {
  if (call.params[0] !== APPLICATION_ID) throw refusals.missingAccess();
  if (!Array.isArray(call.body)) call.refuseForm(['body: not a list']);
  const bodies = call.body as Json[]; // Just checked to be a list; its parts are checked next.
  call.refuseForm([
    ...bodies.flatMap((body) => checkSchema('ApplicationCommandUpdateRequestSchema', body)),
    ...checkCommands(bodies, scope !== 'global'),
  ]);
  const known = state.commands.get(scope) ?? [];
  const commands = bodies.map((body) => storeCommand(state, body, scope, known));
  state.commands.set(scope, commands);
  state.events.emit('change');
  return [200, commands.map(({ body }) => body)];
}

/** With what Discord adds and fills in; a command of the same name keeps its id. */
function storeCommand(state: DiscordState, body: Json, scope: string, known: readonly StoredCommand[]): StoredCommand {
  const type = Number(body.type ?? 1);
  const name = String(body.name);
  const id = known.find((command) => command.name === name && command.type === type)?.id ?? state.nextId();
  const places =
    scope === 'global'
      ? { contexts: body.contexts ?? null, integration_types: body.integration_types ?? [0] }
      : { guild_id: scope };
  const full = {
    id,
    application_id: APPLICATION_ID,
    version: state.nextId(),
    type,
    name,
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? '',
    description_localizations: body.description_localizations ?? null,
    default_member_permissions: body.default_member_permissions ?? null,
    dm_permission: true,
    nsfw: body.nsfw ?? false,
    ...(Array.isArray(body.options) && body.options.length > 0 ? { options: body.options } : {}),
    ...places,
  };
  return { id, name, type, body: full };
}
