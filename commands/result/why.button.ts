// Why?: a public line says only that something was refused; whoever asked for it learns the reason,
// alone.

import { withAutoModFallback } from '../../src/discord/api/automod-fallback.ts';
import { tellPrivately } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { explainRefusal } from '../../src/discord/rendering/explain-refusal.ts';
import { button, row } from '../../src/discord/rendering/result-controls.ts';
import { UserError } from '../../src/errors.ts';
import { findEditDraft } from '../edit/open-edit-form.ts';
import { findOwnRequest } from '../shared/find-request.ts';

/** About a request whose tasks came to nothing. */
export const why = defineCommand({
  kind: 'button',
  name: 'why',
  async run(interaction, app, id) {
    const view = await findOwnRequest(interaction, app, id);
    const language = app.languageOf(interaction.locale);
    await withAutoModFallback(async (hidePrompt) => {
      const answer = explainRefusal(view, { language, hidePrompt });
      if (!answer) throw new UserError(language.t('refusal.unknownCommand'));
      await tellPrivately(app.webhook, interaction, answer);
    });
  },
});

/** About what was asked for in a chat and never became a request. */
export const whyDraft = defineCommand({
  kind: 'button',
  name: 'why-draft',
  async run(interaction, app, id) {
    const { refusal } = await findEditDraft(interaction, app, id);
    const { t } = app.languageOf(interaction.locale);
    if (refusal === undefined) throw new UserError(t('refusal.unknownCommand'));
    const components = [row(button('open-draft', t('button.changeDraft'), id))];
    await tellPrivately(app.webhook, interaction, { content: refusal, components });
  },
});
