// Brings a database up to date: numbered migrations, in one transaction that a failure undoes
// wholly.
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AppError } from '../errors.ts';
import * as first from './migrations/0001-first-tables.ts';
import * as editing from './migrations/0002-editing.ts';
import * as budgets from './migrations/0003-budgets.ts';
import * as usage from './migrations/0004-usage.ts';
import * as notices from './migrations/0005-notices.ts';
import * as decisions from './migrations/0006-decisions.ts';
import * as privacy from './migrations/0007-privacy.ts';
import * as presets from './migrations/0008-presets.ts';
import * as returning from './migrations/0009-returning.ts';
import * as progressTimes from './migrations/0010-progress-times.ts';
import * as openTasks from './migrations/0011-open-tasks.ts';
import * as usageSums from './migrations/0012-usage-sums.ts';
import * as steadyTimes from './migrations/0013-steady-times.ts';
import * as lately from './migrations/0015-lately.ts';
import * as unshownResults from './migrations/0016-unshown-results.ts';
import * as pendingBudgetChanges from './migrations/0017-pending-budget-changes.ts';
import * as revokedGrants from './migrations/0018-revoked-grants.ts';
import * as messageRemovals from './migrations/0019-message-removals.ts';
import * as reservedCounts from './migrations/0020-reserved-counts.ts';
import * as draftsOfRequests from './migrations/0021-drafts-of-requests.ts';
import * as unansweredRequests from './migrations/0022-unanswered-requests.ts';
import * as messagesBeingSent from './migrations/0023-messages-being-sent.ts';
import * as pendingDeletions from './migrations/0024-pending-deletions.ts';
import * as auditFacts from './migrations/0025-audit-facts.ts';
import * as feedCopies from './migrations/0026-feed-copies.ts';
import * as rewriteRequests from './migrations/0027-rewrite-requests.ts';
import * as openReports from './migrations/0028-open-reports.ts';
import * as guestMessages from './migrations/0029-guest-messages.ts';
import * as reportedCosts from './migrations/0030-reported-costs.ts';
import * as abandonedDeliveries from './migrations/0031-abandoned-deliveries.ts';
import * as standardNames from './migrations/0032-standard-names.ts';
import * as chargedFailures from './migrations/0034-charged-failures.ts';
import * as memberLanguages from './migrations/0036-member-languages.ts';
import * as markedReports from './migrations/0037-marked-reports.ts';
import { isStorageTrouble } from './storage-trouble.ts';

/** Every migration there is, in order. A released one is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': first,
  '0002-editing': editing,
  '0003-budgets': budgets,
  '0004-usage': usage,
  '0005-notices': notices,
  '0006-decisions': decisions,
  '0007-privacy': privacy,
  '0008-presets': presets,
  '0009-returning': returning,
  '0010-progress-times': progressTimes,
  '0011-open-tasks': openTasks,
  '0012-usage-sums': usageSums,
  '0013-steady-times': steadyTimes,
  '0015-lately': lately,
  '0016-unshown-results': unshownResults,
  '0017-pending-budget-changes': pendingBudgetChanges,
  '0018-revoked-grants': revokedGrants,
  '0019-message-removals': messageRemovals,
  '0020-reserved-counts': reservedCounts,
  '0021-drafts-of-requests': draftsOfRequests,
  '0022-unanswered-requests': unansweredRequests,
  '0023-messages-being-sent': messagesBeingSent,
  '0024-pending-deletions': pendingDeletions,
  '0025-audit-facts': auditFacts,
  '0026-feed-copies': feedCopies,
  '0027-rewrite-requests': rewriteRequests,
  '0028-open-reports': openReports,
  '0029-guest-messages': guestMessages,
  '0030-reported-costs': reportedCosts,
  '0031-abandoned-deliveries': abandonedDeliveries,
  '0032-standard-names': standardNames,
  '0034-charged-failures': chargedFailures,
  '0036-member-languages': memberLanguages,
  '0037-marked-reports': markedReports,
};

/**
 * @param known for tests; the program's own migrations otherwise
 * @throws {AppError} `database-newer`, `migration-failed`
 */
export async function migrateToLatest<Tables>(db: Kysely<Tables>, known = migrations): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...known }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
  if (failed === undefined && error instanceof Error && error.message.includes('missing')) {
    throw new AppError('database-newer', 'The database was used by a newer version of this program.', { cause: error });
  }
  const step = failed === undefined ? '' : ` (${failed})`;
  const why = error instanceof Error ? error.message : String(error);
  throw new AppError(
    'migration-failed',
    `The database could not be brought up to date${step}: ${why}. Nothing was changed.${isStorageTrouble(error) ? ' Is the disk full?' : ''}`,
    { cause: error },
  );
}
