// What looks like left behind in the store's folder, while a file is being written.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createStoredFiles, digestOf } from '../../src/media/stored-files.ts';

const written = Promise.withResolvers<void>();
const goOn = Promise.withResolvers<void>();
vi.mock('../../src/store/move-durably.ts', async (original) => {
  const real = await original<typeof import('../../src/store/move-durably.ts')>();
  return {
    ...real,
    async moveDurably(from: string, to: string) {
      written.resolve();
      await goOn.promise;
      await real.moveDurably(from, to);
    },
  };
});

it('a draft that this process is writing is none, however old it seems; one of another process is', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'kontext-files-'));
  const files = createStoredFiles(directory);
  const bytes = Buffer.from('an image');
  const writing = files.write(digestOf(bytes), bytes);
  await written.promise;
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const drafts = names.filter((name) => name.endsWith('.draft')).map((name) => join(directory, name));
  expect(drafts).toHaveLength(1);
  expect(await files.untouched(0)).toEqual({ ids: [], drafts: [] });
  expect(await createStoredFiles(directory).untouched(0)).toEqual({ ids: [], drafts });
  goOn.resolve();
  await writing;
  expect(await files.untouched(0)).toEqual({ ids: [digestOf(bytes)], drafts: [] });
  rmSync(directory, { recursive: true });
});
