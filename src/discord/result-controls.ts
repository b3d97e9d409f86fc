// The buttons under a request's message, and what the menu of a result offers. Rights are checked when they are used.
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import type { RequestView } from '../tasks/requests.store.ts';
import type { Translate } from '../text/text.ts';
import { customId } from './custom-id.ts';

export type ControlRow = APIActionRowComponent<APIComponentInMessageActionRow>;

/** What the select under a result can do. */
export const moreActions = ['aspect-ratio', 'before-after', 'undo', 'redo'] as const;
export type MoreAction = (typeof moreActions)[number];

export const button = (
  action: string,
  label: string,
  id: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  style,
  label,
  custom_id: customId(action, id),
});

export const row = (...components: APIComponentInMessageActionRow[]): ControlRow => ({
  type: ComponentType.ActionRow,
  components,
});

/** The controls of a picture that is shown. */
export function resultControls({ request, inputs }: RequestView, t: Translate): ControlRow[] {
  const { id } = request;
  return [
    row(
      button('re-roll', t('button.reRoll'), id),
      button('edit', t('button.edit'), id, ButtonStyle.Primary),
      button('details', t('button.details'), id),
      button('delete', t('button.delete'), id, ButtonStyle.Danger),
    ),
    row({
      type: ComponentType.StringSelect,
      custom_id: customId('more', id),
      placeholder: t('more.placeholder'),
      options: offeredActions(inputs.length > 0, request.undone_at !== null).map((action) => ({
        value: action,
        label: t(`more.${action}.label`),
        description: t(`more.${action}.description`),
      })),
    }),
  ];
}

/** Only an edit has a picture before it. */
function offeredActions(isEdit: boolean, isUndone: boolean): MoreAction[] {
  if (!isEdit) return ['aspect-ratio'];
  return ['aspect-ratio', 'before-after', isUndone ? 'redo' : 'undo'];
}
