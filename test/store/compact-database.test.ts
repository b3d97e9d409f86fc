// The database's file is rewritten whatever other names it is given meanwhile.
import { linkSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createCompaction } from '../../src/store/compact-database.ts';
import { openDatabase } from '../../src/store/open-database.ts';

it('a hard link that is made while the bot runs does not keep it from being rewritten', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kontext-compact-'));
  const location = join(folder, 'kontext.db');
  const db = await openDatabase(location);
  const log = { info: vi.fn(), warn: vi.fn() };
  const compaction = createCompaction(location, log);
  linkSync(location, join(folder, 'snapshot.db'));
  compaction.request();
  await compaction.run();
  expect(log.warn).not.toHaveBeenCalled();
  expect(log.info).toHaveBeenCalledWith({ bytes: expect.any(Number) }, 'database rewritten');
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});
