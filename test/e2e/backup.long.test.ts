// A backup taken in the middle of everything, put back after the bot went on: nothing is paid for
// twice, and everybody is told the truth.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { openDatabaseReadOnly } from '../../src/store/open-database.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { runProgram } from '../support/run-program.ts';
import { hasFailed, hasImage } from '../support/shown.ts';

const PRICE_MICROS = 80_000;

let world: World;
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-backup-'));
  file = join(folder, 'backup.db');
});
afterEach(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (settings: Record<string, string> = {}) => {
  world = await startWorld({ settings, provider: { behaviour: { speed: 20 } } });
};
const settings = () => ({
  DATABASE_URL: `file:${world.databasePath}`,
  IMAGES_DIR: join(world.databasePath, '..', 'images'),
});
const backUp = (...options: string[]) => runProgram('backup', settings(), [file, ...options]);
const restore = () => runProgram('restore', settings(), [file]);
const draw = (who: string, prompt: string) => world.people.as(who).slash('imagine', { prompt });
const posts = () => world.provider.state.requests.filter(({ method }) => method === 'POST').length;

describe('a backup that is put back after the bot went on', () => {
  it('submits nothing again, tells its members, and leaves the ledger true', async () => {
    await start({ MAX_CONCURRENT: '2' });
    const { faults, nextPlans, tasks } = world.provider.state;
    faults.push({ on: 'create', kind: 'hang', times: 1 });
    nextPlans.push({ durationMs: 0 }, { durationMs: 600_000 });
    const submitting = await draw('member', 'handed over just now');
    await expect.poll(posts).toBe(1);
    const running = await draw('second', 'being drawn');
    await running.until((message) => message.content.includes('%'));
    const queued = await draw('moderator', 'waiting');
    await queued.until((message) => message.content.includes('In the queue'));

    const { code, out, err } = await backUp();
    expect(code, err).toBe(0);
    expect(out).toContain(`Backed up to ${file}`);

    // The bot goes on: what ran and what waited are drawn, delivered and paid for.
    for (const { plan } of tasks.values()) plan.durationMs = 0;
    await running.until(hasImage);
    const finished = await queued.until(hasImage);
    expect(posts()).toBe(3);
    await world.bot().kill('SIGKILL');

    const restored = await restore();
    expect(restored.code, restored.err).toBe(0);
    expect(restored.out).toContain('1 queued tasks cancelled, uncharged; 1 unconfirmed; 1 will be polled again.');
    await world.startBot();

    const told = await queued.until((message) => message.content.includes('restored from a backup'));
    // What was paid for and shown is not taken away.
    expect(told.attachments.map(({ id }) => id)).toEqual(finished.attachments.map(({ id }) => id));
    const uncertain = await submitting.until(hasFailed);
    expect(uncertain.content).toContain('It may have been charged; $0.08 stays reserved');
    await expect
      .poll(() => world.bot().log.filter(({ msg }) => msg === 'task ended').length, { timeout: 15_000 })
      .toBe(1);
    await running.until(hasImage);
    expect(posts()).toBe(3);
    // Of the three that the provider charged, the ledger as it was knows one, and holds one
    // reserved.
    await expectPromisesKept(world, 2 * PRICE_MICROS);
  });

  it('serves on: history, budgets and new images', async () => {
    await start();
    await (await draw('member', 'before the backup')).until(hasImage);
    expect((await backUp('--images')).out).toContain('.images: 1, ');
    await world.bot().kill('SIGTERM');
    rmSync(settings().IMAGES_DIR, { recursive: true });
    expect((await restore()).out).toContain('Images restored: 1.');
    await world.startBot();
    const history = await world.people.as('member').slash('history', {});
    await history.until((message) => JSON.stringify(message).includes('before the backup'));
    await (await draw('member', 'after it')).until(hasImage);
    await expectPromisesKept(world);
  });
});

describe('npm run backup', () => {
  it('takes images once, however often it is run', async () => {
    await start();
    await (await draw('member', 'kept')).until(hasImage);
    await backUp('--images');
    rmSync(file);
    expect((await backUp('--images')).out).toContain('.images: 1, ');
    expect((await backUp('--images')).err).toContain('exists already');
    rmSync(file);
    expect((await backUp()).out).toContain('Images not included: 1.');
  });

  it('never writes over anything, least of all the database', async () => {
    await start();
    const over = await runProgram('backup', settings(), [world.databasePath]);
    expect([over.code, over.err]).toEqual([1, expect.stringContaining('exists already')]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('npm run restore', () => {
  it('waits for the bot to be stopped', async () => {
    await start();
    await backUp();
    const { code, err } = await restore();
    expect([code, err]).toEqual([1, expect.stringContaining('Stop the bot first.')]);
  });

  it('keeps what was there, and touches nothing where the backup is none', async () => {
    await start();
    await (await draw('member', 'a lighthouse')).until(hasImage);
    await world.bot().kill('SIGTERM');
    writeFileSync(file, 'not a database at all\n'.repeat(100));
    const refused = await restore();
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('cannot be read as a backup')]);
    rmSync(file);
    expect((await restore()).err).toContain('is not there');
    await expectPromisesKept(world);

    await backUp();
    const { out } = await restore();
    const aside = /is kept as (.*)\.$/m.exec(out)?.[1] ?? '';
    expect(existsSync(aside)).toBe(true);
    const db = openDatabaseReadOnly(aside);
    expect(await db.selectFrom('tasks').select('state').execute()).toEqual([{ state: 'delivered' }]);
    await db.destroy();
    await expectPromisesKept(world);
  });
});

describe('npm run export-ledger', () => {
  it('writes every line, with who, where and what for', async () => {
    await start();
    await (await draw('member', 'exported')).until(hasImage);
    const { code, out } = await runProgram('export-ledger', settings());
    expect(code).toBe(0);
    const [head, reserve, settle, ...rest] = out.trim().split('\r\n');
    expect(rest).toEqual([]);
    expect(head).toMatch(/^line,time,kind,reserved_usd,spent_usd,images,/);
    expect(reserve).toMatch(
      /^1,[^,]+,reserve,0\.080000,0\.000000,0,[^,]+,200000000000000001,100000000000000001,\w+-1,imagine,flux_kontext_max,/,
    );
    expect(settle).toMatch(/^2,[^,]+,settle,-0\.080000,0\.080000,1,.*,completed,0\.08,no,/);
  });
});
