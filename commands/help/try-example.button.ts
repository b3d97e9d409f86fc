// Try the example, under /help: the form for an image with the example filled in. Nothing is made,
// or charged, until it is sent.
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { openEditForm } from '../edit/open-edit-form.ts';

export const tryExample = defineCommand({
  kind: 'button',
  name: 'try-example',
  async run(interaction, app) {
    const prompt = app.languageOf(interaction.locale).t('help.example');
    const start = { kind: 'imagine', sources: [], mustBePrivate: false, spoiler: false } as const;
    await openEditForm(interaction, app, start, { prompt });
  },
});
