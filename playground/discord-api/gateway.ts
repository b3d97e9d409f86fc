// The gateway: sessions that identify, beat, miss events, resume, and are thrown out as Discord
// throws them out.
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { GatewayCloseCodes as Close, GatewayIntentBits as Intents, GatewayOpcodes as Op } from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import { parseJson } from '../http/messages.ts';
import { describeApplication } from './application.ts';
import { censor } from './censor.ts';
import { describeGuild, describeMember } from './objects.ts';
import { botUser } from './seed.ts';
import { type DiscordState, personByKey, tell } from './state.ts';

const HEARTBEAT_MS = 41_250;
const EVENTS_KEPT = 1_000;
/** After these nothing can be resumed. */
const ENDS_SESSION: readonly number[] = [
  Close.NotAuthenticated,
  Close.AuthenticationFailed,
  Close.InvalidSeq,
  Close.SessionTimedOut,
  Close.InvalidShard,
  Close.ShardingRequired,
  Close.InvalidAPIVersion,
  Close.InvalidIntents,
  Close.DisallowedIntents,
];

interface Session {
  id: string;
  intents: number;
  sequence: number;
  /** Newest last, for a client that resumes. */
  sent: { s: number; t: string; d: unknown }[];
  socket: WebSocket | undefined;
}

export interface Gateway {
  /** Whether a bot is connected right now. */
  isConnected(): boolean;
  /** How often a bot has identified itself, which Discord allows 1,000 times a day. */
  identifies(): number;
  /** Closes the bot's connection, so that it resumes or starts anew as the code demands. */
  disconnect(code: number): void;
  /** Sends an event as it is, past intents and rules: what Discord sends by mistake. */
  sendAsIs(t: string, d: unknown): void;
  close(): void;
}

export function attachGateway(state: DiscordState, server: Server): Gateway {
  const sessions = new Map<string, Session>();
  let identifies = 0;
  const sockets = new WebSocketServer({ server });
  const open = () => [...sessions.values()].filter(({ socket }) => socket !== undefined);
  const isConnected = () => open().length > 0;
  let isOnline = false;
  /** Clients show at once who has come and gone. */
  const tellPresence = () => {
    if (isOnline === isConnected()) return;
    isOnline = !isOnline;
    for (const { key } of state.people) tell(state, key, { kind: 'presence', at: state.now(), isOnline });
  };
  const dispatch = (session: Session, t: string, d: unknown) => {
    session.sequence += 1;
    const event = { s: session.sequence, t, d };
    session.sent.push(event);
    if (session.sent.length > EVENTS_KEPT) session.sent.shift();
    send(session.socket, { op: Op.Dispatch, ...event });
  };
  const onDispatch = (t: string, d: Record<string, unknown>) => {
    // They go where the application says, and nowhere else.
    if (t === 'INTERACTION_CREATE' && state.application.interactionsEndpoint !== null) return;
    for (const session of sessions.values()) {
      if (isWanted(session, t, d)) dispatch(session, t, censor(state, session.intents, t, d));
    }
  };
  state.events.on('dispatch', onDispatch);

  sockets.on('connection', (socket) => {
    let session: Session | undefined;
    send(socket, { op: Op.Hello, d: { heartbeat_interval: HEARTBEAT_MS } });
    socket.on('message', (data) => {
      const message = parseJson(data.toString());
      if (typeof message !== 'object' || message === null || !('op' in message)) return socket.close(Close.DecodeError);
      const { op, d } = message as { op: number; d?: Record<string, unknown> }; // Looked at piece by piece below.
      switch (op) {
        case Op.Heartbeat:
          return send(socket, { op: Op.HeartbeatAck });
        case Op.Identify:
          if (session) return socket.close(Close.AlreadyAuthenticated);
          identifies += 1;
          session = identify(state, socket, d ?? {});
          if (!session) return;
          sessions.set(session.id, session);
          greet(state, session, dispatch);
          return tellPresence();
        case Op.Resume:
          session = resume(state, sessions, socket, d ?? {});
          return tellPresence();
        case Op.RequestGuildMembers:
          if (session) dispatch(session, 'GUILD_MEMBERS_CHUNK', membersChunk(state, d ?? {}));
          return;
        case Op.PresenceUpdate:
          return;
        default:
          return socket.close(Close.UnknownOpcode);
      }
    });
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined;
      tellPresence();
    });
  });

  return {
    identifies: () => identifies,
    isConnected,
    disconnect: (code) => {
      for (const { id, socket } of open()) {
        if (ENDS_SESSION.includes(code)) sessions.delete(id);
        socket?.close(code);
      }
    },
    sendAsIs: (t, d) => {
      for (const session of sessions.values()) dispatch(session, t, d);
    },
    close: () => {
      state.events.off('dispatch', onDispatch);
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

const send = (socket: WebSocket | undefined, message: unknown) => socket?.send(JSON.stringify(message));

/** Some libraries write it as REST calls do, which Discord takes here too. */
const isToken = ({ token }: DiscordState, given: unknown) => given === token || given === `Bot ${token}`;

function identify(state: DiscordState, socket: WebSocket, d: Record<string, unknown>): Session | undefined {
  if (!isToken(state, d.token)) {
    socket.close(Close.AuthenticationFailed, 'Authentication failed.');
    return undefined;
  }
  const intents = Number(d.intents);
  const privileged =
    Intents.GuildMembers | Intents.GuildPresences | (state.messageContentIntent ? 0 : Intents.MessageContent);
  if (!Number.isInteger(intents)) socket.close(Close.InvalidIntents, 'Invalid intent(s).');
  else if ((intents & privileged) !== 0) socket.close(Close.DisallowedIntents, 'Disallowed intent(s).');
  else return { id: randomBytes(16).toString('hex'), intents, sequence: 0, sent: [], socket };
  return undefined;
}

function greet(
  state: DiscordState,
  session: Session,
  dispatch: (session: Session, t: string, d: unknown) => void,
): void {
  const guilds = state.guilds.filter(({ hasBot }) => hasBot);
  const { id, flags } = describeApplication(state);
  dispatch(session, 'READY', {
    v: 10,
    user: botUser,
    guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: state.origin.replace('http', 'ws'),
    shard: [0, 1],
    application: { id, flags },
  });
  if ((session.intents & Intents.Guilds) === 0) return;
  for (const guild of guilds) dispatch(session, 'GUILD_CREATE', describeGuild(state, guild));
}

function resume(
  state: DiscordState,
  sessions: ReadonlyMap<string, Session>,
  socket: WebSocket,
  d: Record<string, unknown>,
): Session | undefined {
  const session = sessions.get(String(d.session_id));
  if (!isToken(state, d.token)) {
    socket.close(Close.AuthenticationFailed, 'Authentication failed.');
    return undefined;
  }
  if (!session || Number(d.seq) > session.sequence) {
    send(socket, { op: Op.InvalidSession, d: false });
    return undefined;
  }
  session.socket = socket;
  for (const event of session.sent.filter(({ s }) => s > Number(d.seq))) send(socket, { op: Op.Dispatch, ...event });
  session.sequence += 1;
  send(socket, { op: Op.Dispatch, s: session.sequence, t: 'RESUMED', d: {} });
  return session;
}

/** Interactions need no intent; messages need theirs. */
function isWanted({ intents }: Session, t: string, d: Record<string, unknown>): boolean {
  if (!t.startsWith('MESSAGE_')) return true;
  return (intents & (d.guild_id === undefined ? Intents.DirectMessages : Intents.GuildMessages)) !== 0;
}

function membersChunk(state: DiscordState, d: Record<string, unknown>) {
  const guild = state.guilds.find(({ id }) => id === String(d.guild_id));
  const people = Object.keys(guild?.members ?? {}).map((key) => personByKey(state, key));
  const wanted = Array.isArray(d.user_ids)
    ? people.filter(({ user }) => (d.user_ids as unknown[]).includes(user.id))
    : people;
  return {
    guild_id: d.guild_id,
    members: wanted.map((person) => describeMember(person, String(d.guild_id))),
    chunk_index: 0,
    chunk_count: 1,
    nonce: d.nonce,
  };
}
