// Every way a person can act on the bot. Adding one is a file of its own and a line here.
import type { Command } from '../src/discord/define-command.ts';
import { blockAuthor } from './button/block.ts';
import { cancel, confirmCancel, doNotCancel } from './button/cancel.ts';
import { changePrompt } from './button/change-prompt.ts';
import { confirmBudgetChange } from './button/confirm-budget-change.ts';
import { confirmDelete, doNotDelete } from './button/confirm-delete.ts';
import { deleteShown } from './button/delete.ts';
import { details } from './button/details.ts';
import { editResult } from './button/edit.ts';
import { forgetMe } from './button/forget-me.ts';
import { openDraft } from './button/open-draft.ts';
import { reRoll } from './button/re-roll.ts';
import { deleteReported } from './button/report-delete.ts';
import { resolveReport } from './button/report-resolve.ts';
import { showPicture } from './button/show-picture.ts';
import { showToAll } from './button/show-to-all.ts';
import { changeStatus } from './button/status.ts';
import { tryAgain } from './button/try-again.ts';
import { tryExample } from './button/try-example.ts';
import { turnAuditPage } from './button/turn-audit-page.ts';
import { turnBudgetHistory } from './button/turn-budget-history.ts';
import { turnHistoryPage } from './button/turn-history-page.ts';
import { turnUsagePage } from './button/turn-usage-page.ts';
import { why, whyDraft } from './button/why.ts';
import { editByReply } from './mention/edit-by-reply.ts';
import { editImage } from './menu/edit-image.ts';
import { imageUsage } from './menu/image-usage.ts';
import { remixAvatar } from './menu/remix-avatar.ts';
import { reportPicture } from './menu/report-picture.ts';
import { sendAspectRatio } from './modal/aspect-ratio.ts';
import { sendBlock } from './modal/block.ts';
import { sendEdit } from './modal/edit.ts';
import { sendPreset } from './modal/preset.ts';
import { editFromHistory } from './select/edit-from-history.ts';
import { more } from './select/more.ts';
import { choosePicture } from './select/picture.ts';
import { postFromHistory } from './select/post-from-history.ts';
import { revokeFromList } from './select/revoke-grant.ts';
import { chooseUsageMember } from './select/usage-member.ts';
import { budget } from './slash/budget.ts';
import { edit } from './slash/edit.ts';
import { help } from './slash/help.ts';
import { history } from './slash/history.ts';
import { imagine } from './slash/imagine.ts';
import { moderate } from './slash/moderate.ts';
import { preset } from './slash/preset.ts';
import { privacy } from './slash/privacy.ts';
import { settings } from './slash/settings.ts';
import { status } from './slash/status.ts';
import { usage } from './slash/usage.ts';

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
  reportPicture,
  editByReply,
  cancel,
  confirmCancel,
  doNotCancel,
  tryAgain,
  tryExample,
  changePrompt,
  why,
  whyDraft,
  showPicture,
  showToAll,
  reRoll,
  editResult,
  details,
  deleteShown,
  confirmDelete,
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
  choosePicture,
  editFromHistory,
  postFromHistory,
  revokeFromList,
  chooseUsageMember,
  sendEdit,
  sendAspectRatio,
  sendPreset,
  sendBlock,
];
