// The buttons under a request's message, and what the menu of a result offers. Rights are checked
// when they are used.
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import type { TaskRow } from '../../store/request-tables.ts';
import { asFailure, isRefusedAgain } from '../../tasks/requests/failure.ts';
import {
  hasComeToNothing,
  imageNumber,
  isWithdrawn,
  refusedTasks,
  shownTasks,
} from '../../tasks/requests/request-images.ts';
import { countOf } from '../../tasks/requests/request-options.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import { isOpen } from '../../tasks/requests/task-states.ts';
import type { Translate } from '../../text/text.ts';
import { customId } from '../api/custom-id.ts';

export type ControlRow = APIActionRowComponent<APIComponentInMessageActionRow>;

/** What the select under a result can do. */
export const moreActions = [
  'aspect-ratio',
  'before-after',
  'undo',
  'redo',
  'save-preset',
  'delete',
  'delete-all',
] as const;
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

/**
 * The controls of a request that has come to its end.
 * @param isReadAlone whether its member alone reads the message
 */
export function endControls(view: RequestView, t: Translate, isReadAlone: boolean): ControlRow[] {
  const shown = shownTasks(view);
  const [only, ...others] = shown;
  const isRefused = refusedTasks(view).length > 0;
  const buttons = isRefused && isReadAlone ? refusalButtons(view, t) : tryAgainButtons(view, t);
  buttons.push(...waitingButtons(view, t));
  if (isRefused && !isReadAlone) buttons.push(button('why', t('button.why'), view.request.id));
  if (isRefused && !isReadAlone && !only) buttons.push(deleteButton(view.request.id, t));
  const recovery = buttons.length > 0 ? [row(...buttons)] : [];
  if (!only) return recovery;
  if (others.length > 0) return [...galleryControls(view, shown, t), ...recovery];
  const id = countOf(view.request) === 1 ? view.request.id : only.id;
  return [...imageControls(view, id, 'message', t), ...recovery];
}

/** For everybody who reads the message. */
function tryAgainButtons(view: RequestView, t: Translate): APIButtonComponentWithCustomId[] {
  const { request, tasks } = view;
  // Whoever was refused for what they wrote decides alone whether it is tried again.
  if (!tasks.some(hasComeToNothing) || isWithdrawn(view)) return [];
  return [button('try-again', tryAgainLabel(tasks, t), request.id)];
}

const tryAgainLabel = (tasks: readonly TaskRow[], t: Translate): string =>
  tasks.every(hasComeToNothing) ? t('button.tryAgain') : t('button.tryMissing');

/** What can be done about images that are still to come, or were kept back. */
function waitingButtons({ request, tasks }: RequestView, t: Translate): APIButtonComponentWithCustomId[] {
  const withheld = tasks.filter(({ image_id, cancel_requested_at }) => image_id && cancel_requested_at !== null);
  const isStopped = withheld.some(({ cancel_by }) => cancel_by === 'moderator');
  const isAwaited = tasks.some((task) => isOpen(task) && task.cancel_requested_at === null);
  return [
    ...(isAwaited ? [button('cancel', t('button.cancel'), request.id)] : []),
    ...(withheld.length > 0 && !isStopped ? [button('show-picture', t('button.showImage'), request.id)] : []),
  ];
}

/** What can be done by a member, alone, about what was refused for what they wrote or gave. */
export function refusalButtons(view: RequestView, t: Translate): APIButtonComponentWithCustomId[] {
  const { request, tasks, inputs } = view;
  const failures = refusedTasks(view).map(({ failure }) => asFailure(failure));
  const isFileBad = failures.some(isRefusedAgain);
  const isTriedAgain = !isFileBad && tasks.some(hasComeToNothing);
  // One of several images can be left out; the only one cannot.
  const isChangeable = !isFileBad || inputs.length > 1;
  return [
    ...(isChangeable ? [button('change-prompt', t('button.changePrompt'), request.id, ButtonStyle.Primary)] : []),
    ...(isTriedAgain ? [button('try-again', tryAgainLabel(tasks, t), request.id)] : []),
    ...(tasks.some(({ image_id }) => image_id !== null) ? [] : [button('details', t('button.details'), request.id)]),
  ];
}

/** Of a line that shows no image, and so has no menu. */
const deleteButton = (id: string, t: Translate) => button('delete', t('button.delete'), id, ButtonStyle.Danger);

/**
 * Of several images: what is done with all of them, and a choice of the one that something is to be
 * done with.
 */
function galleryControls(view: RequestView, shown: readonly TaskRow[], t: Translate): ControlRow[] {
  const { request, inputs } = view;
  const isUndone = request.undone_at !== null;
  const ofEdits: MoreAction[] = inputs.length > 0 ? [isUndone ? 'redo' : 'undo'] : [];
  const choice = row({
    type: ComponentType.StringSelect,
    custom_id: customId('picture', request.id),
    placeholder: t('gallery.choose'),
    options: shown.map((task) => ({
      value: task.id,
      label: t('gallery.image', { number: imageNumber(task) }),
      description: t('request.seed', { count: 1, seed: task.seed }),
    })),
  });
  return [
    ...(isUndone ? [] : [choice]),
    row(button('re-roll', t('button.reRollAll'), request.id), button('details', t('button.details'), request.id)),
    moreSelect(request.id, [...ofEdits, 'save-preset', 'delete-all'], t),
  ];
}

/**
 * The controls of one image that is shown.
 * @param id of its request, or of its task where the request has several
 * @param where in the request's own message, or beside it: only what stands alone in its message
 * can be undone
 */
export function imageControls(
  { request, inputs }: RequestView,
  id: string,
  where: 'message' | 'beside',
  t: Translate,
): ControlRow[] {
  const swap: MoreAction = request.undone_at === null ? 'undo' : 'redo';
  const ofEdits: MoreAction[] = where === 'message' ? ['before-after', swap] : ['before-after'];
  return [
    row(
      button('re-roll', t('button.reRoll'), id),
      button('edit', t('button.edit'), id, ButtonStyle.Primary),
      button('details', t('button.details'), id),
      ...(canShowToAll(request) ? [button('show-to-all', t('button.showToAll'), id)] : []),
    ),
    // Only an edit has an image before it.
    moreSelect(id, ['aspect-ratio', ...(inputs.length > 0 ? ofEdits : []), 'save-preset', 'delete'], t),
  ];
}

/** What one person alone sees, in a place where there are others. */
const canShowToAll = ({ is_private, guild_id }: RequestView['request']): boolean =>
  is_private === 1 && guild_id !== null;

export const moreSelect = (id: string, actions: readonly MoreAction[], t: Translate): ControlRow =>
  row({
    type: ComponentType.StringSelect,
    custom_id: customId('more', id),
    placeholder: t('more.placeholder'),
    options: actions.map((action) => ({
      value: action,
      label: t(`more.${action}.label`),
      description: t(`more.${action}.description`),
    })),
  });
