// Apps → Report picture, on a result: anybody may ask the server's moderators to look at it.
import { ApplicationCommandType, ButtonStyle, Routes } from 'discord-api-types/v10';
import { placeOf } from '../../src/discord/access.ts';
import { tellPrivately } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { idOf } from '../../src/discord/delivery-ladder.ts';
import { jumpLink } from '../../src/discord/jump-link.ts';
import { button, row } from '../../src/discord/result-controls.ts';
import { quote } from '../../src/discord/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { settingsOf } from '../../src/servers/settings.store.ts';
import { parsePictureId } from '../../src/tasks/gallery.ts';
import { addShowing, findRequest, shownByMessage } from '../../src/tasks/requests.store.ts';

const NAME = 'Report picture';
const PROMPT_SHOWN_MAX = 300;

export const reportPicture = defineCommand({
  kind: 'message-menu',
  name: NAME,
  data: () => ({ type: ApplicationCommandType.Message, name: NAME }),
  async run(interaction, app) {
    const { guildId } = placeOf(interaction, app.config);
    const { t } = app.languageOf(interaction.locale);
    const shown = await shownByMessage(app.db, interaction.targetMessage.id);
    const view = shown === undefined ? undefined : await findRequest(app.db, parsePictureId(shown).requestId);
    if (guildId === null) throw new UserError(t('refusal.serversOnly'));
    if (view?.request.guild_id !== guildId) throw new UserError(t('refusal.notAResult'));
    const { log_channel } = await settingsOf(app.db, guildId);
    if (log_channel === undefined) throw new UserError(t('refusal.noLogChannel'));
    const words = app.languageOf(interaction.guildLocale ?? interaction.locale).t;
    const { id, prompt } = view.request;
    const figures = {
      reporter: interaction.user.id,
      member: view.userId ?? '0',
      prompt: quote(prompt, PROMPT_SHOWN_MAX),
      link: jumpLink(view.request) ?? '',
    };
    const answer = await app.bot.post(Routes.channelMessages(log_channel), {
      body: {
        content: words('moderate.report', figures),
        components: [
          row(
            button('details', words('button.details'), id),
            button('delete', words('button.delete'), id, ButtonStyle.Danger),
            button('block', words('button.block'), id, ButtonStyle.Danger),
          ),
        ],
        allowed_mentions: { parse: [] },
        nonce: interaction.id,
        enforce_nonce: true,
      },
    });
    await addShowing(app.db, id, { messageId: idOf(answer), channelId: log_channel, now: app.now() });
    await tellPrivately(app.webhook, interaction, t('moderate.reported'));
  },
});
