// Channels and messages by what tests and pages call them.
import { ClientRefusal } from '../interaction-event.ts';
import type { Channel, Person, StoredMessage } from '../model.ts';
import { channelById, type DiscordState, directChannel } from '../state.ts';

/** @param name a channel's key or id; `direct` is the person's own with the bot */
export function channelFor(state: DiscordState, person: Person, name: string): Channel {
  if (name === 'direct') return directChannel(state, person);
  const channel = state.channels.find(({ key }) => key === name) ?? channelById(state, name);
  if (!channel) throw new ClientRefusal(`there is no channel ${name}`);
  return channel;
}

/** A message as far as this person sees it. */
export function messageFor(state: DiscordState, person: Person, id: string): StoredMessage {
  const stored = state.messages.get(id);
  if (!stored || (stored.onlyFor !== null && stored.onlyFor !== person.key))
    throw new ClientRefusal('there is no such message');
  return stored;
}
