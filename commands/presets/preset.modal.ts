// The form for a preset, sent: the result's own options go with the prompt, whoever drew it.
import { tellPrivately } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { optionsOf } from '../../src/tasks/requests/request-options.ts';
import { findShownRequest } from '../shared/find-request.ts';
import { keepPreset } from './save-preset.ts';

export const sendPreset = defineCommand({
  kind: 'modal',
  name: 'preset',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const { parameters, model, spoiler } = optionsOf(view.request);
    const { prompt: _typedAnew, seed: _drawnAnew, ...options } = parameters;
    const { fields } = interaction;
    const [audience] = fields.fields.has('audience') ? fields.getStringSelectValues('audience') : [];
    const words = await keepPreset(interaction, app, {
      name: fields.getTextInputValue('name'),
      prompt: fields.getTextInputValue('prompt'),
      options: {
        ...options,
        ...(model === app.prices.defaultModel ? {} : { model }),
        ...(spoiler ? { spoiler } : {}),
      },
      isServers: audience === 'server',
    });
    await tellPrivately(app.webhook, interaction, words);
  },
});
