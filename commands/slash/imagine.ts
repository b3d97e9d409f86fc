// /imagine: draw a picture from words.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { offerAspectRatios } from '../options/aspect-ratio-choices.ts';
import { imageOptions, promptOption, readImageOptions } from '../options/image-options.ts';

export const imagine = defineCommand({
  kind: 'slash',
  name: 'imagine',
  data: (setting) => ({
    name: 'imagine',
    description: setting.t('imagine.description'),
    options: [promptOption(setting.t('imagine.prompt')), ...imageOptions(setting)],
  }),
  async run(interaction, app) {
    const options = await readImageOptions(interaction, app, false);
    await acceptRequest(interaction, app, { kind: 'imagine', options, inputs: [] });
  },
  autocomplete: offerAspectRatios,
});
