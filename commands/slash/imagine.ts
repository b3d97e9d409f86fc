// /imagine: draw a picture from words.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { keepingDraft } from '../editing/open-edit-form.ts';
import { imageOptions, offerImageOptions, promptOption, readImageOptions } from '../options/image-options.ts';
import { typedFields } from '../options/typed-fields.ts';

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
