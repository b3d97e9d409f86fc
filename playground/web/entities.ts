// Who and what can be named in one place: people, roles and channels.
import type { Named } from './completion.ts';
import { CHANNEL, MENTIONABLE, ROLE, USER } from './option-values.ts';
import { type Channel, type Choice, type CommandOption, channelOf, type Guild, type World } from './shapes.ts';

/** Discord's numbers for kinds of channels. */
const CHANNEL_TYPES: Readonly<Record<Channel['kind'], number>> = { text: 0, direct: 1, thread: 11 };

/** Whom one can mention: the bot, and the people of this server; without a server, oneself. */
export const namedIn = (world: World, as: string, place: string): Named[] => [
  { id: world.botId, name: 'Kontext' },
  ...peopleIn(world, as, place),
];

function peopleIn(world: World, as: string, place: string): Named[] {
  const members = guildOf(world, as, place)?.members ?? [as];
  const people = world.people.filter(({ key }) => members.includes(key));
  return people.map(({ user }) => ({ id: user.id, name: user.global_name ?? user.username }));
}

/** What an option that names people, roles or channels can be given here; nothing for any other. */
export function entitiesFor({ type, channel_types }: CommandOption, world: World, as: string, place: string): Choice[] {
  const guild = guildOf(world, as, place);
  const people = () => peopleIn(world, as, place).map(({ id, name }) => ({ name: `@${name}`, value: id }));
  const roles = () => (guild?.roles ?? []).map(({ id, name }) => ({ name: `@${name}`, value: id }));
  if (type === USER) return people();
  if (type === ROLE) return roles();
  if (type === MENTIONABLE) return [...people(), ...roles()];
  if (type !== CHANNEL) return [];
  return world.channels
    .filter(({ guildId, kind }) => guildId === guild?.id && (channel_types?.includes(CHANNEL_TYPES[kind]) ?? true))
    .map(({ id, name }) => ({ name: `#${name}`, value: id }));
}

function guildOf(world: World, as: string, place: string): Guild | undefined {
  const guildId = channelOf(world, as, place)?.guildId;
  return world.guilds.find(({ id }) => id === guildId);
}
