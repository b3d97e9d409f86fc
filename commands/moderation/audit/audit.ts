// The audit trail as moderators read it: who did what, newest first, by page, kind and member, or
// as a table.
import type { RepliableInteraction } from 'discord.js';
import { accountOf } from '../../../src/accounts/accounts.store.ts';
import type { App } from '../../../src/app.ts';
import type { PrivateAnswer } from '../../../src/discord/api/respond.ts';
import { describeTarget } from '../../../src/discord/rendering/describe-budget.ts';
import { pageSpan, pageTurns } from '../../../src/discord/rendering/pages.ts';
import { quote } from '../../../src/discord/rendering/safe-text.ts';
import { auditActions, auditOf } from '../../../src/servers/audit.store.ts';
import { settingNamed } from '../../../src/servers/settings.store.ts';
import { toSpreadsheet } from '../../../src/text/csv.ts';
import { timeAgo, writeOutTimes } from '../../../src/text/figures.ts';
import type { Language, Translate } from '../../../src/text/text.ts';
import { budgetSubjects } from '../../budget/budget-data.ts';
import { type AuditKind, auditKinds } from '../moderate-data.ts';
import { ENTRIES_PER_PAGE, writePage } from './audit-page.ts';
import { memberNamed, usersNamed } from './audit-targets.ts';
import { describeChange, EVERYTHING, type Room } from './describe-change.ts';

const ROWS_MAX = 10_000;

export interface AuditView {
  kind: AuditKind | undefined;
  /** Whose doings, and what was done to them; everybody's where not given. */
  userId: string | undefined;
  /** From 0. */
  page: number;
}

/** A view as it fits into a button's id; `readAuditView` reads it. */
const toId = ({ kind, userId, page }: AuditView): string => `${kind ?? 'all'}-${userId ?? 'all'}-${page}`;

export function readAuditView(id: string): AuditView {
  const [kind = '', userId = '', page = ''] = id.split('-');
  return {
    kind: auditKinds.find((known) => known === kind),
    userId: /^\d{15,20}$/.test(userId) ? userId : undefined,
    page: /^\d{1,5}$/.test(page) ? Number(page) : 0,
  };
}

export async function showAudit(
  interaction: RepliableInteraction,
  app: App,
  guildId: string,
  view: AuditView,
): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const { t } = language;
  const found = await entriesOf(interaction, app, guildId, { ...view, ...pageSpan(view.page, ENTRIES_PER_PAGE) });
  if (found.length === 0) return { content: view.page === 0 ? noneOf(view, t) : t('moderate.noMoreAudit') };
  const entries = found.slice(0, ENTRIES_PER_PAGE);
  const nameOf = await namesOf(app, entries, t);
  const { page } = view;
  return {
    content: writePage(page, (room) => entries.map((entry) => describeEntry(entry, nameOf, language, room)), t),
    components: pageTurns(
      'audit',
      { page, hasOlder: found.length > ENTRIES_PER_PAGE },
      (turned) => toId({ ...view, page: turned }),
      t,
    ),
  };
}

export async function auditTable(
  interaction: RepliableInteraction,
  app: App,
  guildId: string,
  view: AuditView,
): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const { t } = language;
  const entries = await entriesOf(interaction, app, guildId, { ...view, limit: ROWS_MAX, skip: 0 });
  if (entries.length === 0) return { content: noneOf(view, t) };
  const nameOf = await namesOf(app, entries, t);
  const head = ['time', 'actor', 'action', 'target', 'before', 'after', 'reason'];
  const rows = entries.map((entry) => {
    const { before, after } = describeChange(entry, language, EVERYTHING);
    return [
      new Date(entry.created_at).toISOString(),
      entry.actor_user_id ?? '',
      entry.action,
      nameOf(entry.target, (id) => id),
      writeOutTimes(before),
      writeOutTimes(after),
      entry.reason ?? '',
    ];
  });
  const file = { name: 'audit.csv', data: toSpreadsheet([head, ...rows]) };
  return { content: t('moderate.auditTable', { count: rows.length }), files: [file] };
}

/** Where no entry is of the kind or about the member, there may be others. */
const noneOf = ({ kind, userId }: AuditView, t: Translate): string =>
  t(kind === undefined && userId === undefined ? 'moderate.noAudit' : 'moderate.noSuchAudit');

type Entry = Awaited<ReturnType<typeof auditOf>>[number];

async function entriesOf(
  { user }: RepliableInteraction,
  app: App,
  guildId: string,
  { kind, userId, limit, skip }: Omit<AuditView, 'page'> & { limit: number; skip: number },
): Promise<Entry[]> {
  return auditOf(app.db, guildId, {
    actions: kind === undefined ? '' : `${kind}.`,
    accountId: userId === undefined ? undefined : await accountOf(app.db, userId, app.now()),
    // What is done to all servers is for the operator to see, and stands nowhere else.
    withEverywhere: app.config.HOST_USER_IDS.includes(user.id),
    limit,
    skip,
  });
}

/** Whom an entry is about, where that is a member; else what. */
type NameOf = (target: string | null, mention: (userId: string) => string) => string;

async function namesOf(app: App, entries: readonly Entry[], t: Translate): Promise<NameOf> {
  const users = await usersNamed(app.db, entries);
  return (target, mention) => {
    const memberId = memberNamed(target);
    if (memberId === undefined) return target ?? '';
    const userId = users.get(memberId);
    return userId === undefined ? t('budget.ofForgotten') : mention(userId);
  };
}

function describeEntry(entry: Entry, nameOf: NameOf, language: Language, room: Room): string {
  const { created_at, actor_user_id, action, reason, guild_id } = entry;
  const { t } = language;
  const { before, after } = describeChange(entry, language, room);
  // A pause's stands in what became of it.
  const isToldAlready = entry.target === 'paused';
  return [
    `${timeAgo(created_at)} ${actor_user_id === null ? t('budget.ofForgotten') : `<@${actor_user_id}>`}`,
    `**${describeAction(action, t)}** ${describeSubject(entry, nameOf, language, room)}`.trim(),
    ...(guild_id === null ? [t('moderate.everywhere')] : []),
    [before, after].filter((part) => part !== '').join(' → '),
    reason === null || isToldAlready ? '' : quote(reason, room.reasonMax),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function describeAction(action: string, t: Translate): string {
  const known = auditActions.find((name) => name === action);
  return known ? t(`moderate.action.${known}`) : action;
}

/** As those who changed it know it. */
function describeSubject({ action, target }: Entry, nameOf: NameOf, language: Language, room: Room): string {
  if (target === null) return '';
  if (memberNamed(target) !== undefined) return nameOf(target, (id) => `<@${id}>`);
  const [subject = '', subjectId = ''] = target.split(':');
  const limit = budgetSubjects.find((known) => known === subject);
  if (action.startsWith('budget.') && limit) return describeTarget({ subject: limit, subjectId }, null, language);
  const setting = settingNamed(target);
  if (action.startsWith('settings.') && setting) return language.t(`settings.name.${setting}`);
  // Words that were blocked may hold anything.
  return quote(target, room.reasonMax);
}
