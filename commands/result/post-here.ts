// Post one of one's own images here, for everybody: free, and with everything that can be done with
// a result.

import type { ButtonInteraction, RepliableInteraction, StringSelectMenuInteraction } from 'discord.js';
import { InteractionContextType, Routes } from 'discord-api-types/v10';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { TOKEN_LIFE_MS, uploadLimitOf } from '../../src/discord/api/limits.ts';
import { deferAnswer, deleteAnswer } from '../../src/discord/api/respond.ts';
import { sendWithFallbacks } from '../../src/discord/delivery/message-payload.ts';
import { removeDueMessages } from '../../src/discord/delivery/remove-messages.ts';
import { placeKind } from '../../src/discord/interactions/access.ts';
import { guildContextOf } from '../../src/discord/interactions/guild-context.ts';
import { checkRules } from '../../src/discord/requests/server-policy.ts';
import { UserError } from '../../src/errors.ts';
import type { TaskRow } from '../../src/store/request-tables.ts';
import { currentImageId } from '../../src/tasks/requests/request-images.ts';
import { optionsOf } from '../../src/tasks/requests/request-options.ts';
import type { GuestAccess, Posting } from '../../src/tasks/requests/shown-messages.ts';
import { findOwnRequest, finishedImage } from '../shared/find-request.ts';
import { refuseBlocked } from '../shared/refuse-blocked.ts';

/**
 * @param id a request's, or a task's where the request has several
 * @throws {UserError} where it is not theirs, or must not be shown here
 */
export async function postHere(
  interaction: StringSelectMenuInteraction | ButtonInteraction,
  app: App,
  id: string,
): Promise<void> {
  const language = app.languageOf(interaction.locale);
  const found = await findOwnRequest(interaction, app, id);
  const task = finishedImage(found, interaction, app);
  if (!(await app.images.find(currentImageId(found, task) ?? ''))) throw new UserError(language.t('refusal.imageGone'));
  await refuseBlocked(interaction, app, await accountOf(app.db, interaction.user.id, app.now()));
  // It may come from another server, with other words and a more lenient moderation.
  const guild = await guildContextOf(interaction, app);
  await checkRules(app, guild, optionsOf(found.request), language);
  const { messageId, isPrivate } = await deferAnswer(app.webhook, interaction, false);
  // Discord may have had the answer wait.
  finishedImage(await findOwnRequest(interaction, app, task.id), interaction, app);
  // Whoever posts what they had called off wants it shown after all.
  await app.tasks.withdrawCancel(task);
  // Where Discord made the answer private, it is as private as before.
  const { channelId } = interaction;
  const isPosted = messageId !== null && !isPrivate && channelId !== null;
  const { guildId } = guild;
  const guest = guestAccess(interaction, app);
  // Before it shows: its buttons look it up.
  const posting = isPosted
    ? await app.tasks.addPosting(task, { messageId, channelId, guildId, kind: kindOf(interaction), guest })
    : undefined;
  try {
    await showHere(interaction, app, task.id, { guildId, isMadePrivate: isPrivate });
  } catch (error) {
    await withdraw(interaction, app, task, posting);
    throw error;
  }
  if (posting) await app.tasks.confirmPosting(posting);
}

/** In the bot's own direct messages nobody else sees it, whoever the bot is installed for. */
const kindOf = (interaction: RepliableInteraction): 'posting' | 'direct' =>
  placeKind(interaction) === 'direct' || interaction.context === InteractionContextType.BotDM ? 'direct' : 'posting';

/** What can remove the posting where the bot is a guest; undefined in places that have the bot. */
function guestAccess(interaction: RepliableInteraction, app: App): GuestAccess | undefined {
  if (placeKind(interaction) !== 'guest') return undefined;
  return {
    guild_id: interaction.guildId,
    application_id: interaction.applicationId,
    interaction_token: interaction.token,
    token_expires_at: app.steadyNow() + TOKEN_LIFE_MS,
  };
}

/** @throws {UserError} where it was deleted meanwhile: nothing shows it then */
async function showHere(
  interaction: RepliableInteraction,
  app: App,
  taskId: string,
  { guildId, isMadePrivate }: { guildId: string | null; isMadePrivate: boolean },
): Promise<void> {
  const route = Routes.webhookMessage(interaction.applicationId, interaction.token, '@original');
  const view = await findOwnRequest(interaction, app, taskId);
  // Public, and by this server's rule about costs.
  const request = { ...view.request, is_private: 0, guild_id: guildId };
  const payloadOptions = { limitBytes: uploadLimitOf(interaction), waiting: 'person' as const, isMadePrivate };
  await sendWithFallbacks(app, { ...view, request }, payloadOptions, ({ message, files, attachments }) =>
    app.webhook.patch(route, { body: { ...message, attachments }, files, auth: false }),
  );
  // Discord may have had it wait: whoever deleted it, or stopped it, meanwhile did not see it yet.
  finishedImage(await findOwnRequest(interaction, app, taskId), interaction, app);
}

/**
 * Discord may have taken the message although its answer was lost. The interaction's token reaches
 * it everywhere.
 */
async function withdraw(
  interaction: RepliableInteraction,
  app: App,
  { id, request_id }: TaskRow,
  posting: Posting | undefined,
): Promise<void> {
  if (posting) await app.tasks.withdrawPosting(posting);
  await deleteAnswer(app.webhook, interaction).catch((error: unknown) =>
    app.log.info({ taskId: id, err: error }, 'withdrawn posting not deleted by its token'),
  );
  await removeDueMessages(app, request_id);
}
