// What Discord says with an interaction and discord.js leaves out: the channel's id where no channel comes along, and the message that it is about as it came.
import { type Client, Events, type Interaction } from 'discord.js';
import {
  type APIMessage,
  GatewayDispatchEvents,
  type GatewayInteractionCreateDispatchData,
  InteractionType,
} from 'discord-api-types/v10';

/** Events between their arrival and their handling; those that discord.js cannot read stay here. */
const WAITING_MAX = 100;

const messages = new WeakMap<Interaction, APIMessage>();

/** Call it before anything else listens for interactions. */
export function keepInteractionEvents(client: Client): void {
  const waiting = new Map<string, APIMessage>();
  // Emitted before discord.js handles the same object.
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (event: GatewayInteractionCreateDispatchData) => {
    // discord.js looks for the id in the channel alone, which Discord may leave out.
    if (event.channel_id !== undefined) Object.assign(event, { channel: event.channel ?? { id: event.channel_id } });
    const message = messageIn(event);
    if (message === undefined) return;
    waiting.set(event.id, message);
    // Map keeps the order of insertion: the oldest comes first.
    if (waiting.size > WAITING_MAX) waiting.delete(waiting.keys().next().value ?? '');
  });
  client.on(Events.InteractionCreate, (interaction) => {
    const message = waiting.get(interaction.id);
    waiting.delete(interaction.id);
    if (message) messages.set(interaction, message);
  });
}

function messageIn(event: GatewayInteractionCreateDispatchData): APIMessage | undefined {
  if (event.type === InteractionType.MessageComponent) return event.message;
  if (event.type !== InteractionType.ApplicationCommand || !('target_id' in event.data)) return undefined;
  const { resolved, target_id } = event.data;
  return 'messages' in resolved ? resolved.messages[target_id] : undefined;
}

/**
 * The message that a component or a message's menu belongs to, with all that discord.js drops, such as what it refers to.
 * @throws for any other interaction
 */
export function messageOf(interaction: Interaction): APIMessage {
  const message = messages.get(interaction);
  if (!message) throw new Error('an interaction that is about no message');
  return message;
}
