// The state of the Discord stand-in, and the few ways in which it changes.
import { EventEmitter } from 'node:events';
import type { APIMessage } from 'discord-api-types/v10';
import type { Fault } from './faults.ts';
import type {
  Channel,
  Guild,
  NumberedEvent,
  Person,
  PersonEvent,
  RequestRecord,
  StoredFile,
  StoredInteraction,
  StoredMessage,
  Violation,
} from './model.ts';
import { seedChannels, seedGuilds, seedPeople } from './seed.ts';
import { createSnowflakes } from './snowflake.ts';

export interface StoredCommand {
  id: string;
  name: string;
  type: number;
  /** As Discord answers it. */
  body: Record<string, unknown>;
}

/** What its owner has chosen for it in the developer portal. */
export interface ApplicationSettings {
  isPublic: boolean;
  needsCodeGrant: boolean;
  /** Where interactions go instead of the gateway. */
  interactionsEndpoint: string | null;
  /** `0` by servers, `1` by users. */
  installs: ('0' | '1')[];
}

export interface DiscordState {
  token: string;
  /** Intents the application may ask for beyond the ordinary ones. */
  messageContentIntent: boolean;
  application: ApplicationSettings;
  origin: string;
  now(): number;
  nextId(): string;
  people: Person[];
  guilds: Guild[];
  channels: Channel[];
  /** By `global` or a server's id. */
  commands: Map<string, StoredCommand[]>;
  messages: Map<string, StoredMessage>;
  /**
   * By channel, the newest message that was deleted there: Discord may go on naming it as the last.
   */
  newestDeleted: Map<string, string>;
  interactions: Map<string, StoredInteraction>;
  files: Map<string, StoredFile>;
  faults: Fault[];
  requests: RequestRecord[];
  violations: Violation[];
  /** The newest of what people were told, oldest first. */
  numberedEvents: NumberedEvent[];
  /** How long attachment links work, in milliseconds. */
  linkLifeMs: number;
  /**
   * What people hear: `person:<key>`; what the gateway sends: `dispatch`; what is worth saving:
   * `change`.
   */
  events: EventEmitter;
}

export interface StateOptions {
  token: string;
  messageContentIntent: boolean;
  now: () => number;
}

export function createState({ token, messageContentIntent, now }: StateOptions): DiscordState {
  const events = new EventEmitter();
  events.setMaxListeners(0);
  return {
    token,
    messageContentIntent,
    application: { isPublic: true, needsCodeGrant: false, interactionsEndpoint: null, installs: ['0', '1'] },
    origin: '',
    now,
    nextId: createSnowflakes(now),
    people: seedPeople(),
    guilds: seedGuilds(),
    channels: seedChannels(),
    commands: new Map(),
    messages: new Map(),
    newestDeleted: new Map(),
    interactions: new Map(),
    files: new Map(),
    faults: [],
    requests: [],
    violations: [],
    numberedEvents: [],
    linkLifeMs: 24 * 3600 * 1000,
    events,
  };
}

export const personByKey = (state: DiscordState, key: string): Person => {
  const person = state.people.find((candidate) => candidate.key === key);
  if (!person) throw new Error(`nobody is called ${key}`);
  return person;
};

export const personById = (state: DiscordState, id: string): Person | undefined =>
  state.people.find(({ user }) => user.id === id);

export const channelById = (state: DiscordState, id: string): Channel | undefined =>
  state.channels.find((channel) => channel.id === id);

export const guildOf = (state: DiscordState, channel: Channel): Guild | undefined =>
  state.guilds.find((guild) => guild.id === channel.guildId);

/** The direct channel between the bot and a person, made on first use. */
export function directChannel(state: DiscordState, person: Person): Channel {
  const known = state.channels.find(
    ({ kind, withBot, personKey }) => kind === 'direct' && withBot && personKey === person.key,
  );
  if (known) return known;
  const channel: Channel = {
    key: `direct-${person.key}`,
    id: state.nextId(),
    kind: 'direct',
    name: person.key,
    guildId: null,
    nsfw: false,
    parentId: null,
    personKey: person.key,
    withBot: true,
    botPermissions: ~0n,
    closed: null,
  };
  state.channels.push(channel);
  return channel;
}

/** Whether a person's client shows the channel at all. */
export function canSee(state: DiscordState, person: Person, channel: Channel): boolean {
  if (channel.kind === 'direct') return channel.personKey === person.key;
  return guildOf(state, channel)?.members[person.key] !== undefined;
}

/** Tells everybody who can see it, or the one person an ephemeral message is for. */
export function tellMessage(state: DiscordState, stored: StoredMessage): void {
  const channel = channelById(state, stored.message.channel_id);
  if (!channel) return;
  const hearers = state.people.filter((person) =>
    stored.onlyFor === null ? canSee(state, person, channel) : person.key === stored.onlyFor,
  );
  for (const { key } of hearers)
    tell(state, key, { kind: 'message', at: state.now(), message: structuredClone(stored.message) });
  state.events.emit('change');
}

const EVENTS_KEPT = 500;

/** The number of what was told last. */
export const newestEventNumber = ({ numberedEvents }: DiscordState): number => numberedEvents.at(-1)?.number ?? 0;

export function tell(state: DiscordState, key: string, event: PersonEvent): void {
  const known: NumberedEvent = { number: newestEventNumber(state) + 1, personKey: key, event };
  state.numberedEvents.push(known);
  if (state.numberedEvents.length > EVENTS_KEPT) state.numberedEvents.shift();
  state.events.emit(`person:${key}`, known);
}

export function deleteMessage(state: DiscordState, message: APIMessage): void {
  const stored = state.messages.get(message.id);
  state.messages.delete(message.id);
  const channel = channelById(state, message.channel_id);
  for (const { key } of state.people)
    tell(state, key, { kind: 'delete', at: state.now(), id: message.id, channelId: message.channel_id });
  if (channel && stored?.onlyFor === null) {
    const known = state.newestDeleted.get(channel.id);
    if (known === undefined || BigInt(known) < BigInt(message.id)) state.newestDeleted.set(channel.id, message.id);
    const guild = channel.guildId === null ? {} : { guild_id: channel.guildId };
    state.events.emit('dispatch', 'MESSAGE_DELETE', { id: message.id, channel_id: channel.id, ...guild });
  }
  state.events.emit('change');
}
