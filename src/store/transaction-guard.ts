// Inside a transaction only its own handle may be used: a query through the outer one would wait
// for the transaction that waits for it.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely } from 'kysely';
import { AppError } from '../errors.ts';

export interface TransactionGuard {
  /** Throws where the caller is inside an open transaction. */
  refuseInside(): void;
  /** Makes `db` note which code runs inside its transactions. */
  watch<Tables>(db: Kysely<Tables>): Kysely<Tables>;
}

export function createTransactionGuard(): TransactionGuard {
  const scope = new AsyncLocalStorage<{ open: boolean }>();
  return {
    refuseInside() {
      if (!scope.getStore()?.open) return;
      throw new AppError(
        'nested-query',
        'Inside a transaction only its own handle may be used: this query would wait forever.',
      );
    },
    watch(db) {
      const begin = db.transaction.bind(db);
      db.transaction = () => {
        const builder = begin();
        const execute = builder.execute.bind(builder);
        builder.execute = (work) => {
          const own = { open: true };
          // Work that was only started inside, and goes on after the end, is free again.
          return execute((trx) => scope.run(own, () => work(trx))).finally(() => {
            own.open = false;
          });
        };
        return builder;
      };
      return db;
    },
  };
}
