// Forget me: carried out for whoever clicks, whatever the button's id says.

import { accountOf } from '../../src/accounts/accounts.store.ts';
import { askToForget, forgetWords } from '../../src/accounts/delete-user-content.store.ts';
import { deferUpdate, editAnswer } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';

export const forgetMe = defineCommand({
  kind: 'button',
  name: 'forget',
  async run(interaction, app) {
    await deferUpdate(app.webhook, interaction);
    const now = app.now();
    const accountId = await accountOf(app.db, interaction.user.id, now);
    await askToForget(app.db, accountId, now);
    const count = await forgetWords(app.db, accountId, app);
    await app.tasks.deliverDue();
    await app.images.removeExpired();
    // Where somebody reads for longer than a member waits, it is emptied a little later.
    void app.checkpoints.truncate();
    const { t } = app.languageOf(interaction.locale);
    await editAnswer(app.webhook, interaction, { content: t('privacy.forgotten', { count }) });
  },
});
