// Why Discord closed the gateway's connection, and what to do about it, by its close code.

export interface GatewayClose {
  /** In words for whoever operates the bot. */
  reason: string;
  remedy: string;
  /** Connecting again as it is would be closed again, and costs one of the day's 1,000 logins. */
  isFatal: boolean;
}

/** Our own code, for a connection that is closed because of what came over it. */
export const UNREADABLE = 4201;

const PORTAL = 'the Bot page of the developer portal';
const WAIT = 'The bot connects again by itself.';
const NETWORK = 'Look at the network, the firewall, and https://discordstatus.com. The bot connects again by itself.';
const UPDATE = 'Update the bot: this version speaks to Discord in a way that Discord does not know.';

const FATAL: Readonly<Record<number, [reason: string, remedy: string]>> = {
  4004: ['Discord does not accept DISCORD_TOKEN', `Reset it on ${PORTAL}, and put the new one into DISCORD_TOKEN.`],
  4010: ['Discord does not know the shard', UPDATE],
  4011: ['the bot is in more servers than one connection may serve', 'Leave servers: this version does not shard.'],
  4012: ['Discord does not speak this version of its gateway any more', UPDATE],
  4013: ['Discord does not know the intents', UPDATE],
  4014: [
    'Discord does not allow the intents',
    `Turn on Message Content Intent on ${PORTAL}, or set MESSAGE_CONTENT_INTENT=false.`,
  ],
};

const PASSING: Readonly<Record<number, [reason: string, remedy: string]>> = {
  1000: ['the connection was closed, or Discord did not answer in time', NETWORK],
  1001: ['Discord is going away for a moment', WAIT],
  1006: ['the connection broke, or was never made', NETWORK],
  4000: ['Discord had an error', WAIT],
  4001: ['Discord did not understand a message', WAIT],
  4002: ['Discord could not decode a message', WAIT],
  4003: ['Discord did not know the session', WAIT],
  4005: ['the session was there already', WAIT],
  4007: ['the session could not be resumed', WAIT],
  4008: ['the bot sent too much at once', WAIT],
  4009: ['the session timed out', WAIT],
  // The library's own.
  4200: ['Discord asked to connect again', WAIT],
  [UNREADABLE]: ['Discord sent what the bot cannot read', WAIT],
};

/** @param code of the closed WebSocket */
export function explainClose(code: number): GatewayClose {
  const fatal = FATAL[code];
  const [reason, remedy] = fatal ?? PASSING[code] ?? [`the connection was closed with code ${code}`, NETWORK];
  return { reason, remedy, isFatal: fatal !== undefined };
}
