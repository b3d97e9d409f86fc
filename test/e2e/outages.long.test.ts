// What the bot lives on goes away for a while: the provider, the database, the disk. New requests
// are refused with a word, running ones are not lost.
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { expectAllWell } from '../crash/crash-world.ts';
import { privateAnswer } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasFailed, hasImage } from '../support/shown.ts';
import { startToggleProxy } from '../support/toggle-proxy.ts';

let world: World;
let number = 0;

afterEach(() => world.close());

const member = () => world.people.as('member');
const ask = (who: string, prompt: string) => world.people.as(who).slash('imagine', { prompt });
const askAlone = async (prompt: string) => privateAnswer(await ask('second', prompt));
/** What is said first to a request like no other. */
async function told(who: string, prompt: string): Promise<string> {
  const reply = await ask(who, `${prompt} ${++number}`);
  return (await reply.until(({ content }) => content !== '' && !content.includes('Preparing'))).content;
}

describe('a provider that cannot be reached', () => {
  it('keeps what runs, gives up what waits too long, uncharged, refuses what is new at once, and is used again by itself', async () => {
    await using way = await startToggleProxy();
    world = await startWorld({
      settings: { VTRIX_BASE_URL: `http://127.0.0.1:${way.port}`, QUEUE_TIMEOUT: '8', TASK_TIMEOUT: '3' },
    });
    way.leadTo(Number(new URL(world.provider.baseUrl).port));
    world.provider.state.nextPlans.push({ durationMs: 4_000 });
    const running = await ask('member', 'in progress');
    await running.until(({ content }) => content.includes('%'));
    await way.down();
    const waiting = await ask('moderator', 'has to wait');
    await expect
      .poll(() => told('second', 'too late'), { timeout: 30_000, interval: 1_000 })
      .toContain('The image provider is not responding. Nothing was charged;');
    await running.until(({ content }) => content.includes('is taking longer than usual'));
    const failed = await waiting.until(hasFailed, 30_000);
    expect(failed.content).toContain('this request timed out');
    expect(failed.content).toContain('Nothing was charged.');
    await way.up();
    await running.until(hasImage, 60_000);
    await expect
      .poll(() => told('manager', 'works again'), { timeout: 60_000, interval: 2_000 })
      .toContain('works again');
    await expectAllWell(world);
  }, 180_000);

  it('that takes new tasks but answers none is not asked on and on', async () => {
    world = await startWorld({ provider: { behaviour: { medianMs: 500, sigma: 0.1 } } });
    world.provider.state.faults.push({ on: 'create', kind: { status: 503 }, times: 1_000 });
    const posts = () => world.provider.state.requests.filter(({ method }) => method === 'POST').length;
    await expect.poll(() => told('member', 'x'), { timeout: 60_000, interval: 2_000 }).toContain('is not responding');
    const before = posts();
    expect(await askAlone('y')).toContain('is not responding');
    expect(posts()).toBe(before);
    for (const command of ['status', 'help'])
      expect(await privateAnswer(await world.people.as('second').slash(command))).toContain('is not responding');
  }, 120_000);
});

describe('a Discord that cannot be reached', () => {
  it('is told what became of images once it is back, each once, and serves on', async () => {
    await using way = await startToggleProxy();
    world = await startWorld({ provider: { behaviour: { medianMs: 2_500, sigma: 0.05 } } });
    way.leadTo(Number(new URL(world.discord.origin).port));
    await world.bot().kill('SIGTERM');
    await world.startBot({ DISCORD_API_URL: `http://127.0.0.1:${way.port}/api` });
    await world.people.botReady();
    const running = await ask('member', 'while you were out');
    await running.until(({ content }) => content.includes('%'));
    await way.down();
    world.discord.gateway.disconnect(4000);
    await expect.poll(() => world.bot().log.some(({ msg }) => msg === 'task ended'), { timeout: 20_000 }).toBe(true);
    // Long enough for several tries.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(running.views.some(({ message }) => hasImage(message))).toBe(false);
    await way.up();
    await running.until(hasImage, 60_000);
    await (await ask('second', 'back again')).until(hasImage);
    await expectAllWell(world);
  }, 120_000);
});

describe('a database that somebody else has locked', () => {
  it('is waited for by what runs, and new requests are refused with a word', async () => {
    world = await startWorld({ provider: { behaviour: { medianMs: 2_500, sigma: 0.05 } } });
    const running = await ask('member', 'under way');
    await running.until(({ content }) => content.includes('%'));
    const other = new Sqlite(world.databasePath);
    other.exec('begin immediate');
    expect(await askAlone('not now')).toContain('cannot save anything at the moment');
    // Longer than the image takes.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    other.exec('rollback');
    other.close();
    await running.until(hasImage);
    await (await ask('second', 'now')).until(hasImage);
    expect(world.provider.state.tasks.size).toBe(2);
    await expectPromisesKept(world);
  }, 60_000);
});

describe('a disk that is full', () => {
  it('loses no image that is on its way, and new requests are refused with a word', async () => {
    world = await startWorld({ provider: { behaviour: { medianMs: 2_000, sigma: 0.05 } } });
    const full = join(dirname(world.databasePath), 'full');
    await world.bot().kill('SIGTERM');
    await world.startBot({ FULL_DISK: full }, fileURLToPath(new URL('../support/hooks/full-disk.ts', import.meta.url)));
    await world.people.botReady();
    const running = await ask('member', 'under way');
    await running.until(({ content }) => content.includes('%'));
    writeFileSync(full, '');
    expect(await askAlone('not now')).toContain('cannot save anything at the moment');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    rmSync(full);
    await running.until(hasImage);
    await (await ask('second', 'now')).until(hasImage);
    expect(world.provider.state.tasks.size).toBe(2);
    await expectPromisesKept(world);
  }, 60_000);
});

describe('a flood', () => {
  it('of one member’s commands is told so, and others are served', async () => {
    world = await startWorld();
    const replies = await Promise.all(Array.from({ length: 300 }, () => member().slash('usage me')));
    const answers = await Promise.all(replies.map((reply) => privateAnswer(reply)));
    const refused = answers.filter(
      (content) => content === 'Too many requests at once. Wait a moment, then try again.',
    );
    expect(refused.length).toBeGreaterThan(10);
    expect(refused.length).toBeLessThanOrEqual(50);
    expect(await privateAnswer(await world.people.as('second').slash('usage me'))).toContain('In total');
  });
});
