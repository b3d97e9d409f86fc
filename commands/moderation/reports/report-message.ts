// A report in the log channel: what it shows, and how it is marked once a moderator has dealt with
// it. It stays when the image goes.
import type { ButtonInteraction, ModalMessageModalSubmitInteraction } from 'discord.js';
import { ButtonStyle, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { App } from '../../../src/app.ts';
import type { WallMs } from '../../../src/clock.ts';
import { isUnknownMessage } from '../../../src/discord/api/discord-error.ts';
import { ATTACHMENT_DESCRIPTION_MAX, CONTENT_MAX } from '../../../src/discord/api/limits.ts';
import type { PrivateAnswer } from '../../../src/discord/api/respond.ts';
import { spoilerMark } from '../../../src/discord/api/spoiler.ts';
import { readControls } from '../../../src/discord/rendering/message-purpose.ts';
import { describeImage } from '../../../src/discord/rendering/render-request.ts';
import { button, type ControlRow, row } from '../../../src/discord/rendering/result-controls.ts';
import { cut } from '../../../src/discord/rendering/safe-text.ts';
import { currentImageId, shownTasks } from '../../../src/tasks/requests/request-images.ts';
import { optionsOf } from '../../../src/tasks/requests/request-options.ts';
import type { RequestView } from '../../../src/tasks/requests/request-view.ts';
import { timeAgo } from '../../../src/text/figures.ts';
import type { Language, Translate } from '../../../src/text/text.ts';
import { imagesLost } from '../../confirming/deletable.ts';
import { readThumbnail } from '../../shared/read-thumbnail.ts';

/** What a moderator can do with a report, by its buttons' actions. */
const reportActions = ['details', 'report-delete', 'block', 'report-resolve'] as const;
type ReportAction = (typeof reportActions)[number];

type ReportFiles = NonNullable<PrivateAnswer['files']>;

/**
 * @param about the id of the request, or of one of its tasks, and how many images Delete takes away
 */
export function reportControls(
  { id, imageCount }: { id: string; imageCount: number },
  t: Translate,
  actions: readonly ReportAction[] = reportActions,
): ControlRow[] {
  const buttons = {
    details: button('details', t('button.details'), id),
    'report-delete': button('report-delete', t('button.deleteImages', { count: imageCount }), id, ButtonStyle.Danger),
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
    const data = await readThumbnail(app, currentImageId(view, task) ?? '');
    const description = cut(describeImage(task, view, { language }), ATTACHMENT_DESCRIPTION_MAX);
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

/**
 * What was done, by whom, when, and to whom where it is a block; `gone` where its member had
 * deleted the image before.
 */
export type ReportMark = { at: WallMs } & (
  | { outcome: 'deleted'; moderatorId: string; count: number }
  | { outcome: 'blocked'; moderatorId: string; memberId: string }
  | { outcome: 'resolved'; moderatorId: string }
  | { outcome: 'gone' }
);

/** What a report no longer offers after each. */
const WITHDRAWN: Readonly<Record<ReportMark['outcome'], readonly ReportAction[]>> = {
  deleted: ['details', 'report-delete', 'report-resolve'],
  gone: ['details', 'report-delete', 'report-resolve'],
  // The image is still there: somebody has yet to decide about it.
  blocked: ['block'],
  resolved: ['report-resolve'],
};

/** A report as it stands in Discord, and whose token changes it. */
export interface ShownReport {
  /** As of `reportControls`. */
  imageId: string;
  messageId: string;
  content: string;
  actions: ReportAction[];
  applicationId: string;
  token: string;
}

/** The report that was clicked on, whose click must have been deferred. */
export const clickedReport = (
  { message, applicationId, token }: ButtonInteraction | ModalMessageModalSubmitInteraction,
  imageId: string,
): ShownReport => ({
  imageId,
  messageId: message.id,
  content: message.content,
  actions: offeredActions(message.components.map((part) => part.toJSON())),
  applicationId,
  token,
});

const shownReport = z.object({ id: z.string(), content: z.string(), components: z.unknown() });

/**
 * A report that was clicked on a while ago.
 * @returns undefined where it is gone, or offers no deletion any more
 */
export async function readReport(
  { webhook }: App,
  clicked: Pick<ShownReport, 'imageId' | 'applicationId' | 'token'>,
): Promise<ShownReport | undefined> {
  const route = Routes.webhookMessage(clicked.applicationId, clicked.token, '@original');
  const answer = await webhook.get(route, { auth: false }).catch((error: unknown) => {
    if (!isUnknownMessage(error)) throw error;
  });
  const shown = shownReport.safeParse(answer).data;
  const actions = offeredActions(shown?.components);
  if (!shown || !actions.includes('report-delete')) return undefined;
  return { ...clicked, messageId: shown.id, content: shown.content, actions };
}

/** Marks a report with who did what, in the server's language. */
export async function markReport(app: App, report: ShownReport, mark: ReportMark, { t }: Language): Promise<void> {
  const { imageId: id, content, applicationId, token } = report;
  const left = report.actions.filter((action) => !WITHDRAWN[mark.outcome].includes(action));
  const line = describeMark(mark, t);
  const view = await app.requests.findImage(id);
  const imageCount = view ? imagesLost(view).length : 1;
  const isDeleted = mark.outcome === 'deleted' || mark.outcome === 'gone';
  const body = {
    content: `${cut(content, CONTENT_MAX - line.length - 1)}\n${line}`,
    components: reportControls({ id, imageCount }, t, left),
    allowed_mentions: { parse: [] },
    // The thumbnail goes with the image.
    ...(isDeleted ? { attachments: [] } : {}),
  };
  await app.webhook.patch(Routes.webhookMessage(applicationId, token, '@original'), { body, auth: false });
  if (mark.outcome !== 'blocked') await app.messages.resolveReport(report.messageId);
}

function describeMark(mark: ReportMark, t: Translate): string {
  const when = timeAgo(mark.at);
  if (mark.outcome === 'gone') return t('moderate.reportOutcome.gone', { when });
  const { moderatorId: moderator } = mark;
  if (mark.outcome === 'deleted') return t('moderate.reportOutcome.deleted', { when, moderator, count: mark.count });
  if (mark.outcome === 'resolved') return t('moderate.reportOutcome.resolved', { when, moderator });
  return t('moderate.reportOutcome.blocked', { when, moderator, member: mark.memberId });
}

/** Whether a message is a report that can be marked: one from an earlier version cannot. */
export const isReport = ({ components }: Pick<ButtonInteraction['message'], 'components'>): boolean =>
  offeredActions(components.map((part) => part.toJSON())).some((action) => action !== 'details');

/** @param components as Discord sends them */
function offeredActions(components: unknown): ReportAction[] {
  const actions = readControls(components).map(({ action }) => action);
  return reportActions.filter((action) => actions.includes(action));
}
