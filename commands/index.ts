// Every way a person can act on the bot. Adding one is a file of its own and a line here.
import type { Command } from '../src/discord/interactions/define-command.ts';
import { budget } from './budget/budget.slash.ts';
import { confirmBudgetChange } from './budget/confirm-change.button.ts';
import { turnBudgetHistory } from './budget/history-page.button.ts';
import { revokeFromList } from './budget/revoke-grant.select.ts';
import { editResult } from './edit/edit.button.ts';
import { sendEdit } from './edit/edit.modal.ts';
import { edit } from './edit/edit.slash.ts';
import { editByReply } from './edit/edit-by-reply.mention.ts';
import { editImage } from './edit/edit-image.menu.ts';
import { remixAvatar } from './edit/remix-avatar.menu.ts';
import { openDraft } from './edit/reopen-form.button.ts';
import { help } from './help/help.slash.ts';
import { tryExample } from './help/try-example.button.ts';
import { editFromHistory } from './history/edit.select.ts';
import { history } from './history/history.slash.ts';
import { turnHistoryPage } from './history/page.button.ts';
import { postFromHistory } from './history/post.select.ts';
import { sendAspectRatio } from './imagine/aspect-ratio.modal.ts';
import { cancel, confirmCancel, doNotCancel } from './imagine/cancel.button.ts';
import { changePrompt } from './imagine/change-prompt.button.ts';
import { imagine } from './imagine/imagine.slash.ts';
import { reRoll } from './imagine/re-roll.button.ts';
import { showImage } from './imagine/show-image.button.ts';
import { tryAgain } from './imagine/try-again.button.ts';
import { turnAuditPage } from './moderation/audit/audit-page.button.ts';
import { blockAuthor } from './moderation/block.button.ts';
import { sendBlock } from './moderation/block.modal.ts';
import { moderate } from './moderation/moderate.slash.ts';
import { confirmDeleteReported, deleteReported } from './moderation/reports/report-delete.button.ts';
import { reportImage } from './moderation/reports/report-image.menu.ts';
import { resolveReport } from './moderation/reports/report-resolve.button.ts';
import { sendPreset } from './presets/preset.modal.ts';
import { preset } from './presets/preset.slash.ts';
import { forgetMe } from './privacy/forget-me.button.ts';
import { privacy } from './privacy/privacy.slash.ts';
import { chooseImage } from './result/choose-image.select.ts';
import { confirmDelete, doNotDelete } from './result/confirm-delete.button.ts';
import { deleteShown } from './result/delete.button.ts';
import { details } from './result/details.button.ts';
import { more } from './result/more.select.ts';
import { showToAll } from './result/show-to-all.button.ts';
import { why, whyDraft } from './result/why.button.ts';
import { settings } from './settings/settings.slash.ts';
import { changeStatus } from './status/status.button.ts';
import { status } from './status/status.slash.ts';
import { imageUsage } from './usage/image-usage.menu.ts';
import { chooseUsageMember } from './usage/member.select.ts';
import { turnUsagePage } from './usage/page.button.ts';
import { usage } from './usage/usage.slash.ts';

export const commands: readonly Command[] = [
  imagine,
  edit,
  history,
  preset,
  help,
  status,
  usage,
  budget,
  privacy,
  settings,
  moderate,
  editImage,
  remixAvatar,
  imageUsage,
  reportImage,
  editByReply,
  cancel,
  confirmCancel,
  doNotCancel,
  tryAgain,
  tryExample,
  changePrompt,
  why,
  whyDraft,
  showImage,
  showToAll,
  reRoll,
  editResult,
  details,
  deleteShown,
  confirmDelete,
  confirmDeleteReported,
  doNotDelete,
  blockAuthor,
  deleteReported,
  resolveReport,
  forgetMe,
  confirmBudgetChange,
  openDraft,
  turnAuditPage,
  turnBudgetHistory,
  turnHistoryPage,
  turnUsagePage,
  changeStatus,
  more,
  chooseImage,
  editFromHistory,
  postFromHistory,
  revokeFromList,
  chooseUsageMember,
  sendEdit,
  sendAspectRatio,
  sendPreset,
  sendBlock,
];
