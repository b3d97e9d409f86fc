// What people do that makes an interaction: commands, autocomplete, buttons, selects, modals and menus, checked as their client checks it.
import { randomBytes } from 'node:crypto';
import type { APIAttachment } from 'discord-api-types/v10';
import {
  ApplicationIntegrationType,
  PermissionFlagsBits as Flags,
  InteractionContextType,
  InteractionType,
} from 'discord-api-types/v10';
import { storeFile, type Upload } from './attachments.ts';
import { shown } from './messages.ts';
import type { Channel, Guild, Person, StoredInteraction, StoredMessage } from './model.ts';
import { describeChannel, describeMember } from './objects.ts';
import { readOptions } from './read-options.ts';
import { watchFirstAnswer } from './rest/interaction-routes.ts';
import { APPLICATION_ID } from './seed.ts';
import { canSee, type DiscordState, guildOf, type StoredCommand } from './state.ts';

/** What Discord's own client says no to, before anything is sent. */
export class ClientRefusal extends Error {}

export interface Actor {
  person: Person;
  channel: Channel;
}

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
  const data = {
    id: command.id,
    name: command.name,
    type: 1,
    options: readOptions(command.body, path, { ...options, ...ids }, focused),
    ...(typeof command.body.guild_id === 'string' ? { guild_id: command.body.guild_id } : {}),
    ...(Object.keys(attachments).length > 0
      ? { resolved: { attachments: Object.fromEntries(Object.values(attachments).map((file) => [file.id, file])) } }
      : {}),
  };
  return start(
    state,
    actor,
    focused === undefined ? InteractionType.ApplicationCommand : InteractionType.ApplicationCommandAutocomplete,
    data,
    null,
  );
}

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
      : {
          users: { [id]: target.person.user },
          members: { [id]: { ...describeMember(target.person), user: undefined, permissions: '0' } },
        };
  return start(
    state,
    actor,
    InteractionType.ApplicationCommand,
    { id: command.id, name, type, target_id: id, resolved },
    null,
  );
}

/** A button or a select on a message that the person sees. */
export function useComponent(
  state: DiscordState,
  actor: Actor,
  stored: StoredMessage,
  customId: string,
  values?: string[],
): string {
  const component = componentsOf(stored.message.components).find((part) => part.custom_id === customId);
  if (!component) throw new ClientRefusal(`the message has no component ${customId}`);
  if (component.disabled === true) throw new ClientRefusal('This component is disabled');
  const data = {
    custom_id: customId,
    component_type: component.type,
    id: component.id ?? 1,
    ...(values ? { values } : {}),
  };
  return start(state, actor, InteractionType.MessageComponent, data, stored);
}

/** A modal's fields sent back. */
export function submitModal(
  state: DiscordState,
  actor: Actor,
  customId: string,
  components: unknown,
  source: StoredMessage | null,
): string {
  return start(state, actor, InteractionType.ModalSubmit, { custom_id: customId, components }, source);
}

/** A forged or replayed event: the very same payload once more. */
export function replay(state: DiscordState, id: string): void {
  const payload = lastPayloads.get(state)?.get(id);
  if (!payload) throw new ClientRefusal(`no interaction ${id}`);
  state.events.emit('dispatch', 'INTERACTION_CREATE', payload);
}

const lastPayloads = new WeakMap<DiscordState, Map<string, unknown>>();

function start(
  state: DiscordState,
  actor: Actor,
  type: number,
  data: Record<string, unknown>,
  source: StoredMessage | null,
): string {
  const { person, channel } = actor;
  if (!canSee(state, person, channel)) throw new ClientRefusal('You cannot see this channel');
  const guild = guildOf(state, channel);
  const isInstalledHere = channel.kind === 'direct' ? channel.withBot : guild?.hasBot === true;
  const interaction: StoredInteraction = {
    id: state.nextId(),
    token: randomBytes(80).toString('base64url'),
    personKey: person.key,
    channelId: channel.id,
    createdAt: state.now(),
    type,
    answered: null,
    ephemeral: false,
    originalId: null,
    sourceId: source?.message.id ?? null,
    followUps: 0,
    isOutside: !isInstalledHere,
    mustBePrivate: !isInstalledHere && guild !== undefined && !mayUseOutsideApps(guild, person),
  };
  state.interactions.set(interaction.id, interaction);
  const guildOwner = guild ? guild.id : '0';
  const member = guild
    ? { member: { ...describeMember(person), permissions: String(guild.members[person.key] ?? 0n) } }
    : { user: person.user };
  const payload = {
    id: interaction.id,
    application_id: APPLICATION_ID,
    type,
    data,
    token: interaction.token,
    version: 1,
    ...(guild
      ? { guild_id: guild.id, guild_locale: guild.locale, guild: { id: guild.id, locale: guild.locale, features: [] } }
      : {}),
    channel_id: channel.id,
    channel: { ...describeChannel(state, channel), permissions: String(guild?.members[person.key] ?? 0n) },
    ...member,
    ...(source ? { message: shown(state, source) } : {}),
    app_permissions: String(
      isInstalledHere ? channel.botPermissions & ((1n << 53n) - 1n) : Flags.EmbedLinks | Flags.AttachFiles,
    ),
    locale: person.locale,
    entitlements: [],
    attachment_size_limit: 10 * 1024 * 1024,
    authorizing_integration_owners: isInstalledHere
      ? { [ApplicationIntegrationType.GuildInstall]: guildOwner }
      : { [ApplicationIntegrationType.UserInstall]: person.user.id },
    context: guild
      ? InteractionContextType.Guild
      : channel.withBot
        ? InteractionContextType.BotDM
        : InteractionContextType.PrivateChannel,
  };
  const payloads = lastPayloads.get(state) ?? new Map<string, unknown>();
  lastPayloads.set(state, payloads.set(interaction.id, payload));
  if (payloads.size > 200) payloads.delete(payloads.keys().next().value ?? '');
  state.events.emit('dispatch', 'INTERACTION_CREATE', payload);
  watchFirstAnswer(state, interaction);
  return interaction.id;
}

const mayUseOutsideApps = ({ members }: Guild, { key }: Person) =>
  ((members[key] ?? 0n) & Flags.UseExternalApps) !== 0n;

/** What the client offers here: the server's own commands, then the global ones that may be used in this place. */
export function commandsFor(state: DiscordState, { channel }: Actor): StoredCommand[] {
  const guild = guildOf(state, channel);
  const own = guild ? (state.commands.get(guild.id) ?? []) : [];
  const place = guild ? 0 : channel.withBot ? 1 : 2;
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
