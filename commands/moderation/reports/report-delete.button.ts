// Delete image, on a report or on what /moderate task shows: asked about first; the image goes
// wherever it is shown, the report stays and says who deleted it.
import type { ButtonInteraction } from 'discord.js';
import type { App } from '../../../src/app.ts';
import { deferUpdate, tellPrivately } from '../../../src/discord/api/respond.ts';
import { requireServer } from '../../../src/discord/interactions/access.ts';
import { defineCommand } from '../../../src/discord/interactions/define-command.ts';
import type { ReportMark } from '../../../src/discord/rendering/render-report.ts';
import { UserError } from '../../../src/errors.ts';
import { imagesLost } from '../../../src/tasks/requests/request-images.ts';
import { joinSentences } from '../../../src/text/join-words.ts';
import type { Deletable } from '../../confirming/deletable.ts';
import { deletionQuestion, keepQuestion } from '../../confirming/delete-result.ts';
import { findPending } from '../../confirming/find-pending.ts';
import { settleQuestion, takeAnswer } from '../../confirming/settle-question.ts';
import { whatStaysElsewhere } from '../../confirming/what-stays.ts';
import { removeFromServer } from '../remove-posting.ts';
import { removeResult } from '../remove-result.ts';
import { clickedReport, isReport, markClicked } from './report-message.ts';
import { describeGone, findReported, type GoneImage, isGone } from './reported-request.ts';

export const deleteReported = defineCommand({
  kind: 'button',
  name: 'report-delete',
  access: 'moderator',
  async run(interaction, app, id) {
    const language = app.languageOf(interaction.locale);
    if (!isReport(interaction.message)) throw new UserError(language.t('refusal.unknownRequest'));
    const found = await findReported(interaction, app, id);
    await deferUpdate(app.webhook, interaction);
    if (!isGone(found) && imagesLost(found.view).length > 0) {
      const questionId = await keepQuestion(interaction, app, id);
      const question = deletionQuestion(found, { action: 'report-delete-confirm', questionId }, language);
      return tellPrivately(app.webhook, interaction, question);
    }
    const mark = await remove(interaction, app, id, found);
    await markClicked(app, clickedReport(interaction, id), mark, wordsOf(interaction, app));
    if (mark.isLate) await tellPrivately(app.webhook, interaction, language.t('moderate.alreadyDeleted'));
  },
});

export const confirmDeleteReported = defineCommand({
  kind: 'button',
  name: 'report-delete-confirm',
  access: 'moderator',
  async run(interaction, app, questionId) {
    const language = app.languageOf(interaction.locale);
    const { t } = language;
    const pending = await findPending(interaction, app, questionId);
    const { image_id: id, interaction_token: token } = pending;
    const found = await findReported(interaction, app, id);
    await takeAnswer(interaction, app);
    const mark = await remove(interaction, app, id, found);
    const report = { applicationId: interaction.applicationId, token, imageId: id };
    await markClicked(app, report, mark, wordsOf(interaction, app));
    const isEverywhere = !mark.isLate && !isGone(found) && found.onlyIn === undefined;
    const sentences = [
      t(mark.isLate ? 'deletion.already' : 'deletion.done'),
      ...(isEverywhere ? await whatStaysElsewhere(app, found.view, t) : []),
    ];
    await settleQuestion(interaction, app, joinSentences(sentences, language));
    await app.pendingDeletions.end(questionId, pending.account_id);
  },
});

/** Reports are written for everybody who reads them in the server. */
const wordsOf = ({ guildLocale, locale }: ButtonInteraction, app: App) => app.languageOf(guildLocale ?? locale);

/**
 * All reports about it are marked with that, in the bot's own voice; what was clicked may be none
 * of them, or be out of its reach.
 * @returns how what was clicked is marked; late where somebody was faster
 */
async function remove(
  interaction: ButtonInteraction,
  app: App,
  id: string,
  found: Deletable | GoneImage,
): Promise<ReportMark & { isLate: boolean }> {
  if (isGone(found)) return markOfGone(found);
  const { view, onlyIn } = found;
  const userId = interaction.user.id;
  const isDone =
    onlyIn === undefined
      ? (await removeResult(app, view, { userId, as: 'moderator' })).isDone
      : await removeFromServer(app, view, onlyIn, { userId });
  if (!isDone) return markOfGone(await describeGone(app, await requireServer(interaction, 'moderator', app), id));
  const count = Math.max(imagesLost(view).length, 1);
  return { outcome: 'deleted', moderatorId: userId, at: app.now(), count, isLate: false };
}

function markOfGone({ deletedAt: at, moderatorId, imageCount: count }: GoneImage): ReportMark & { isLate: boolean } {
  return moderatorId === undefined
    ? { outcome: 'gone', at, isLate: true }
    : { outcome: 'deleted', moderatorId, at, count, isLate: true };
}
