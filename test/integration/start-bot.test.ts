// How the whole bot stops: first of all nothing new is taken or paid for, whatever else hangs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { startDiscordApi } from '../../playground/discord-api/start.ts';
import { startVtrixApi } from '../../playground/vtrix-api/start.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { createLog } from '../../src/ops/log.ts';
import { startBot } from '../../src/start-bot.ts';
import type * as taskLife from '../../src/tasks/lifecycle/task-service.ts';

const order = vi.hoisted((): string[] => []);
vi.mock('../../src/tasks/lifecycle/image-sweeps.ts', () => ({
  createImageSweeps: () => ({ stop: async () => order.push('cleanup asked') }),
}));
vi.mock('../../src/tasks/lifecycle/task-service.ts', async (original) => {
  const { createTaskService } = await original<typeof taskLife>();
  return {
    createTaskService(...parts: Parameters<typeof createTaskService>) {
      const tasks = createTaskService(...parts);
      return {
        ...tasks,
        async stop(graceMs: number) {
          await tasks.stop(graceMs);
          order.push('tasks stopped');
        },
      };
    },
  };
});

it('tasks are stopped before anything waits for the cleanup of images, which may hang with its disk', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kontext-stop-'));
  const discord = await startDiscordApi();
  const provider = await startVtrixApi();
  const settings = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    VTRIX_API_KEY: provider.apiKey,
    VTRIX_BASE_URL: provider.baseUrl,
    DATABASE_URL: `file:${join(folder, 'kontext.db')}`,
    IMAGES_DIR: join(folder, 'images'),
    SHUTDOWN_GRACE: '0',
  };
  const bot = await startBot(readConfig(settings), createLog('silent'), new AbortController().signal);
  await bot.stop();
  expect(order).toEqual(['tasks stopped', 'cleanup asked']);
  await provider.close();
  await discord.close();
  rmSync(folder, { recursive: true });
}, 60_000);
