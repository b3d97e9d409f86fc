// Apps → Report image, on a result: anybody may ask the server's moderators to look at it.
import type { MessageContextMenuCommandInteraction } from 'discord.js';
import { ApplicationCommandType, Routes } from 'discord-api-types/v10';
import type { App } from '../../../src/app.ts';
import { messageOf } from '../../../src/discord/api/interaction-events.ts';
import { idOf } from '../../../src/discord/api/messages.ts';
import { referredMessage } from '../../../src/discord/api/referred-message.ts';
import { deferAnswer, tellPrivately } from '../../../src/discord/api/respond.ts';
import { removeDueMessages } from '../../../src/discord/delivery/remove-messages.ts';
import { declareAttachments, reportThumbnails } from '../../../src/discord/delivery/report-thumbnails.ts';
import { sendNoted } from '../../../src/discord/delivery/send-noted.ts';
import { placeOf } from '../../../src/discord/interactions/access.ts';
import { defineCommand } from '../../../src/discord/interactions/define-command.ts';
import { behindBars } from '../../../src/discord/rendering/hidden-prompt.ts';
import { messageAddress, wordsToJump } from '../../../src/discord/rendering/message-link.ts';
import { reportControls } from '../../../src/discord/rendering/render-report.ts';
import { quote } from '../../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../../src/errors.ts';
import { createKeyedLock } from '../../../src/media/keyed-lock.ts';
import { settingsOf } from '../../../src/servers/settings.store.ts';
import { imageIdOf, imagesLost } from '../../../src/tasks/requests/request-images.ts';
import type { RequestView } from '../../../src/tasks/requests/request-view.ts';
import { hasOpenReport } from './open-report.ts';

const NAME = 'Report image';
const PROMPT_SHOWN_MAX = 300;
/** By the server and the request. */
const oneByOne = createKeyedLock();

export const reportImage = defineCommand({
  kind: 'message-menu',
  name: NAME,
  data: () => ({ type: ApplicationCommandType.Message, name: NAME }),
  async run(interaction, app) {
    const { guildId } = placeOf(interaction, app.config);
    const { t } = app.languageOf(interaction.locale);
    const target = await referredMessage(app.bot, messageOf(interaction));
    const shown = await app.requests.shownByMessage(target.id);
    const view = shown === undefined ? undefined : await app.requests.findImage(shown);
    if (guildId === null) throw new UserError(t('refusal.serversOnly'));
    // What one alone sees needs no moderator; and it must not become public by this.
    if (!view || view.request.is_private === 1 || !(await isShownHere(app, view, guildId, target.id)))
      throw new UserError(t('refusal.notAResult'));
    const { log_channel } = await settingsOf(app.db, guildId);
    if (log_channel === undefined) throw new UserError(t('refusal.noLogChannel'));
    const reported = { view, guildId, logChannel: log_channel, target };
    // Whoever reports it at the same moment waits for this one.
    await deferAnswer(app.webhook, interaction, true);
    const isNew = await oneByOne(`${guildId}:${view.request.id}`, () => report(interaction, app, reported));
    await tellPrivately(app.webhook, interaction, t(isNew ? 'moderate.reported' : 'moderate.alreadyReported'));
  },
});

interface Reported {
  view: RequestView;
  guildId: string;
  logChannel: string;
  /** The message that shows it. */
  target: { id: string; channel_id: string };
}

/**
 * @returns false where the moderators have a report about it already.
 * @throws {UserError} where it cannot be sent
 */
async function report(
  interaction: MessageContextMenuCommandInteraction,
  app: App,
  { view, guildId, logChannel, target }: Reported,
): Promise<boolean> {
  const { t } = app.languageOf(interaction.locale);
  const language = app.languageOf(interaction.guildLocale ?? interaction.locale);
  const words = language.t;
  const { request } = view;
  const id = imageIdOf(view);
  const taskId = id === request.id ? undefined : id;
  if (await hasOpenReport(app, request.id, { guildId, taskId, logChannel })) return false;
  const figures = {
    reporter: interaction.user.id,
    member: view.userId === null ? words('budget.ofForgotten') : `<@${view.userId}>`,
    prompt: behindBars(`**${quote(request.prompt, PROMPT_SHOWN_MAX)}**`, request),
    link: wordsToJump(messageAddress({ guildId, channelId: target.channel_id, messageId: target.id }), words),
  };
  const files = await reportThumbnails(app, view, language);
  const body = {
    content: words('moderate.report', figures),
    components: reportControls({ id, imageCount: imagesLost(view).length }, words),
    attachments: declareAttachments(files),
    allowed_mentions: { parse: [] },
    nonce: interaction.id,
    enforce_nonce: true,
  };
  const sent = sendNoted(app, {
    requestId: request.id,
    channelId: logChannel,
    send: async () => idOf(await app.bot.post(Routes.channelMessages(logChannel), { body, files })),
    as: { kind: 'report', guildId, taskId },
  });
  const messageId = await sent.catch(async (error: unknown) => {
    app.log.warn({ err: error, channel: logChannel }, 'report not sent');
    throw new UserError(t((await isThere(app, id)) ? 'refusal.logChannelClosed' : 'refusal.notAResult'));
  });
  // Whoever deleted the image while Discord had the report wait did not know of it.
  if (!(await isThere(app, id))) {
    await app.removals.removeMessageCopies(request.id, { places: [{ channelId: logChannel, messageId }] });
    await removeDueMessages(app, request.id);
    throw new UserError(t('refusal.notAResult'));
  }
  return true;
}

async function isThere({ requests }: App, id: string): Promise<boolean> {
  const view = await requests.findImage(id);
  return view !== undefined && view.request.deleted_at === null;
}

/** Made in this server, or posted there by its member, wherever it was made. */
async function isShownHere(
  { requests }: App,
  { request }: RequestView,
  guildId: string,
  messageId: string,
): Promise<boolean> {
  if (request.guild_id === guildId) return true;
  return (await requests.messageCopiesOf(request.id)).some((copy) => copy.messageId === messageId);
}
