// Keeps a shard of @discordjs/ws (1.x) from ending the process over what it cannot read: it is
// reported, and the shard connects again.
//
// The shard handles a frame in `onMessage` and connects in `internalConnect`, and awaits neither,
// so an error in them is a rejection that nobody handles. A READY without its data, say, throws
// there. The frames that steer the connection are therefore checked as they are unpacked, before
// the shard has acted on half of one; what throws all the same is caught. A server of a READY that
// is none is taken out of it, since connecting again would bring it again.
import { WebSocketShardStatus as ShardStatus, type WebSocketShard } from '@discordjs/ws';
import { GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10';
import { z } from 'zod';
import { UNREADABLE } from './gateway-close.ts';

export interface ShardTrouble {
  /** A frame that cannot be used. @param data what it brought; to be told by its shape alone */
  unreadable(event: string, data: unknown): void;
  error(error: Error): void;
}

/** What is private in the library's shard. */
interface ShardInside {
  readonly id: number;
  readonly status: ShardStatus;
  readonly connection: { close(code: number): void } | null;
  readonly strategy: { updateSessionInfo(shardId: number, session: null): unknown };
  unpackMessage(data: unknown, isBinary: boolean): Promise<unknown>;
  onMessage(data: unknown, isBinary: boolean): Promise<void>;
  internalConnect(): Promise<void>;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;
const id = z.string().regex(/^\d+$/);
const server = z.object({ id });
const FRAMES: readonly { event: string; op: number; t?: string; data: z.ZodType; endsSession: boolean }[] = [
  {
    event: 'HELLO',
    op: GatewayOpcodes.Hello,
    // Less would make the shard beat without a pause, and so would what no timer can count.
    data: z.object({ heartbeat_interval: z.number().min(1_000).max(LONGEST_TIMER_MS) }),
    endsSession: false,
  },
  { event: 'INVALID_SESSION', op: GatewayOpcodes.InvalidSession, data: z.boolean(), endsSession: true },
  {
    event: 'READY',
    op: GatewayOpcodes.Dispatch,
    t: GatewayDispatchEvents.Ready,
    // What the library and discord.js cannot do without.
    data: z.object({
      session_id: z.string().min(1),
      resume_gateway_url: z.url({ protocol: /^wss?$/ }),
      user: z.object({ id }),
      application: z.object({ id }),
      guilds: z.array(server),
    }),
    // Whoever resumed the session would be sent the same once more.
    endsSession: true,
  },
];

/**
 * Call it before the shard connects.
 * @throws where the library no longer has what is guarded here
 */
export function guardShard(guarded: WebSocketShard, trouble: ShardTrouble, ended: AbortSignal): void {
  const shard = guarded as unknown as ShardInside; // Its types keep all of this private.
  const { unpackMessage, onMessage, internalConnect } = shard;
  for (const part of [unpackMessage, onMessage, internalConnect])
    if (typeof part !== 'function') throw new Error('@discordjs/ws connects in another way than guard-shard.ts knows');
  // Closed by us, the connection is made again as after any other loss, at the same pace.
  const connectAgain = () => shard.connection?.close(UNREADABLE);
  let isSessionOver = false;

  shard.unpackMessage = async (data, isBinary) => {
    const payload = await unpackMessage.call(shard, data, isBinary);
    for (const dropped of dropUnusableServers(payload)) trouble.unreadable('READY', { guilds: [dropped] });
    const frame = unusableFrame(payload);
    if (!frame) return payload;
    trouble.unreadable(frame.event, frame.data);
    isSessionOver ||= frame.endsSession;
    connectAgain();
    return null; // The library passes over it.
  };
  shard.onMessage = async (data, isBinary) => {
    try {
      await onMessage.call(shard, data, isBinary);
    } catch (error) {
      trouble.error(withoutContents(error));
      trouble.unreadable('other', undefined);
      connectAgain();
    }
  };
  shard.internalConnect = async () => {
    try {
      // Only now: a frame that came before may have been noting the session still.
      if (isSessionOver) await shard.strategy.updateSessionInfo(shard.id, null);
      isSessionOver = false;
      await internalConnect.call(shard);
    } catch (error) {
      trouble.error(withoutContents(error));
      if (shard.status !== ShardStatus.Idle || ended.aborted) return;
      // The address to resume at may be what is wrong.
      isSessionOver = true;
      await shard.internalConnect();
    }
  };
}

const readyFrame = z.object({
  op: z.literal(GatewayOpcodes.Dispatch),
  t: z.literal(GatewayDispatchEvents.Ready),
  d: z.object({ guilds: z.array(z.unknown()) }),
});

/** Takes out of a READY what is no server; the others can be used. @returns what was taken out */
function dropUnusableServers(payload: unknown): unknown[] {
  if (!readyFrame.safeParse(payload).success) return [];
  const { d } = payload as z.infer<typeof readyFrame>; // Itself, and not zod's copy.
  const { true: usable = [], false: unusable = [] } = Object.groupBy(d.guilds, (guild) =>
    String(server.safeParse(guild).success),
  );
  d.guilds = usable;
  return unusable;
}

function unusableFrame(payload: unknown): { event: string; data: unknown; endsSession: boolean } | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const { op, t, d } = payload as { op?: unknown; t?: unknown; d?: unknown }; // Looked at right here.
  const frame = FRAMES.find((known) => known.op === op && (known.t === undefined || known.t === t));
  if (!frame || frame.data.safeParse(d).success) return undefined;
  return { event: frame.event, data: d, endsSession: frame.endsSession };
}

/** The message may quote what was sent. */
function withoutContents(error: unknown): Error {
  const kind = error instanceof Error ? error.name : typeof error;
  return new Error(`the gateway's library failed with ${kind}`);
}
