// Attempts to connect come further and further apart, and a refusal holds over restarts until it
// ends or the settings change.
import { REST } from 'discord.js';
import { describe, expect, it, vi } from 'vitest';
import { createSecret } from '../../src/config/secret.ts';
import { awaitDiscord } from '../../src/discord/gateway/await-discord.ts';
import { explainClose } from '../../src/discord/gateway/gateway-close.ts';
import { createLoginBackoff, type NoteKeeper } from '../../src/discord/gateway/login-backoff.ts';
import { createLoginPace } from '../../src/discord/gateway/login-limit.ts';
import { createReconnectPace } from '../../src/discord/gateway/reconnect-pace.ts';
import { updateCommands } from '../../src/discord/registration/update-commands.ts';
import { createLog } from '../../src/ops/log.ts';

describe('attempts to connect', () => {
  const start = () => {
    const clock = { now: 0 };
    const pace = createReconnectPace(
      () => clock.now,
      () => 1,
    );
    return { clock, pace };
  };

  it('come up to 30 s apart: a minute of outage takes seven, an hour 125', () => {
    const { pace, clock } = start();
    const pauses = Array.from({ length: 9 }, () => pace.nextPauseMs());
    expect(pauses).toEqual([0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    let attempts = 0;
    for (; clock.now < 3600_000; attempts += 1) clock.now += pace.nextPauseMs() + 500;
    expect(attempts).toBeLessThan(125);
  });

  it('begin anew after a connection that lasted, and not after one that did not', () => {
    const { pace, clock } = start();
    const lose = (afterMs: number) => {
      pace.connected();
      clock.now += afterMs;
      return pace.nextPauseMs();
    };
    pace.nextPauseMs();
    expect([lose(1_000), lose(1_000), lose(1_000), lose(59_000)]).toEqual([0, 1_000, 2_000, 4_000]);
    expect([lose(60_000), lose(1_000)]).toEqual([0, 1_000]);
  });
});

describe('a refused login', () => {
  const MINUTE = 60_000;
  const settings = (over: object = {}) => ({
    DISCORD_TOKEN: createSecret('a.good.token'),
    DISCORD_API_URL: 'https://discord.com/api',
    MESSAGE_CONTENT_INTENT: false,
    ...over,
  });
  const notes = (): NoteKeeper & { text?: string | undefined } => ({
    read() {
      return Promise.resolve(this.text);
    },
    async keep(text) {
      this.text = text;
    },
  });

  const at = (ms: number) => ({ now: () => ms, steadyNow: () => ms });

  it('is held against the bot for 1 minute, then up to 30, over restarts, and fits the day’s logins', async () => {
    const note = notes();
    let now = 0;
    const waits: number[] = [];
    let logins = 0;
    for (; now < 24 * 60 * MINUTE; logins += 1) {
      // Each in a process of its own.
      await createLoginBackoff(settings(), note, at(now)).refused(4014);
      const pending = await createLoginBackoff(settings(), note, at(now)).pending();
      const waitMs = pending?.waitMs ?? 0;
      waits.push(waitMs / MINUTE);
      now += waitMs;
      expect(await createLoginBackoff(settings(), note, at(now)).pending()).toBeUndefined();
    }
    expect(waits.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect(logins).toBeLessThan(60);
  });

  it.each([
    ['token', { DISCORD_TOKEN: createSecret('another.good.token') }],
    ['intents', { MESSAGE_CONTENT_INTENT: true }],
    ['address', { DISCORD_API_URL: 'https://other.example/api' }],
  ])('is no longer held against it with another %s', async (_what, over) => {
    const note = notes();
    await createLoginBackoff(settings(), note, at(0)).refused(4004);
    expect(await createLoginBackoff(settings(over), note, at(1)).pending()).toBeUndefined();
    expect(await createLoginBackoff(settings(), note, at(1)).pending()).toMatchObject({ code: 4004, until: 60_000 });
    expect(note.text).not.toContain('good');
  });

  it('is forgotten after a login, pays no heed to the wall clock, and survives a note that is none', async () => {
    const note = notes();
    const clock = { now: () => 1e12, steadyNow: () => 5 };
    await createLoginBackoff(settings(), note, clock).refused(4014);
    for (const wallMs of [1e12 - 24 * 60 * MINUTE, 1e12 + 24 * 60 * MINUTE]) {
      const set = createLoginBackoff(settings(), note, { ...clock, now: () => wallMs });
      expect(await set.pending()).toEqual({ code: 4014, waitMs: MINUTE, until: wallMs + MINUTE });
    }
    const backoff = createLoginBackoff(settings(), note, clock);
    await backoff.succeeded();
    expect(await backoff.pending()).toBeUndefined();
    await note.keep('{"code":');
    expect(await backoff.pending()).toBeUndefined();
  });
});

it.each([4004, 4010, 4011, 4012, 4013, 4014])('%i is fatal, and each close code has a reason and a remedy', (code) => {
  expect(explainClose(code)).toMatchObject({ isFatal: true, remedy: expect.stringMatching(/\.$/) });
  for (const other of [1000, 1006, 4000, 4009, 4200, 4999])
    expect(explainClose(other)).toMatchObject({ isFatal: false, remedy: expect.stringMatching(/\.$/) });
});

describe('new sessions', () => {
  const DAY_MS = 24 * 3600_000;
  /** How many a day has where each ends so soon. */
  const sessionsOfADay = (lastsMs: number) => {
    let now = 0;
    let sessions = 0;
    const pace = createLoginPace(() => now);
    for (; now < DAY_MS; sessions += 1) {
      now += pace.nextPauseMs();
      pace.loggedIn();
      now += lastsMs;
    }
    return sessions;
  };

  it.each([0, 1_000, 10_000, 61_000, 100_000])('that end after %d ms fit the day’s logins', (lastsMs) => {
    expect(sessionsOfADay(lastsMs)).toBeLessThan(900);
  });

  it('come further and further apart once five have followed one another, up to 2 minutes', () => {
    let now = 0;
    const pace = createLoginPace(() => now);
    const pauses = Array.from({ length: 30 }, () => {
      const pauseMs = pace.nextPauseMs();
      now += pauseMs;
      pace.loggedIn();
      return pauseMs;
    });
    expect(pauses.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses.at(-1)).toBeGreaterThan(110_000);
    expect(pace.isCrowded()).toBe(true);
    now += DAY_MS;
    expect([pace.nextPauseMs(), pace.isCrowded()]).toEqual([0, false]);
  });
});

it.each([
  [0, 0],
  [0, -5],
  [0, 3e9],
  [0, 1e12],
  [1, 3e9],
  [49, 3e9],
])('with %d logins left until in %d ms they are waited for, not asked after', async (remaining, resetAfterMs) => {
  let asked = 0;
  const get = async () => {
    asked += 1;
    return { url: 'wss://x', shards: 1, session_start_limit: { remaining, reset_after: resetAfterMs } };
  };
  const stopping = new AbortController();
  const rest = Object.assign(new REST(), { get });
  const held: unknown[] = [];
  const waiting = awaitDiscord(rest, {
    log: createLog('silent'),
    loginsHeld: (waitMs) => held.push(waitMs),
    stopping: stopping.signal,
  });
  const first = await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 50, 'waits'))]);
  expect([first, asked, held]).toEqual(['waits', 1, [expect.any(Number)]]);
  stopping.abort();
  await expect(waiting).rejects.toThrow();
});

it('commands that are registered are no trouble where that cannot be noted', async () => {
  const log = createLog('silent');
  const said = vi.spyOn(log, 'error');
  const rest = Object.assign(new REST(), { get: async () => [], put: async () => [] });
  const keepRefusal = () => Promise.reject(new Error('the disk is full'));
  await updateCommands({
    rest,
    applicationId: '1',
    guildId: undefined,
    bodies: [],
    log,
    keepRefusal,
    useMentions: () => undefined,
  });
  expect(said).not.toHaveBeenCalled();
});
