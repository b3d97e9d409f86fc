// The form that asks for nothing but another aspect ratio.
import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord-api-types/v10';
import { customId } from '../../src/discord/api/custom-id.ts';
import { MODAL_TITLE_MAX } from '../../src/discord/api/limits.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import type { Translate } from '../../src/text/text.ts';
import { aspectRatioSelect } from '../edit/edit-form.ts';

/** @param current what the image has now */
export const aspectRatioForm = (
  requestId: string,
  current: string | null,
  t: Translate,
): APIModalInteractionResponseCallbackData => ({
  custom_id: customId('aspect-ratio', requestId),
  title: cut(t('form.aspect-ratio'), MODAL_TITLE_MAX),
  components: [
    {
      type: ComponentType.Label,
      label: t('form.aspectRatio'),
      description: t('form.newAspectRatioHint'),
      component: aspectRatioSelect(current, t),
    },
  ],
});
