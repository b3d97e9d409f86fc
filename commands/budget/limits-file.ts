// A server's limits as a table, for those that a message does not hold.
import type { Guild } from 'discord.js';
import { userIdsOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import type { ServerRule } from '../../src/billing/budget-rules.store.ts';
import { MICROS_PER_USD } from '../../src/billing/money.ts';
import { attachData } from '../../src/discord/api/attach-file.ts';
import { toSpreadsheet } from '../../src/text/csv.ts';

/** @param guild says the names of its roles; null where the gateway has not told of it */
export async function limitsFile(rules: readonly ServerRule[], app: App, guild: Guild | null) {
  const members = rules.filter(({ subject }) => subject === 'member').map(({ subjectId }) => Number(subjectId));
  const users = await userIdsOf(app.db, members);
  const lines = rules.map(({ subject, subjectId, limitMicros, window, limitImages }) => [
    subject,
    subject === 'member' ? (users.get(Number(subjectId)) ?? '') : subjectId,
    guild?.roles.cache.get(subjectId)?.name ?? '',
    (limitMicros / MICROS_PER_USD).toFixed(6),
    window,
    String(limitImages ?? ''),
  ]);
  return attachData('limits.csv', toSpreadsheet([['for', 'id', 'name', 'usd', 'window', 'images'], ...lines]));
}
