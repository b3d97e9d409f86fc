// The event that an action becomes: INTERACTION_CREATE with all that Discord puts into it, and
// three seconds for an answer.
import { randomBytes } from 'node:crypto';
import {
  ApplicationIntegrationType,
  PermissionFlagsBits as Flags,
  InteractionContextType,
  InteractionType,
} from 'discord-api-types/v10';
import { watchFirstAnswer } from './first-answer.ts';
import { shown } from './message-references.ts';
import type { Channel, Guild, Person, StoredInteraction, StoredMessage } from './model.ts';
import { describeChannel, describeMember } from './objects.ts';
import { APPLICATION_ID } from './seed.ts';
import { canSee, type DiscordState, guildOf } from './state.ts';

/** What Discord's own client says no to, before anything is sent. */
export class ClientRefusal extends Error {
  /** Of a slash command: the option that is wrong. */
  readonly option: string | undefined;

  constructor(message: string, option?: string) {
    super(message);
    this.option = option;
  }
}

/** Options of these kinds, 1 and 2, are subcommands and groups of them. */
const GROUP = 2;

export interface Actor {
  person: Person;
  channel: Channel;
}

/** A forged or replayed event: the very same payload once more. */
export function replay(state: DiscordState, id: string): void {
  const payload = lastPayloads.get(state)?.get(id);
  if (!payload) throw new ClientRefusal(`no interaction ${id}`);
  state.events.emit('dispatch', 'INTERACTION_CREATE', payload);
}

/** Whether `text` stands in what was typed or chosen. */
export const interactionHolds = (state: DiscordState, id: string, text: string): boolean =>
  JSON.stringify(lastPayloads.get(state)?.get(id) ?? '').includes(text);

const lastPayloads = new WeakMap<DiscordState, Map<string, unknown>>();

/** What somebody did, as Discord's client sends it. */
interface Action {
  type: InteractionType;
  data: Record<string, unknown>;
  /** The message that it was done on, of a component or a form. */
  source: StoredMessage | null;
}

/** @returns the interaction's id */
export function startInteraction(
  state: DiscordState,
  { person, channel }: Actor,
  { type, data, source }: Action,
): string {
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
    commandName: type === InteractionType.ApplicationCommand ? nameOfCommand(data) : null,
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
    ? {
        member: {
          ...describeMember(person, guild.id, guild.memberRoles[person.key]),
          permissions: String(guild.members[person.key] ?? 0n),
        },
      }
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
    context: contextOf(channel),
  };
  const payloads = lastPayloads.get(state) ?? new Map<string, unknown>();
  lastPayloads.set(state, payloads.set(interaction.id, payload));
  if (payloads.size > 200) payloads.delete(payloads.keys().next().value ?? '');
  state.events.emit('dispatch', 'INTERACTION_CREATE', payload);
  watchFirstAnswer(state, interaction);
  return interaction.id;
}

/** The kind of place that a command is offered and used in. */
export function contextOf({ guildId, withBot }: Channel): InteractionContextType {
  if (guildId !== null) return InteractionContextType.Guild;
  return withBot ? InteractionContextType.BotDM : InteractionContextType.PrivateChannel;
}

/** With the subcommand, where there is one. */
function nameOfCommand({ name, options }: Record<string, unknown>): string {
  const [first] = Array.isArray(options) ? options : [];
  return first?.type <= GROUP ? `${name} ${nameOfCommand(first)}` : String(name);
}

const mayUseOutsideApps = ({ members }: Guild, { key }: Person) =>
  ((members[key] ?? 0n) & Flags.UseExternalApps) !== 0n;
