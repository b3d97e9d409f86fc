// The audit trail as moderators read it: who did what, newest first, by page and kind, or as a table.
import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import type { PrivateAnswer } from '../../src/discord/answer.ts';
import { CONTENT_MAX } from '../../src/discord/limits.ts';
import { cut, quote } from '../../src/discord/safe-text.ts';
import { auditOf } from '../../src/servers/audit.store.ts';
import { userIdsOf } from '../../src/tasks/accounts.store.ts';
import { relativeTime } from '../../src/text/figures.ts';
import { toCsv } from '../usage/csv.ts';
import { auditKinds } from './moderate-data.ts';

const PER_PAGE = 12;
const ROWS_MAX = 10_000;
const REASON_SHOWN_MAX = 100;

export async function showAudit(
  { options, locale }: ChatInputCommandInteraction,
  app: App,
  guildId: string,
): Promise<PrivateAnswer> {
  const { t } = app.languageOf(locale);
  const kind = auditKinds.find((known) => known === options.getString('kind'));
  const page = options.getInteger('page') ?? 1;
  const withCsv = options.getBoolean('csv') ?? false;
  const actions = kind === undefined ? '' : `${kind}.`;
  const span = withCsv ? { most: ROWS_MAX, skip: 0 } : { most: PER_PAGE, skip: (page - 1) * PER_PAGE };
  const entries = await auditOf(app.db, guildId, { actions, ...span });
  if (entries.length === 0) return { content: t('moderate.noAudit') };
  const members = entries.flatMap(({ target }) => (target?.startsWith('member:') ? [Number(target.slice(7))] : []));
  const users = await userIdsOf(app.db, members);
  const targetOf = (
    target: string | null,
    mention: (id: string) => string,
    other: (text: string) => string,
  ): string => {
    if (!target?.startsWith('member:')) return other(target ?? '');
    const userId = users.get(Number(target.slice(7)));
    return userId === undefined ? t('budget.ofForgotten') : mention(userId);
  };
  if (withCsv) {
    const head = ['time', 'actor', 'action', 'target', 'before', 'after', 'reason'];
    const rows = entries.map((entry) => [
      new Date(entry.created_at).toISOString(),
      entry.actor_user_id ?? '',
      entry.action,
      targetOf(
        entry.target,
        (id) => id,
        (text) => text,
      ),
      entry.before ?? '',
      entry.after ?? '',
      entry.reason ?? '',
    ]);
    const file = { name: 'audit.csv', data: Buffer.from(toCsv([head, ...rows])) };
    return { content: t('moderate.auditTable', { count: rows.length }), files: [file] };
  }
  const lines = entries.map(({ created_at, actor_user_id, action, target, before, after, reason }) =>
    [
      `${relativeTime(created_at)} ${actor_user_id === null ? t('budget.ofForgotten') : `<@${actor_user_id}>`}`,
      `**${action}** ${targetOf(
        target,
        (id) => `<@${id}>`,
        (text) => quote(text, REASON_SHOWN_MAX),
      )}`,
      [before, after].filter((part) => part !== null && part !== '').join(' → '),
      reason === null || reason === '' ? '' : quote(reason, REASON_SHOWN_MAX),
    ]
      .filter((part) => part !== '')
      .join(' · '),
  );
  return { content: cut([`**${t('moderate.auditTitle', { page })}**`, ...lines].join('\n'), CONTENT_MAX) };
}
