// A report in the log channel: what it shows, and how it is marked once a moderator has dealt with it. It stays when the image goes.
import type { ButtonInteraction, ModalMessageModalSubmitInteraction } from 'discord.js';
import { ButtonStyle, ComponentType, Routes } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { parseCustomId } from '../../src/discord/api/custom-id.ts';
import { ATTACHMENT_DESCRIPTION_MAX, CONTENT_MAX } from '../../src/discord/api/limits.ts';
import type { PrivateAnswer } from '../../src/discord/api/respond.ts';
import { spoilerMark } from '../../src/discord/api/spoiler.ts';
import { describePicture } from '../../src/discord/rendering/render-request.ts';
import { button, type ControlRow, row } from '../../src/discord/rendering/result-controls.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import { resolveReport } from '../../src/tasks/requests/open-reports.store.ts';
import { shownTasks, standingPicture } from '../../src/tasks/requests/request-images.ts';
import { optionsOf } from '../../src/tasks/requests/request-options.ts';
import type { RequestView } from '../../src/tasks/requests/requests.store.ts';
import { timeAgo } from '../../src/text/figures.ts';
import type { Language, Translate } from '../../src/text/text.ts';
import { readThumbnail } from '../shared/read-thumbnail.ts';

/** What a moderator can do with a report, by its buttons' actions. */
const reportActions = ['details', 'report-delete', 'block', 'report-resolve'] as const;
type ReportAction = (typeof reportActions)[number];

type ReportFiles = NonNullable<PrivateAnswer['files']>;

/** @param id of the request, or of one of its tasks: what the buttons are about */
export function reportControls(
  id: string,
  t: Translate,
  actions: readonly ReportAction[] = reportActions,
): ControlRow[] {
  const buttons = {
    details: button('details', t('button.details'), id),
    'report-delete': button('report-delete', t('button.deleteImage'), id, ButtonStyle.Danger),
    block: button('block', t('button.block'), id, ButtonStyle.Danger),
    'report-resolve': button('report-resolve', t('button.resolve'), id, ButtonStyle.Success),
  };
  return actions.length > 0 ? [row(...actions.map((action) => buttons[action]))] : [];
}

/** Small copies of what is reported; those that are no longer kept are left out. */
export async function reportThumbnails(app: App, view: RequestView, language: Language): Promise<ReportFiles> {
  const files: ReportFiles = [];
  const hidden = optionsOf(view.request).spoiler ? 'SPOILER_' : '';
  for (const [index, task] of shownTasks(view).entries()) {
    const data = await readThumbnail(app, standingPicture(view, task) ?? '');
    const description = cut(describePicture(task, view, { language }), ATTACHMENT_DESCRIPTION_MAX);
    if (data) files.push({ name: `${hidden}reported-${index + 1}.jpg`, data, description });
  }
  return files;
}

/** The attachments' entries of a message body that carries `files`. */
export const declareAttachments = (files: ReportFiles) =>
  files.map(({ name, description }, index) => ({
    id: String(index),
    filename: name,
    description,
    ...spoilerMark(name),
  }));

type ReportOutcome = 'deleted' | 'blocked' | 'resolved';

/** What was done, and to whom where it is a block. */
type ReportMark =
  | { outcome: Exclude<ReportOutcome, 'blocked'>; memberId?: never }
  | { outcome: 'blocked'; memberId: string };

/** What a report no longer offers after each. */
const WITHDRAWN: Readonly<Record<ReportOutcome, readonly ReportAction[]>> = {
  deleted: ['details', 'report-delete', 'report-resolve'],
  // The image is still there: somebody has yet to decide about it.
  blocked: ['block'],
  resolved: ['report-resolve'],
};

/** Marks the report that was clicked on, whose click must have been deferred, with who did what. @param id as of `reportControls` */
export async function markReport(
  interaction: ButtonInteraction | ModalMessageModalSubmitInteraction,
  app: App,
  id: string,
  { outcome, memberId = '' }: ReportMark,
): Promise<void> {
  const { t } = app.languageOf(interaction.guildLocale ?? interaction.locale);
  const { message, user, applicationId, token } = interaction;
  const left = offeredActions(message).filter((action) => !WITHDRAWN[outcome].includes(action));
  const line = t(`moderate.reportOutcome.${outcome}`, {
    moderator: user.id,
    member: memberId,
    when: timeAgo(app.now()),
  });
  const body = {
    content: `${cut(message.content, CONTENT_MAX - line.length - 1)}\n${line}`,
    components: reportControls(id, t, left),
    allowed_mentions: { parse: [] },
    // The thumbnail goes with the image.
    ...(outcome === 'deleted' ? { attachments: [] } : {}),
  };
  await app.webhook.patch(Routes.webhookMessage(applicationId, token, '@original'), { body, auth: false });
  if (outcome !== 'blocked') await resolveReport(app.db, message.id, app.now());
}

/** Whether a message is a report that can be marked: one from an earlier version cannot. */
export const isReport = (message: ReportMessage): boolean =>
  offeredActions(message).some((action) => action !== 'details');

type ReportMessage = Pick<ButtonInteraction['message'], 'components'>;

function offeredActions({ components }: ReportMessage): ReportAction[] {
  const ids = components.flatMap((part) =>
    part.type === ComponentType.ActionRow ? part.components.map(({ customId }) => customId ?? '') : [],
  );
  const actions = ids.map((id) => parseCustomId(id)?.action);
  return reportActions.filter((action) => actions.includes(action));
}
