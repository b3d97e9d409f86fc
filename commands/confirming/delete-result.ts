// Deleting a result: asked about first, since what was paid for is lost; with it goes the message
// under which it was chosen.
import type { ButtonInteraction, StringSelectMenuInteraction } from 'discord.js';
import { ButtonStyle, MessageFlags } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { formatUsd } from '../../src/billing/money.ts';
import { TOKEN_LIFE_MS } from '../../src/discord/api/limits.ts';
import { deferUpdate, deleteAnswer, type PrivateAnswer, tellPrivately } from '../../src/discord/api/respond.ts';
import { deleteMessage } from '../../src/discord/delivery/removal-context.ts';
import { button, row } from '../../src/discord/rendering/result-controls.ts';
import { rebindToClickedMessage } from '../../src/discord/requests/rebind-message.ts';
import { imageNumber, imagesLost } from '../../src/tasks/requests/request-images.ts';
import { countOf } from '../../src/tasks/requests/request-options.ts';
import { isOpen } from '../../src/tasks/requests/task-states.ts';
import { joinSentences } from '../../src/text/join-words.ts';
import type { Language, Translate } from '../../src/text/text.ts';
import { removeFromServer } from '../moderation/remove-posting.ts';
import { removeResult } from '../moderation/remove-result.ts';
import { type Deletable, findDeletable } from './deletable.ts';
import { whatStays, whatStaysElsewhere } from './what-stays.ts';

/**
 * Confirmed before the token of the click that asked is over: it may be the only thing that can
 * remove its message.
 */
const QUESTION_LIFE_MS = TOKEN_LIFE_MS - 60_000;

/** The message under which Delete was chosen. */
export interface ChosenMessage {
  channelId: string;
  messageId: string;
  isEphemeral: boolean;
  applicationId: string;
  /** Of the interaction that chose it, whose `@original` is this message. */
  token: string;
}

/**
 * Must be the interaction's first answer. A line that shows no image goes without a question.
 * @param id a request's, or a task's where the request has several images
 * @throws {UserError} for whoever may not
 */
export async function askToDelete(
  interaction: ButtonInteraction | StringSelectMenuInteraction,
  app: App,
  id: string,
): Promise<void> {
  const { message, user, applicationId, token } = interaction;
  const deletable = await findDeletable(interaction, app, id, message.id);
  await deferUpdate(app.webhook, interaction);
  const isEphemeral = message.flags.has(MessageFlags.Ephemeral);
  const chosen = { channelId: message.channelId, messageId: message.id, isEphemeral, applicationId, token };
  if (imagesLost(deletable.view).length === 0) {
    await deleteResult(app, deletable, { userId: user.id, chosen }, app.languageOf(interaction.locale).t);
    return;
  }
  const { request } = deletable.view;
  if (message.id === request.message_id) await rebindToClickedMessage(app, interaction, request.id);
  const questionId = await keepQuestion(interaction, app, id);
  const question = deletionQuestion(
    deletable,
    { action: 'delete-confirm', questionId },
    app.languageOf(interaction.locale),
  );
  await tellPrivately(app.webhook, interaction, question);
}

/**
 * What is asked about, and the message under which Delete was chosen.
 * @returns the question's id
 */
export async function keepQuestion(
  { message, user, token }: ButtonInteraction | StringSelectMenuInteraction,
  app: App,
  id: string,
): Promise<string> {
  const pending = {
    image_id: id,
    channel_id: message.channelId,
    message_id: message.id,
    is_ephemeral: message.flags.has(MessageFlags.Ephemeral) ? 1 : 0,
    interaction_token: token,
  };
  return app.pendingDeletions.keep(user.id, pending, QUESTION_LIFE_MS);
}

/** @param yes the action of the button that says yes, and the id of `keepQuestion` */
export function deletionQuestion(
  deletable: Deletable,
  { action, questionId }: { action: string; questionId: string },
  language: Language,
): PrivateAnswer {
  const { t } = language;
  return {
    content: joinSentences([whatGoes(deletable, language), ...whatItCost(deletable, language)], language),
    components: [
      row(
        button(action, t('button.delete'), questionId, ButtonStyle.Danger),
        button('delete-not', t('button.keep'), questionId),
      ),
    ],
  };
}

function whatGoes({ view, onlyIn }: Deletable, { t }: Language): string {
  if (onlyIn !== undefined) return t('deletion.here');
  const lost = imagesLost(view);
  const [only] = lost;
  const count = countOf(view.request);
  if (only && view.tasks.length === 1 && count > 1) return t('deletion.oneOf', { number: imageNumber(only), count });
  return t('deletion.all', { count: lost.length });
}

/** Nothing is lost where the image stays in its own place. */
function whatItCost({ view, onlyIn }: Deletable, { t, locale }: Language): string[] {
  const lost = imagesLost(view);
  const micros = lost.reduce((sum, { cost_micros, estimate_micros, state }) => {
    return sum + (cost_micros ?? (isOpen({ state }) ? estimate_micros : 0));
  }, 0);
  if (onlyIn !== undefined || micros === 0) return [];
  return [t('deletion.charged', { count: lost.length, cost: formatUsd(micros, locale) })];
}

/**
 * Deletes a result; its caller has checked rights and asked for confirmation. Its messages are gone
 * when this resolves, or, where Discord has trouble, later.
 * @returns sentences about messages that stay, since the bot cannot reach them any more
 */
export async function deleteResult(
  app: App,
  { view, as, onlyIn }: Deletable,
  { userId, chosen }: { userId: string; chosen: ChosenMessage },
  t: Translate,
): Promise<string[]> {
  if (onlyIn !== undefined) {
    await removeFromServer(app, view, onlyIn, { userId, clickedId: chosen.messageId });
    await removeChosen(app, chosen);
    return [];
  }
  const removal = await removeResult(app, view, { userId, as });
  const { showsOthers } = removal;
  if (!showsOthers || chosen.messageId !== view.request.message_id) {
    await removeChosen(app, chosen);
    await app.removals.forgetGuest(chosen.messageId);
  }
  if (as === 'moderator') return whatStaysElsewhere(app, view, t);
  return whatStays(app, view, { ...removal, chosenId: chosen.messageId }, t);
}

/** By the token, the only way to a private message; where that fails, in the bot's own voice. */
async function removeChosen(app: App, chosen: ChosenMessage): Promise<void> {
  try {
    await deleteAnswer(app.webhook, chosen);
  } catch (error) {
    if (chosen.isEphemeral) throw error;
    await deleteMessage(app.bot, chosen);
  }
}
