// A report as a moderator's click finds it, marked by the click's token with who did what.
import type { ButtonInteraction, ModalMessageModalSubmitInteraction } from 'discord.js';
import { MessageFlags, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { App } from '../../../src/app.ts';
import { isUnknownMessage } from '../../../src/discord/api/discord-error.ts';
import {
  actionsAfter,
  describeMark,
  isAboutGone,
  offeredActions,
  type ReportAction,
  type ReportMark,
  reportControls,
  withLine,
  withoutPrompt,
} from '../../../src/discord/rendering/render-report.ts';
import { imagesLost } from '../../../src/tasks/requests/request-images.ts';
import type { Language } from '../../../src/text/text.ts';

/** A report that was clicked on, and the token of the click, which must have been deferred. */
export interface ClickedReport {
  /** As of `reportControls`. */
  imageId: string;
  applicationId: string;
  token: string;
}

export const clickedReport = (
  { applicationId, token }: ButtonInteraction | ModalMessageModalSubmitInteraction,
  imageId: string,
): ClickedReport => ({ imageId, applicationId, token });

const shownReport = z.object({
  id: z.string(),
  content: z.string(),
  components: z.unknown(),
  flags: z.number().default(0),
});

/** Whether a report is still to be marked so: what a mark is about is offered until then. */
function isOpenTo({ outcome }: ReportMark, offered: readonly ReportAction[]): boolean {
  // Another moderator may have opened the form before, and lets the block end later.
  if (outcome === 'blocked') return offered.length > 0;
  return offered.includes(outcome === 'resolved' ? 'report-resolve' : 'report-delete');
}

/**
 * Marks a report with who did what, in the server's language. It is read anew: whoever deleted the
 * image meanwhile has had it marked. One that is gone, or says so already, stays as it is.
 */
export async function markClicked(app: App, clicked: ClickedReport, mark: ReportMark, { t }: Language): Promise<void> {
  const { imageId: id, applicationId, token } = clicked;
  const route = Routes.webhookMessage(applicationId, token, '@original');
  const answer = await app.webhook.get(route, { auth: false }).catch((error: unknown) => {
    if (!isUnknownMessage(error)) throw error;
  });
  const shown = shownReport.safeParse(answer).data;
  const actions = offeredActions(shown?.components);
  if (!shown || !isOpenTo(mark, actions)) return;
  const view = await app.requests.findImage(id);
  const imageCount = view ? imagesLost(view).length : 1;
  // What /moderate task shows is no report, and is its reader's alone.
  const isReport = (shown.flags & MessageFlags.Ephemeral) === 0;
  const content = isAboutGone(mark) && isReport ? withoutPrompt(shown.content) : shown.content;
  const body = {
    content: withLine(content, describeMark(mark, t)),
    components: reportControls({ id, imageCount }, t, actionsAfter(actions, mark)),
    allowed_mentions: { parse: [] },
    // The thumbnail goes with the image.
    ...(isAboutGone(mark) ? { attachments: [] } : {}),
  };
  await app.webhook.patch(route, { body, auth: false });
  if (mark.outcome !== 'blocked') await app.messages.resolveReport(shown.id);
}

/** Whether a message is a report that can be marked: one from an earlier version cannot. */
export const isReport = ({ components }: Pick<ButtonInteraction['message'], 'components'>): boolean =>
  offeredActions(components.map((part) => part.toJSON())).some((action) => action !== 'details');
