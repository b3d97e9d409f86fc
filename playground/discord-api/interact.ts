// What people do that makes an interaction: commands, autocomplete, buttons, selects, modals and
// menus, checked as their client checks it.
import type { APIAttachment } from 'discord-api-types/v10';
import { ApplicationCommandOptionType, ComponentType, InteractionType } from 'discord-api-types/v10';
import { storeFile, type Upload } from './attachments.ts';
import { type Actor, ClientRefusal, contextOf, startInteraction } from './interaction-event.ts';
import { shown } from './message-references.ts';
import type { Guild, Person, StoredMessage } from './model.ts';
import { describeChannel, describeMember, describeRole, EVERY_PERMISSION } from './objects.ts';
import { type GivenOption, readOptions } from './read-options.ts';
import { type DiscordState, guildOf, personById, type StoredCommand } from './state.ts';

export interface SlashUse {
  name: string;
  options: Record<string, unknown>;
  files: Record<string, Upload>;
  /** Set while typing: the option in which autocomplete is asked for. */
  focused?: string | undefined;
}

/** @returns the interaction's id. @throws {ClientRefusal} as the client would */
export async function useSlash(
  state: DiscordState,
  actor: Actor,
  { name, options, files, focused }: SlashUse,
): Promise<string> {
  const [commandName = '', ...path] = name.trim().split(/\s+/);
  const command = findCommand(state, actor, commandName, 1);
  const attachments: Record<string, APIAttachment> = {};
  for (const [option, file] of Object.entries(files))
    attachments[option] = await storeFile(state, actor.channel.id, file);
  const ids = Object.fromEntries(Object.entries(attachments).map(([option, { id }]) => [option, id]));
  const given = readOptions(command.body, path, { ...options, ...ids }, focused);
  const resolved = {
    ...(Object.keys(attachments).length > 0
      ? { attachments: Object.fromEntries(Object.values(attachments).map((file) => [file.id, file])) }
      : {}),
    ...resolvePeople(state, actor, given),
    ...resolvePlaces(state, actor, given),
  };
  const data = {
    id: command.id,
    name: command.name,
    type: 1,
    options: given,
    ...(typeof command.body.guild_id === 'string' ? { guild_id: command.body.guild_id } : {}),
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
  };
  const type =
    focused === undefined ? InteractionType.ApplicationCommand : InteractionType.ApplicationCommandAutocomplete;
  return startInteraction(state, actor, { type, data, source: null });
}

/** Roles and channels that options name by their ids. */
function resolvePlaces(state: DiscordState, { channel }: Actor, options: readonly GivenOption[]) {
  const guild = guildOf(state, channel);
  const named = (type: number) =>
    flatten(options)
      .filter((option) => option.type === type)
      .map(({ value }) => String(value));
  const roles = named(ApplicationCommandOptionType.Role).map((id) => {
    // Discord's clients offer @everyone among the roles.
    const role = id === guild?.id ? { name: '@everyone' } : guild?.roles.find((candidate) => candidate.id === id);
    if (!role) throw new ClientRefusal(`there is no role ${id} here`);
    return [id, describeRole(id, role.name, 1)] as const;
  });
  const channels = named(ApplicationCommandOptionType.Channel).map((id) => {
    const found = state.channels.find((candidate) => candidate.id === id && candidate.guildId === guild?.id);
    if (!found) throw new ClientRefusal(`there is no channel ${id} here`);
    return [id, { ...describeChannel(state, found), permissions: '0' }] as const;
  });
  return {
    ...(roles.length > 0 ? { roles: Object.fromEntries(roles) } : {}),
    ...(channels.length > 0 ? { channels: Object.fromEntries(channels) } : {}),
  };
}

/** Those of subcommands, however deep. */
const flatten = (options: readonly GivenOption[]): GivenOption[] =>
  options.flatMap((option) => (option.options ? flatten(option.options) : [option]));

/** Whom options name by their ids. */
function resolvePeople(state: DiscordState, { channel }: Actor, options: readonly GivenOption[]) {
  const people = flatten(options)
    .filter(({ type }) => type === ApplicationCommandOptionType.User)
    .map(({ value }) => {
      const person = personById(state, String(value));
      if (!person) throw new ClientRefusal(`nobody has the id ${value}`);
      return person;
    });
  if (people.length === 0) return {};
  return describePeople(people, guildOf(state, channel));
}

/** As members too, those who are; without any, Discord sends no list. */
function describePeople(people: readonly Person[], guild: Guild | undefined) {
  const members = people.flatMap((person) => {
    const permissions = guild?.members[person.key];
    if (!guild || permissions === undefined) return [];
    const { user: _, ...member } = describeMember(person, guild.id, guild.memberRoles[person.key]);
    return [[person.user.id, { ...member, permissions: String(permissionsIn(guild, person, permissions)) }] as const];
  });
  return {
    users: Object.fromEntries(people.map(({ user }) => [user.id, user])),
    ...(members.length > 0 ? { members: Object.fromEntries(members) } : {}),
  };
}

/** An owner may do everything. */
const permissionsIn = ({ ownerId }: Guild, { user }: Person, permissions: bigint): bigint =>
  user.id === ownerId ? EVERY_PERMISSION : permissions;

/** Apps on a message or a person. */
export function useMenu(
  state: DiscordState,
  actor: Actor,
  name: string,
  target: { message: StoredMessage } | { person: Person },
): string {
  const type = 'message' in target ? 3 : 2;
  const command = findCommand(state, actor, name, type);
  const id = 'message' in target ? target.message.message.id : target.person.user.id;
  const resolved =
    'message' in target
      ? { messages: { [id]: shown(state, target.message) } }
      : describePeople([target.person], guildOf(state, actor.channel));
  return startInteraction(state, actor, {
    type: InteractionType.ApplicationCommand,
    data: { id: command.id, name, type, target_id: id, resolved },
    source: null,
  });
}

/** A button or a select on a message that the person sees. */
export function useComponent(
  state: DiscordState,
  actor: Actor,
  stored: StoredMessage,
  { customId, values }: { customId: string; values?: string[] | undefined },
): string {
  const component = componentsOf(stored.message.components).find((part) => part.custom_id === customId);
  if (!component) throw new ClientRefusal(`the message has no component ${customId}`);
  if (component.disabled === true) throw new ClientRefusal('This component is disabled');
  checkValues(component, values);
  const data = {
    custom_id: customId,
    component_type: component.type,
    id: component.id ?? 1,
    ...(values ? { values } : {}),
  };
  return startInteraction(state, actor, { type: InteractionType.MessageComponent, data, source: stored });
}

/** What no honest client sends: a component that the message does not have. */
export const forgeComponent = (
  state: DiscordState,
  actor: Actor,
  stored: StoredMessage,
  { customId, componentType, values }: { customId: string; componentType: number; values?: string[] | undefined },
): string => {
  const data = { custom_id: customId, component_type: componentType, id: 1, ...(values ? { values } : {}) };
  return startInteraction(state, actor, { type: InteractionType.MessageComponent, data, source: stored });
};

/**
 * What the client offers here: the server's own commands, then the global ones that may be used in
 * this place.
 */
export function commandsFor(state: DiscordState, { channel }: Actor): StoredCommand[] {
  const guild = guildOf(state, channel);
  const own = guild ? (state.commands.get(guild.id) ?? []) : [];
  const place = contextOf(channel);
  const install = (guild ? guild.hasBot : channel.withBot) ? 0 : 1;
  const global = (state.commands.get('global') ?? []).filter(({ body }) => {
    const contexts = Array.isArray(body.contexts) ? body.contexts : [0, 1];
    const installs = Array.isArray(body.integration_types) ? body.integration_types : [0];
    return contexts.includes(place) && installs.includes(install);
  });
  return [
    ...own,
    ...global.filter(({ name, type }) => !own.some((command) => command.name === name && command.type === type)),
  ];
}

function findCommand(state: DiscordState, actor: Actor, name: string, type: number): StoredCommand {
  const command = commandsFor(state, actor).find((candidate) => candidate.name === name && candidate.type === type);
  if (!command) throw new ClientRefusal(`there is no command ${name} here`);
  const needed = command.body.default_member_permissions;
  const guild = guildOf(state, actor.channel);
  if (
    typeof needed === 'string' &&
    guild &&
    ((guild.members[actor.person.key] ?? 0n) & BigInt(needed)) !== BigInt(needed)
  ) {
    throw new ClientRefusal(`there is no command ${name} here`);
  }
  return command;
}

interface Component {
  type: number;
  id?: number;
  custom_id?: string;
  disabled?: boolean;
  label?: string;
  options?: { value: string }[];
  min_values?: number;
  max_values?: number;
}

/** A select sends what can be chosen in it, a button nothing. */
function checkValues({ type, options = [], min_values = 1, max_values = 1 }: Component, values?: string[]): void {
  if (type !== ComponentType.StringSelect) {
    if (values) throw new ClientRefusal('nothing can be chosen here');
    return;
  }
  const chosen = values ?? [];
  const isOffered = chosen.every((value) => options.some((option) => option.value === value));
  if (!isOffered || chosen.length < min_values || chosen.length > max_values)
    throw new ClientRefusal('this cannot be chosen here');
}

/** Every component of a message, however deep. */
export function componentsOf(components: unknown): Component[] {
  if (!Array.isArray(components)) return [];
  return components.flatMap((component) => [
    component,
    ...componentsOf(component.components),
    ...componentsOf(component.accessory ? [component.accessory] : []),
  ]);
}
