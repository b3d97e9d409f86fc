// The form in which a result's prompt becomes a preset.
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { customId } from '../../src/discord/api/custom-id.ts';
import { MODAL_TITLE_MAX } from '../../src/discord/api/limits.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import type { Translate } from '../../src/text/text.ts';
import { PRESET_NAME_MAX, PRESET_PROMPT_MAX } from './save-preset.ts';

/** @param mayShare whether it can be the server's */
export const presetForm = (
  imageId: string,
  prompt: string,
  mayShare: boolean,
  t: Translate,
): APIModalInteractionResponseCallbackData => ({
  custom_id: customId('preset', imageId),
  title: cut(t('preset.form'), MODAL_TITLE_MAX),
  components: [
    {
      type: ComponentType.Label,
      label: t('preset.nameLabel'),
      component: {
        type: ComponentType.TextInput,
        custom_id: 'name',
        style: TextInputStyle.Short,
        min_length: 1,
        max_length: PRESET_NAME_MAX,
      },
    },
    {
      type: ComponentType.Label,
      label: t('preset.promptLabel'),
      description: t('preset.promptHint'),
      component: {
        type: ComponentType.TextInput,
        custom_id: 'prompt',
        style: TextInputStyle.Paragraph,
        min_length: 1,
        max_length: PRESET_PROMPT_MAX,
        value: cut(prompt, PRESET_PROMPT_MAX),
      },
    },
    ...(mayShare
      ? [
          {
            type: ComponentType.Label as const,
            label: t('preset.forWhom'),
            component: {
              type: ComponentType.StringSelect as const,
              custom_id: 'audience',
              options: [
                { label: t('preset.forMe'), value: 'me', default: true },
                { label: t('preset.forServer'), value: 'server' },
              ],
            },
          },
        ]
      : []),
  ],
});
