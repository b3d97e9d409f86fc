// What there is to look at: the world, the commands on offer, the messages somebody sees, Discord's
// own log.
import type { Gateway } from '../gateway.ts';
import { commandsFor } from '../interact.ts';
import { ClientRefusal } from '../interaction-event.ts';
import { shown } from '../message-references.ts';
import { BOT_ID } from '../seed.ts';
import { canSee, type DiscordState, newestEventNumber, personByKey } from '../state.ts';
import { channelFor } from './lookup.ts';

export function look(state: DiscordState, gateway: Gateway, name: string, query: URLSearchParams): unknown {
  const as = query.get('as') ?? '';
  switch (name) {
    case 'world':
      return {
        botConnected: gateway.isConnected(),
        botId: BOT_ID,
        newestEventNumber: newestEventNumber(state),
        people: state.people,
        guilds: state.guilds.map((guild) => ({ ...guild, members: Object.keys(guild.members) })),
        channels: state.channels.map((channel) => ({ ...channel, botPermissions: String(channel.botPermissions) })),
        registered: [...state.commands.values()].flat().length,
      };
    case 'commands': {
      const person = personByKey(state, as);
      return commandsFor(state, { person, channel: channelFor(state, person, query.get('channel') ?? '') }).map(
        ({ body }) => body,
      );
    }
    case 'messages': {
      const person = personByKey(state, as);
      const channel = channelFor(state, person, query.get('channel') ?? '');
      if (!canSee(state, person, channel)) throw new ClientRefusal('You cannot see this channel');
      return [...state.messages.values()]
        .filter(({ message, onlyFor }) => message.channel_id === channel.id && (onlyFor === null || onlyFor === as))
        .map((stored) => shown(state, stored));
    }
    case 'requests':
      return state.requests;
    case 'violations':
      return state.violations;
    default:
      throw new ClientRefusal(`nothing to see at ${name}`);
  }
}
