// Who changed which limit, and who granted what: newest first, by pages, in the reader's language.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import type { ServerRule } from '../../src/billing/budget-rules.store.ts';
import type { PrivateAnswer } from '../../src/discord/api/respond.ts';
import { describeTarget } from '../../src/discord/rendering/describe-budget.ts';
import { pageSpan, pageTurns } from '../../src/discord/rendering/pages.ts';
import { quote } from '../../src/discord/rendering/safe-text.ts';
import { auditOf } from '../../src/servers/audit.store.ts';
import { timeAgo } from '../../src/text/figures.ts';
import type { Language } from '../../src/text/text.ts';
import { ENTRIES_PER_PAGE, writePage } from '../moderation/audit/audit-page.ts';
import { usersNamed } from '../moderation/audit/audit-targets.ts';
import { describeChange, type Room } from '../moderation/audit/describe-change.ts';

/** @param page from 0 */
export async function showBudgetHistory(
  { locale }: Pick<RepliableInteraction, 'locale'>,
  app: App,
  guildId: string,
  page: number,
): Promise<PrivateAnswer> {
  const language = app.languageOf(locale);
  const { t } = language;
  const found = await auditOf(app.db, guildId, { actions: 'budget.', ...pageSpan(page, ENTRIES_PER_PAGE) });
  if (found.length === 0) return { content: t(page === 0 ? 'budget.noHistory' : 'moderate.noMoreAudit') };
  const entries = found.slice(0, ENTRIES_PER_PAGE);
  const users = await usersNamed(app.db, entries);
  return {
    content: writePage(page, (room) => entries.map((entry) => describeEntry(entry, users, language, room)), t),
    components: pageTurns('budget-history', { page, hasOlder: found.length > ENTRIES_PER_PAGE }, String, t),
  };
}

type Entry = Awaited<ReturnType<typeof auditOf>>[number];

export function describeEntry(
  entry: Entry,
  users: ReadonlyMap<number, string>,
  language: Language,
  room: Room,
): string {
  const { t } = language;
  const [subject = '', subjectId = ''] = entry.target?.split(':') ?? [];
  const target = { subject: subject as ServerRule['subject'], subjectId }; // As `change-budget.ts` wrote it.
  const figures = {
    when: timeAgo(entry.created_at),
    actor: entry.actor_user_id === null ? t('budget.ofForgotten') : `<@${entry.actor_user_id}>`,
    target: describeTarget(target, users.get(Number(subjectId)) ?? null, language),
    ...describeChange(entry, language, room),
    reason: quote(entry.reason ?? '', room.reasonMax),
  };
  if (entry.action === 'budget.grant') return t('budget.grantEntry', figures);
  if (entry.action === 'budget.revoke') return t('budget.revokeEntry', figures);
  return t('budget.changeEntry', figures);
}
