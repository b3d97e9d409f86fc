// What Discord says with an interaction and discord.js leaves out: the channel's id where no
// channel comes along, the message that it is about as it came, and the permissions of the members
// that its options name.
import { type Client, Events, type Interaction } from 'discord.js';
import {
  type APIInteractionDataResolvedGuildMember,
  type APIMessage,
  GatewayDispatchEvents,
  type GatewayInteractionCreateDispatchData,
  InteractionType,
} from 'discord-api-types/v10';

/** Events between their arrival and their handling; those that discord.js cannot read stay here. */
const WAITING_MAX = 100;

/** What is kept of an event. */
interface Kept {
  message?: APIMessage | undefined;
  members?: Readonly<Record<string, ResolvedMember>> | undefined;
}

/**
 * A member whom an option names. `permissions` are as Discord counts them, a decimal string of
 * bits.
 */
export type ResolvedMember = Pick<APIInteractionDataResolvedGuildMember, 'roles' | 'permissions'>;

const kept = new WeakMap<Interaction, Kept>();

/** Call it before anything else listens for interactions. */
export function keepInteractionEvents(client: Client): void {
  const waiting = new Map<string, Kept>();
  // Emitted before discord.js handles the same object.
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (event: GatewayInteractionCreateDispatchData) => {
    // discord.js looks for the id in the channel alone, which Discord may leave out.
    if (event.channel_id !== undefined) Object.assign(event, { channel: event.channel ?? { id: event.channel_id } });
    const [message, members] = [messageIn(event), membersIn(event)];
    if (message === undefined && members === undefined) return;
    waiting.set(event.id, { message, members });
    // Map keeps the order of insertion: the oldest comes first.
    if (waiting.size > WAITING_MAX) waiting.delete(waiting.keys().next().value ?? '');
  });
  client.on(Events.InteractionCreate, (interaction) => {
    const found = waiting.get(interaction.id);
    waiting.delete(interaction.id);
    if (found) kept.set(interaction, found);
  });
}

function messageIn(event: GatewayInteractionCreateDispatchData): APIMessage | undefined {
  if (event.type === InteractionType.MessageComponent) return event.message;
  if (event.type !== InteractionType.ApplicationCommand || !('target_id' in event.data)) return undefined;
  const { resolved, target_id } = event.data;
  return 'messages' in resolved ? resolved.messages[target_id] : undefined;
}

function membersIn(event: GatewayInteractionCreateDispatchData): Kept['members'] {
  if (event.type !== InteractionType.ApplicationCommand || !('resolved' in event.data)) return undefined;
  const { resolved } = event.data;
  return resolved !== undefined && 'members' in resolved ? resolved.members : undefined;
}

/**
 * A member whom a command's option names; undefined for whoever is no member of the server, and for
 * what names nobody.
 */
export const resolvedMember = (interaction: Interaction, userId: string): ResolvedMember | undefined =>
  kept.get(interaction)?.members?.[userId];

/**
 * The message that a component or a message's menu belongs to, with all that discord.js drops, such
 * as what it refers to.
 * @throws for any other interaction
 */
export function messageOf(interaction: Interaction): APIMessage {
  const message = kept.get(interaction)?.message;
  if (!message) throw new Error('an interaction that is about no message');
  return message;
}
