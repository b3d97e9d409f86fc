// Which ways a result is tried by, as time goes on.
import { expect, it } from 'vitest';
import { TOKEN_LIFE_MS } from '../../../src/discord/api/limits.ts';
import { deliveryMethodsFor } from '../../../src/discord/delivery/delivery-methods.ts';
import { openEmptyDatabase } from '../../support/empty-database.ts';
import { addTask } from '../../support/rows.ts';
import { HOUR_MS, MINUTE_MS } from '../../support/test-clock.ts';

it('a token is tried until it is certainly dead: Discord says so', async () => {
  const db = await openEmptyDatabase();
  await addTask(db, { id: 'a', member: '1', guild: 'g', at: 0, micros: 1 });
  await db.updateTable('requests').set({ is_private: 1, token_expires_at: TOKEN_LIFE_MS }).execute();
  const request = await db.selectFrom('requests').selectAll().executeTakeFirstOrThrow();
  await db.destroy();
  expect(deliveryMethodsFor(request, 14 * MINUTE_MS)[0]).toBe('token');
  expect(deliveryMethodsFor(request, 35 * MINUTE_MS)[0]).toBe('token');
  expect(deliveryMethodsFor(request, 2 * HOUR_MS)).toEqual(['direct-message', 'history']);
});
