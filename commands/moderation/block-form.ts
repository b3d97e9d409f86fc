// The form that asks for a block's reason and duration, and what was filled in.
import type { ModalSubmitInteraction } from 'discord.js';
import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { customId } from '../../src/discord/api/custom-id.ts';
import { MODAL_TITLE_MAX } from '../../src/discord/api/limits.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import { formatLongSpan, parseSpan } from '../../src/text/figures.ts';
import type { Language } from '../../src/text/text.ts';
import { REASON_MAX } from './moderate-data.ts';

const DURATIONS = ['1h', '12h', '1d', '7d', '30d'];
/** A block without end is chosen, never left standing. */
const PRESELECTED = '1d';
const UNTIL_LIFTED = 'until-lifted';

/** @param id of the request, or of one of its tasks, whose member is to be blocked */
export const blockForm = (id: string, language: Language): APIModalInteractionResponseCallbackData => {
  const { t } = language;
  const field = (text: string, component: APIComponentInLabel, description?: string): APILabelComponent => ({
    type: ComponentType.Label,
    label: text,
    ...(description === undefined ? {} : { description }),
    component,
  });
  return {
    custom_id: customId('block', id),
    title: cut(t('button.block'), MODAL_TITLE_MAX),
    components: [
      field(t('moderate.blockDuration'), {
        type: ComponentType.StringSelect,
        custom_id: 'duration',
        options: [
          ...DURATIONS.map((value) => ({
            value,
            label: formatLongSpan(parseSpan(value) ?? 0, language),
            default: value === PRESELECTED,
          })),
          { value: UNTIL_LIFTED, label: t('moderate.untilLifted') },
        ],
      }),
      field(
        t('moderate.blockReason'),
        {
          type: ComponentType.TextInput,
          custom_id: 'reason',
          style: TextInputStyle.Paragraph,
          required: false,
          max_length: REASON_MAX,
        },
        t('moderate.blockReasonHint'),
      ),
    ],
  };
};

/**
 * @returns a span in milliseconds, undefined until it is lifted; anybody can send any value, and
 * one that is not offered is a day
 */
export function readBlockForm({ fields }: ModalSubmitInteraction): {
  reason: string | null;
  spanMs: number | undefined;
} {
  const [sent = PRESELECTED] = fields.getStringSelectValues('duration');
  const duration = [...DURATIONS, UNTIL_LIFTED].includes(sent) ? sent : PRESELECTED;
  const spanMs = duration === UNTIL_LIFTED ? undefined : parseSpan(duration);
  return { reason: fields.getTextInputValue('reason').trim() || null, spanMs };
}
