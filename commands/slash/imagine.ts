// /imagine: draw a picture from words.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { offerAspectRatios } from '../options/aspect-ratio-choices.ts';
import { imageOptions, readImageOptions } from '../options/image-options.ts';

export const imagine = defineCommand({
  kind: 'slash',
  name: 'imagine',
  data: (setting) => ({
    name: 'imagine',
    description: setting.t('imagine.description'),
    options: imageOptions(setting),
  }),
  run: (interaction, app) => acceptRequest(interaction, app, readImageOptions(interaction, app)),
  autocomplete: offerAspectRatios,
});
