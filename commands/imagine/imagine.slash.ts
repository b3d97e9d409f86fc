// /imagine: draw an image from words.

import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { acceptRequest } from '../../src/discord/requests/submit-from-interaction.ts';
import { keepingDraft } from '../edit/open-edit-form.ts';
import { typedFields } from '../edit/typed-fields.ts';
import { imageOptions, offerImageOptions, promptOption, readImageOptions } from '../options/image-options.ts';

export const imagine = defineCommand({
  kind: 'slash',
  name: 'imagine',
  data: (setting) => ({
    name: 'imagine',
    description: setting.t('imagine.description'),
    options: [promptOption(setting.t('imagine.prompt')), ...imageOptions(setting)],
  }),
  async run(interaction, app) {
    const describe = async () => {
      const fields = await typedFields(interaction, app, 0);
      return { kind: 'imagine', sources: [], mustBePrivate: false, spoiler: false, fields } as const;
    };
    await keepingDraft(app, interaction.user.id, describe, async () => {
      const options = await readImageOptions(interaction, app, false);
      await acceptRequest(interaction, app, { kind: 'imagine', options, inputs: [] });
    });
  },
  autocomplete: offerImageOptions,
});
