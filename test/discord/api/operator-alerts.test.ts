// What the operator is told of charges: the bound that holds, also for a model that is listed as
// free.
import type { REST } from 'discord.js';
import { expect, it, vi } from 'vitest';
import { createChargeTeller } from '../../../src/discord/api/operator-alerts.ts';
import { createLog } from '../../../src/ops/log.ts';
import { createText } from '../../../src/text/text.ts';

it.each([
  [80_000, 'more than 3 times its list price of $0.08. It counts in full. Estimates stay at 3 times'],
  [0, 'which IMAGE_MODELS lists as free. It counts in full. Estimates for this model stay at $0.24 at most.'],
])('a charge for a model that is listed at %i micro-dollars is told with its bound', async (listedMicros, words) => {
  const sent = vi.fn(async (_route: string, _options: unknown) => ({ id: 'channel' }));
  const bot = { post: sent } as unknown as REST; // Nothing else of it is used.
  const tell = createChargeTeller({ bot, userIds: ['7'], language: createText()('en'), log: createLog('silent') });
  tell({ taskId: 'a-1', model: 'm', costMicros: 25_000_000, listedMicros, estimateMaxMicros: 240_000 });
  await vi.waitFor(() => expect(sent).toHaveBeenCalledTimes(2));
  expect(JSON.stringify(sent.mock.lastCall)).toContain('charged $25.00 for one image by m (task a-1)');
  expect(JSON.stringify(sent.mock.lastCall)).toContain(words);
});
