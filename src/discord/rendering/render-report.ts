// A report in the log channel: what can be done with it, and how it is marked once a moderator has
// dealt with it or its image is gone. It stays then.
import { ButtonStyle } from 'discord-api-types/v10';
import type { WallMs } from '../../clock.ts';
import { timeAgo } from '../../text/figures.ts';
import type { Translate } from '../../text/text.ts';
import { CONTENT_MAX } from '../api/limits.ts';
import { readControls } from './message-purpose.ts';
import { button, type ControlRow, row } from './result-controls.ts';
import { cut } from './safe-text.ts';

/** What a moderator can do with a report, by its buttons' actions. */
const reportActions = ['details', 'report-delete', 'block', 'report-resolve'] as const;
export type ReportAction = (typeof reportActions)[number];

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

/** @param components as Discord sends them */
export function offeredActions(components: unknown): ReportAction[] {
  const actions = readControls(components).map(({ action }) => action);
  return reportActions.filter((action) => actions.includes(action));
}

/**
 * What was done, when, and by whom where that is a moderator of the server; and to whom where it is
 * a block. Of several images one may be deleted alone. `gone` where nobody is named.
 */
export type ReportMark = { at: WallMs } & (
  | { outcome: 'deleted'; moderatorId: string; count: number }
  | { outcome: 'deletedByMember'; count: number }
  | { outcome: 'gone' }
  | { outcome: 'oneDeleted'; moderatorId: string }
  | { outcome: 'oneDeletedByMember' | 'oneGone' | 'editShown' | 'forgotten' }
  | { outcome: 'blocked'; moderatorId: string; memberId: string }
  | { outcome: 'resolved'; moderatorId: string }
);

const OF_DELETED: readonly ReportAction[] = ['details', 'report-delete', 'report-resolve'];

/** What a report no longer offers after each. */
const WITHDRAWN: Readonly<Record<ReportMark['outcome'], readonly ReportAction[]>> = {
  deleted: OF_DELETED,
  deletedByMember: OF_DELETED,
  gone: OF_DELETED,
  forgotten: reportActions,
  // An image is still there: somebody has yet to decide about it.
  oneDeleted: [],
  oneDeletedByMember: [],
  oneGone: [],
  editShown: [],
  blocked: ['block'],
  resolved: ['report-resolve'],
};

export const actionsAfter = (offered: readonly ReportAction[], { outcome }: ReportMark): ReportAction[] =>
  offered.filter((action) => !WITHDRAWN[outcome].includes(action));

/** Whether what the report is about is gone, and with it what shows it there. */
export const isAboutGone = ({ outcome }: ReportMark): boolean => WITHDRAWN[outcome].includes('report-delete');

/** @returns a line for the report, in its server's language */
export function describeMark(mark: ReportMark, t: Translate): string {
  const when = timeAgo(mark.at);
  switch (mark.outcome) {
    case 'deleted':
      return t('moderate.reportOutcome.deleted', { when, moderator: mark.moderatorId, count: mark.count });
    case 'deletedByMember':
      return t('moderate.reportOutcome.deletedByMember', { when, count: mark.count });
    case 'blocked':
      return t('moderate.reportOutcome.blocked', { when, moderator: mark.moderatorId, member: mark.memberId });
    case 'oneDeleted':
    case 'resolved':
      return t(`moderate.reportOutcome.${mark.outcome}`, { when, moderator: mark.moderatorId });
    default:
      return t(`moderate.reportOutcome.${mark.outcome}`, { when });
  }
}

/** The line goes last, whatever else has to be cut. */
export const withLine = (content: string, line: string): string =>
  `${cut(content, CONTENT_MAX - line.length - 1)}\n${line}`;

/**
 * A report's words without the prompt, which ends its first line, in bold or behind bars, in every
 * language.
 */
export function withoutPrompt(content: string): string {
  const [first = '', ...others] = content.split('\n');
  return [first.replace(/[\s:：]*(?:\|\||\*\*).*$/u, ''), ...others].join('\n');
}
