// How long to leave Discord alone after it refused the bot for good, over restarts: each login
// costs one of 1,000 a day, and then Discord resets the token.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock, SteadyMs, WallMs } from '../../clock.ts';
import type { Config } from '../../config/settings.ts';

/** Where one text is kept from one start to the next. */
export interface NoteKeeper {
  read(): Promise<string | undefined>;
  /** @param value undefined takes it away */
  keep(value: string | undefined): Promise<void>;
}

/** A login that Discord refused. */
export interface Refusal {
  /** The gateway's close code. */
  code: number;
  /** How long until it may be tried again. */
  waitMs: number;
  /** When that is, for people. */
  until: WallMs;
}

export interface LoginBackoff {
  /**
   * @returns what holds back a login now; nothing where the settings that matter have changed since
   */
  pending(): Promise<Refusal | undefined>;
  refused(code: number): Promise<Refusal>;
  succeeded(): Promise<void>;
}

const FIRST_WAIT_MS = 60_000;
const MAX_WAIT_MS = 30 * 60_000;

const kept = z.object({ code: z.number(), times: z.number(), untilSteadyMs: z.number(), settings: z.string() });

type LoginSettings = Pick<Config, 'DISCORD_TOKEN' | 'DISCORD_API_URL' | 'MESSAGE_CONTENT_INTENT'>;

export function createLoginBackoff(config: LoginSettings, note: NoteKeeper, clock: Clock): LoginBackoff {
  const settings = fingerprintOf(config);
  const describe = (code: number, waitMs: number): Refusal => ({ code, waitMs, until: clock.now() + waitMs });
  const read = async () => {
    const text = await note.read();
    const refusal = parse(text);
    return refusal?.settings === settings ? refusal : undefined;
  };
  return {
    async pending() {
      const refusal = await read();
      if (!refusal) return undefined;
      const waitMs = Math.min(refusal.untilSteadyMs - clock.steadyNow(), MAX_WAIT_MS);
      return waitMs > 0 ? describe(refusal.code, waitMs) : undefined;
    },
    async refused(code) {
      const times = ((await read())?.times ?? 0) + 1;
      const waitMs = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (times - 1));
      const untilSteadyMs: SteadyMs = clock.steadyNow() + waitMs;
      await note.keep(JSON.stringify({ code, times, untilSteadyMs, settings } satisfies z.input<typeof kept>));
      return describe(code, waitMs);
    },
    succeeded: () => note.keep(undefined),
  };
}

function parse(text: string | undefined): z.output<typeof kept> | undefined {
  try {
    return kept.safeParse(JSON.parse(text ?? 'null')).data;
  } catch {
    return undefined;
  }
}

/** Tells whether they changed, and nothing of what they are. */
const fingerprintOf = ({ DISCORD_TOKEN, DISCORD_API_URL, MESSAGE_CONTENT_INTENT }: LoginSettings): string =>
  createHash('sha256')
    .update(JSON.stringify([DISCORD_TOKEN.reveal(), DISCORD_API_URL, MESSAGE_CONTENT_INTENT]))
    .digest('hex')
    .slice(0, 32);
