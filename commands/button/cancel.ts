// Cancel: free before the provider has it; after that it is charged all the same, and the picture is kept back.
import type { ButtonInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { adoptMessage } from '../../src/discord/adopt-message.ts';
import { deferUpdate } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import { shownTasks } from '../../src/tasks/gallery.ts';
import { findRequest, makeDeliveryDueWhenAtRest } from '../../src/tasks/requests.store.ts';
import { findGovernedRequest } from '../editing/shown-request.ts';

export const cancel = defineCommand({
  kind: 'button',
  name: 'cancel',
  async run(interaction, app, id) {
    const { view, as } = await findGovernedRequest(interaction, app, id);
    await deferUpdate(app.webhook, interaction);
    const accountId = await accountOf(app.db, interaction.user.id, app.now());
    const { cancelled, started } = await app.tasks.cancel(view.request.id, { accountId, as });
    if (cancelled + started === 0) {
      const isUnshown = view.request.delivered_at === null && shownTasks(view).length > 0;
      await showEnd(interaction, app, view.request.id);
      const reason = isUnshown ? 'refusal.finishedUnshown' : 'refusal.tooLate';
      throw new UserError(app.languageOf(interaction.locale).t(reason));
    }
    if (as === 'moderator') {
      const { id: requestId, guild_id, account_id } = view.request;
      await addAudit(app.db, {
        guild_id,
        actor_account_id: accountId,
        action: 'result.cancel',
        target: `member:${account_id}`,
        before: requestId,
        after: null,
        reason: null,
        created_at: app.now(),
      });
    }
    if (started > 0) app.display.showProgress(view.request.id);
  },
});

/** A message that still offers Cancel does not show the end yet: Discord may have refused to. The click's own token can. */
async function showEnd(interaction: ButtonInteraction, app: App, requestId: string): Promise<void> {
  const view = await findRequest(app.db, requestId);
  if (!view || view.request.deleted_at !== null || view.request.message_id !== interaction.message.id) return;
  await adoptMessage(app, interaction, requestId);
  if (await makeDeliveryDueWhenAtRest(app.db, requestId, app.steadyNow())) app.display.deliver(requestId);
}
