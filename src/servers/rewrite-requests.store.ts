// The database's note that its file has to be rewritten, since something was forgotten. It outlives
// the process, and is read by `npm run compact` too.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { RewriteRequests } from '../store/compact-database.ts';
import type { Database } from '../store/schema.ts';
import { readAppState, writeAppState } from './app-state.store.ts';

/** Call it in the transaction that forgets: whoever finds the one finds the other. */
export const requestRewrite = (trx: Kysely<Database>): Promise<void> =>
  writeAppState(trx, 'rewrite_requested', randomUUID());

export const rewriteRequestsOf = (db: Kysely<Database>): RewriteRequests => ({
  pending: () => readAppState(db, 'rewrite_requested'),
  async done(id) {
    await db.transaction().execute(async (trx) => {
      // What was forgotten while the file was rewritten is a later request.
      if ((await readAppState(trx, 'rewrite_requested')) === id)
        await writeAppState(trx, 'rewrite_requested', undefined);
    });
  },
});
