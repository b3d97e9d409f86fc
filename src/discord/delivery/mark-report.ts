// Marks a report whose image, or one of them, was deleted, in the bot's own voice: what showed the
// image there goes, and a line says what happened.
import { type RawFile, Routes } from 'discord.js';
import { z } from 'zod';
import type { MessageRemovalRow } from '../../store/message-tables.ts';
import { type ImageDeletion, isAllGone, readDeletion } from '../../tasks/requests/image-deletion.ts';
import { imagesLost, onlyImage, parseImageId } from '../../tasks/requests/request-images.ts';
import { isForgotten, type RequestView } from '../../tasks/requests/request-view.ts';
import type { Language } from '../../text/text.ts';
import { readControls } from '../rendering/message-purpose.ts';
import {
  actionsAfter,
  describeMark,
  isAboutGone,
  offeredActions,
  type ReportMark,
  reportControls,
  withLine,
  withoutPrompt,
} from '../rendering/render-report.ts';
import type { DisplayContext } from './display-context.ts';
import { declareAttachments, reportThumbnails } from './report-thumbnails.ts';

export type MarkContext = Pick<
  DisplayContext,
  'requests' | 'removals' | 'images' | 'media' | 'log' | 'bot' | 'languageOf' | 'localeOfServer'
>;

/** A row of the queue that is about a report. */
export type ReportRow = MessageRemovalRow & { message_id: string; deletion: string };

export const isReportRow = (row: MessageRemovalRow): row is ReportRow =>
  row.message_id !== null && row.deletion !== null;

const shownReport = z.object({
  content: z.string(),
  components: z.unknown(),
  attachments: z.array(z.unknown()).default([]),
});
type ShownReport = z.infer<typeof shownReport>;

/**
 * One that is marked already stays as it is: the bot may have ended before it noted so, and a click
 * may have been faster.
 * @throws what Discord answered
 */
export async function markReport(context: MarkContext, row: ReportRow): Promise<void> {
  const route = Routes.channelMessage(row.channel_id, row.message_id);
  const view = await context.requests.find(row.request_id);
  if (!view) return;
  const guildId = await context.removals.serverOfReport(row.message_id);
  const locale = guildId === undefined ? undefined : context.localeOfServer(guildId);
  const language = context.languageOf(locale ?? view.request.locale);
  const shown = shownReport.parse(await context.bot.get(route));
  const id = readControls(shown.components)[0]?.id ?? view.request.id;
  const mark = await markOf(context, { id, view, guildId }, readDeletion(row.deletion));
  const content = contentWith(shown, mark, view, language);
  if (isDealtWith(shown) && content === shown.content) return;
  const { files, ...rest } = await whatIsLeft(context, { id, view, shown, mark }, language);
  await context.bot.patch(route, { body: { content, ...rest, allowed_mentions: { parse: [] } }, files });
}

/** @param report what it is about, and the server it stands in */
async function markOf(
  { removals }: MarkContext,
  { id, view, guildId }: { id: string; view: RequestView; guildId: string | undefined },
  deletion: ImageDeletion,
): Promise<ReportMark> {
  const { at } = deletion;
  if (deletion.as === 'forgotten' || isForgotten(view.request)) return { outcome: 'forgotten', at };
  // Who moderates another server is none of this one's business.
  const isOurs = deletion.as === 'moderator' && deletion.guildId === guildId;
  const moderatorId = isOurs ? await removals.userOf(deletion.accountId) : undefined;
  const isWhole = isAllGone(deletion, view, id);
  if (!isWhole && deletion.as === 'undone') return { outcome: 'editShown', at };
  if (!isWhole && moderatorId !== undefined) return { outcome: 'oneDeleted', moderatorId, at };
  if (!isWhole) return { outcome: deletion.as === 'member' ? 'oneDeletedByMember' : 'oneGone', at };
  const count = countOfDeleted(view, id);
  if (moderatorId !== undefined) return { outcome: 'deleted', moderatorId, count, at };
  return deletion.as === 'member' ? { outcome: 'deletedByMember', count, at } : { outcome: 'gone', at };
}

function countOfDeleted({ tasks }: RequestView, id: string): number {
  const { taskId } = parseImageId(id);
  const deleted = tasks.filter(({ image_id, removed_at }) => image_id !== null && removed_at === null);
  return taskId === undefined ? Math.max(deleted.length, 1) : 1;
}

/** Whether its image was deleted before: nothing shows it there any more. */
const isDealtWith = ({ attachments, components }: ShownReport): boolean =>
  attachments.length === 0 && !offeredActions(components).includes('report-delete');

/** The same as before where it says so already. */
function contentWith(shown: ShownReport, mark: ReportMark, { userId }: RequestView, { t }: Language): string {
  const line = describeMark(mark, t);
  const isMarked = shown.content.includes(line) || (mark.outcome !== 'forgotten' && isDealtWith(shown));
  const kept = isAboutGone(mark) ? withoutPrompt(shown.content) : shown.content;
  const named =
    mark.outcome === 'forgotten' && userId !== null ? kept.replaceAll(`<@${userId}>`, t('budget.ofForgotten')) : kept;
  return isMarked ? named : withLine(named, line);
}

interface Marked {
  id: string;
  view: RequestView;
  shown: ShownReport;
  mark: ReportMark;
}

/** What shows the images that are still there, and what can be done with the report. */
async function whatIsLeft(
  context: MarkContext,
  { id, view, shown, mark }: Marked,
  language: Language,
): Promise<{ components: object[]; attachments: object[]; files: RawFile[] }> {
  const actions = actionsAfter(offeredActions(shown.components), mark);
  const about = parseImageId(id).taskId === undefined ? view : onlyImage(view, id);
  const imageCount = about ? imagesLost(about).length : 1;
  const files = isAboutGone(mark) || !about ? [] : await reportThumbnails(context, about, language);
  return {
    components: reportControls({ id, imageCount }, language.t, actions),
    attachments: declareAttachments(files),
    files: files.map(({ name, data }) => ({ name, data })),
  };
}
