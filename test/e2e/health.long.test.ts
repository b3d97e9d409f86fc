// Health and metrics of the running bot, as an orchestrator and a Prometheus see them.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startBotProcess } from '../../playground/bot-process.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasImage } from '../support/shown.ts';

let world: World;
afterEach(() => world?.close());

const start = async (settings: Record<string, string> = {}) => {
  world = await startWorld({ settings: { HTTP_PORT: '0', ...settings }, provider: { behaviour: { speed: 20 } } });
};

const address = () => {
  const entry = world.bot().log.find(({ msg }) => msg === 'health and metrics');
  return `http://127.0.0.1:${entry?.port}`;
};
const ready = async () => {
  const response = await fetch(`${address()}/readyz`);
  const body = (await response.json()) as { checks: Record<string, boolean> }; // As the server writes it.
  return { status: response.status, checks: body.checks };
};
const scrape = async () => (await fetch(`${address()}/metrics`)).text();

/** @returns the sum of all series of that name whose labels match */
async function figure(name: string, labels: Record<string, string> = {}): Promise<number> {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return (await scrape())
    .split('\n')
    .filter((line) => new RegExp(`^${name}[{ ]`).test(line) && wanted.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

describe('a running bot', () => {
  it('is alive and ready, and answers nothing else', async () => {
    await start();
    const alive = await fetch(`${address()}/healthz`);
    expect([alive.status, await alive.text()]).toEqual([200, 'alive\n']);
    expect(await ready()).toEqual({
      status: 200,
      checks: { accepting: true, gateway: true, database: true, storage: true, provider: true },
    });
    expect((await fetch(`${address()}/`)).status).toBe(404);
    expect((await fetch(`${address()}/metrics`, { method: 'POST' })).status).toBe(405);
  });

  it('is alive but not ready while it has no gateway', async () => {
    await start();
    // Nothing to resume, and nobody there.
    world.discord.goAway();
    world.discord.gateway.disconnect(4007);
    await expect.poll(async () => (await ready()).checks.gateway, { timeout: 15_000 }).toBe(false);
    expect((await ready()).status).toBe(503);
    expect(await figure('kontext_ready', { check: 'gateway' })).toBe(0);
    expect(await figure('kontext_ready', { check: 'storage' })).toBe(1);
  });

  it('is not ready while it finishes what is on its way', async () => {
    await start({ SHUTDOWN_GRACE: '10' });
    world.provider.state.nextPlans.push({ durationMs: 4_000 });
    const reply = await world.people.as('member').slash('imagine', { prompt: 'one more' });
    await reply.until((message) => message.content.includes('%'));
    const exit = world.bot().kill('SIGTERM');
    await expect.poll(async () => (await ready()).checks.accepting, { timeout: 5_000 }).toBe(false);
    await reply.until(hasImage);
    expect(await exit).toBe(0);
  });

  it('counts an image, a denial and its calls, and names nobody', async () => {
    await start({ DEFAULT_MEMBER_BUDGET: '0.08/day' });
    const reply = await world.people.as('member').slash('imagine', { prompt: 'a lighthouse in fog' });
    await reply.until(hasImage);
    await (await world.people.as('member').slash('imagine', { prompt: 'one too many' })).until(() => true);
    expect(await figure('kontext_admitted_tasks_total', { kind: 'imagine' })).toBe(1);
    expect(await figure('kontext_denials_total', { rule: 'member' })).toBe(1);
    expect(await figure('kontext_tasks_ended_total', { outcome: 'completed' })).toBe(1);
    expect(await figure('kontext_spend_usd_total')).toBe(0.08);
    expect(await figure('kontext_host_budget_usd', { part: 'spent' })).toBe(0.08);
    expect(await figure('kontext_provider_calls_total', { call: 'create', status: '200' })).toBe(1);
    expect(await figure('kontext_provider_calls_total', { call: 'poll' })).toBe(
      (await figure('kontext_polls_per_task_sum')) + 1,
    );
    expect(await figure('kontext_time_to_ack_seconds_count')).toBe(2);
    expect(await figure('kontext_discord_calls_total', { route: 'answer' })).toBe(2);
    const text = await scrape();
    expect(text).not.toMatch(/="[^"]*\d{17,}/);
    expect(text).not.toContain(world.discord.token);
    expect(text).not.toContain(world.provider.apiKey);
    await expectPromisesKept(world);
  });
});

describe('HTTP_PORT', () => {
  it('that is taken is told in a line', async () => {
    await start();
    const second = startBotProcess({
      DISCORD_TOKEN: 'x',
      VTRIX_API_KEY: 'x',
      DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'kontext-')), 'x.db')}`,
      HTTP_PORT: new URL(address()).port,
    });
    expect(await second.exited).toBe(1);
    expect(second.printed.join('\n')).toMatch(/HTTP_PORT \d+ cannot be used on 127\.0\.0\.1 \(EADDRINUSE\)/);
  });
});
