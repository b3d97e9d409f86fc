// Small copies of what is reported, as a report's files.
import { currentImageId, shownTasks } from '../../tasks/requests/request-images.ts';
import { optionsOf } from '../../tasks/requests/request-options.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import type { Language } from '../../text/text.ts';
import { ATTACHMENT_DESCRIPTION_MAX } from '../api/limits.ts';
import type { PrivateAnswer } from '../api/respond.ts';
import { spoilerMark } from '../api/spoiler.ts';
import { describeImage } from '../rendering/render-request.ts';
import { cut } from '../rendering/safe-text.ts';
import type { DisplayContext } from './display-context.ts';
import { readThumbnail } from './read-thumbnail.ts';

type ReportFiles = NonNullable<PrivateAnswer['files']>;

/** Those that are no longer kept are left out. */
export async function reportThumbnails(
  context: Pick<DisplayContext, 'images' | 'media' | 'log'>,
  view: RequestView,
  language: Language,
): Promise<ReportFiles> {
  const files: ReportFiles = [];
  const hidden = optionsOf(view.request).spoiler ? 'SPOILER_' : '';
  for (const [index, task] of shownTasks(view).entries()) {
    const data = await readThumbnail(context, currentImageId(view, task) ?? '');
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
