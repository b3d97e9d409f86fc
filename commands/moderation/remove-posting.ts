// A picture drawn elsewhere and posted here from its member's history: moderators here take that message away, and leave the rest to its own place.
import type { ButtonInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { hasAccess, placeOf } from '../../src/discord/access.ts';
import { deferUpdate, deleteAnswer } from '../../src/discord/answer.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import { pictureIdOf } from '../../src/tasks/gallery.ts';
import { forgetShowing, type RequestView, showingsOf } from '../../src/tasks/requests.store.ts';

/** @returns false where that is not what was clicked on, or not by a moderator: nothing has been done then */
export async function removePosting(interaction: ButtonInteraction, app: App, view: RequestView): Promise<boolean> {
  const { request, userId } = view;
  const { guildId } = placeOf(interaction, app.config);
  if (guildId === null || request.guild_id === guildId || userId === interaction.user.id) return false;
  const { id: clickedId } = interaction.message;
  const isPosting = (await showingsOf(app.db, request.id)).some(({ messageId }) => messageId === clickedId);
  if (!isPosting || !(await hasAccess(interaction, 'moderator', app))) return false;
  await deferUpdate(app.webhook, interaction);
  const now = app.now();
  await forgetShowing(app.db, clickedId);
  await addAudit(app.db, {
    guild_id: guildId,
    actor_account_id: await accountOf(app.db, interaction.user.id, now),
    action: 'result.delete',
    target: `member:${request.account_id}`,
    before: pictureIdOf(view),
    after: null,
    reason: null,
    created_at: now,
  });
  await deleteAnswer(app.webhook, interaction);
  return true;
}
