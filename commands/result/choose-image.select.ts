// One image of several, chosen: shown to whoever chose it, alone, with everything that can be done
// with it.

import { withAutoModFallback } from '../../src/discord/api/automod-fallback.ts';
import { uploadLimitOf } from '../../src/discord/api/limits.ts';
import { deferUpdate, tellPrivately } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { describeImage } from '../../src/discord/rendering/render-request.ts';
import { imageControls } from '../../src/discord/rendering/result-controls.ts';
import { rebindToClickedMessage } from '../../src/discord/requests/rebind-message.ts';
import { UserError } from '../../src/errors.ts';
import { imageGate } from '../../src/media/image-gate.ts';
import { imageNumber } from '../../src/tasks/requests/request-images.ts';
import { optionsOf } from '../../src/tasks/requests/request-options.ts';
import { findShownRequest, finishedTask } from '../shared/find-request.ts';

export const chooseImage = defineCommand({
  kind: 'select',
  // As it stands in messages since before it was called an image.
  name: 'picture',
  async run(interaction, app) {
    const view = await findShownRequest(interaction, app, interaction.values[0] ?? '');
    const language = app.languageOf(interaction.locale);
    const { t } = language;
    const task = finishedTask(view, interaction, app);
    await deferUpdate(app.webhook, interaction);
    const fitted = await imageGate.run(async () => {
      const bytes = await app.images.read(task.image_id ?? '');
      if (!bytes) throw new UserError(t('refusal.imageGone'));
      return app.media.fitForUpload(bytes, uploadLimitOf(interaction));
    }, 'person');
    // Should one image be deleted, the message can be shown without it.
    if (interaction.message.id === view.request.message_id)
      await rebindToClickedMessage(app, interaction, view.request.id);
    const { count, spoiler } = optionsOf(view.request);
    const name = `${spoiler ? 'SPOILER_' : ''}kontext-${task.seed}.${fitted.extension}`;
    await withAutoModFallback((hidePrompt) =>
      tellPrivately(app.webhook, interaction, {
        content: `**${t('gallery.title', { number: imageNumber(task), count })}**`,
        files: [{ name, data: fitted.bytes, description: describeImage(task, view, { language, hidePrompt }) }],
        components: imageControls(view, task.id, 'beside', t),
      }),
    );
  },
});
