// /imagine: draw a picture from words.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
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
    const options = await readImageOptions(interaction, app, false);
    await acceptRequest(interaction, app, { kind: 'imagine', options, inputs: [] });
  },
  autocomplete: offerImageOptions,
});
