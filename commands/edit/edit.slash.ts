// /edit: change up to four images with words.
import type { ChatInputCommandInteraction } from 'discord.js';
import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import type { FoundImage } from '../../src/discord/api/message-images.ts';
import { isSpoiler } from '../../src/discord/api/spoiler.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { acceptRequest } from '../../src/discord/requests/submit-from-interaction.ts';
import { strongestSpoiler } from '../../src/tasks/requests/request-options.ts';
import type { Translate } from '../../src/text/text.ts';
import { imageOptions, offerImageOptions, promptOption, readImageOptions } from '../options/image-options.ts';
import { keepingDraft } from './open-edit-form.ts';
import { typedFields } from './typed-fields.ts';
import { toOffered, toSources } from './validate-attachments.ts';

const IMAGES = ['image', 'image_2', 'image_3', 'image_4'] as const;

export const edit = defineCommand({
  kind: 'slash',
  name: 'edit',
  data: (setting) => ({
    name: 'edit',
    description: setting.t('edit.description'),
    options: [promptOption(setting.t('edit.prompt')), ...imagesOptions(setting.t), ...imageOptions(setting)],
  }),
  async run(interaction, app) {
    const given = givenImages(interaction);
    const describe = async () => {
      const fields = await typedFields(interaction, app, given.length);
      return { kind: 'edit', sources: toOffered(given), mustBePrivate: false, spoiler: false, fields } as const;
    };
    await keepingDraft(app, interaction.user.id, describe, async () => {
      const options = await readImageOptions(interaction, app, true);
      const inputs = toSources(given, app.languageOf(interaction.locale).t);
      const spoiler = strongestSpoiler(options.spoiler, ...given.map((image) => image.isSpoiler));
      await acceptRequest(interaction, app, { kind: 'edit', options: { ...options, spoiler }, inputs });
    });
  },
  autocomplete: offerImageOptions,
});

const imagesOptions = (t: Translate): APIApplicationCommandBasicOption[] =>
  IMAGES.map((name, index) => ({
    type: Type.Attachment,
    name,
    description: index === 0 ? t('edit.image') : t('edit.furtherImage'),
    required: index === 0,
  }));

const givenImages = ({ options }: ChatInputCommandInteraction): FoundImage[] =>
  IMAGES.flatMap((option) => {
    const file = options.getAttachment(option);
    if (!file) return [];
    const { name, url, size, contentType, flags } = file;
    return [
      {
        name,
        url,
        isSpoiler: isSpoiler({ filename: name, flags: flags.bitfield }),
        contentType: contentType ?? undefined,
        sizeBytes: size,
      },
    ];
  });
