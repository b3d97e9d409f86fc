// The deletion that a click on a question's button confirms.
import type { ButtonInteraction } from 'discord.js';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { UserError } from '../../src/errors.ts';
import type { PendingDeletionRow } from '../../src/store/schema.ts';

/** @throws {UserError} where it is another's, expired or decided */
export async function findPending(interaction: ButtonInteraction, app: App, id: string): Promise<PendingDeletionRow> {
  const accountId = await accountOf(app.db, interaction.user.id, app.now());
  const pending = await app.pendingDeletions.find(id, accountId);
  if (pending) return pending;
  throw new UserError(app.languageOf(interaction.locale).t('refusal.questionGone'));
}
