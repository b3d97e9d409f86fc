// What may be spent here, what is, who is near a limit, and who changed what.
import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { rulesOfServer, type ServerRule } from '../../src/billing/budget-rules.store.ts';
import { budgetStates } from '../../src/billing/budgets.ts';
import { nearLimits } from '../../src/billing/near-limit.ts';
import { describeRule, describeState, describeTarget } from '../../src/discord/describe-budget.ts';
import { CONTENT_MAX } from '../../src/discord/limits.ts';
import { memberOf } from '../../src/discord/member.ts';
import { cut, quote } from '../../src/discord/safe-text.ts';
import { auditOf } from '../../src/servers/audit.store.ts';
import { accountOf, userIdsOf } from '../../src/tasks/accounts.store.ts';
import { formatPercent, timeAgo } from '../../src/text/figures.ts';
import type { Language } from '../../src/text/text.ts';

type Interaction = ChatInputCommandInteraction;

const RULES_SHOWN = 20;
const NEAR_SHOWN = 10;
const ENTRIES_SHOWN = 15;
const REASON_SHOWN_MAX = 100;

export async function showBudgets(interaction: Interaction, app: App, guildId: string): Promise<string> {
  const language = app.languageOf(interaction.locale);
  const { t } = language;
  const rules = await rulesOfServer(app.db, guildId);
  const accountId = await accountOf(app.db, interaction.user.id, app.now());
  // The server's own state is the same for whoever asks.
  const states = await budgetStates(app.db, { accountId, guildId, roleIds: [], at: app.now(), rules: app.budgetRules });
  const server = states.find(({ rule }) => rule === 'server');
  const shared = rules.find(({ subject }) => subject === 'default');
  const others = rules.filter(({ subject }) => subject === 'role' || subject === 'member');
  const lines = [
    `**${t('budget.title')}**`,
    t('figure.labelled', {
      label: t('budget.ofServer'),
      value: server ? describeState(server, language) : t('budget.none'),
    }),
    t('figure.labelled', {
      label: t('budget.ofDefault'),
      value: shared
        ? describeRule(shared, language)
        : t('budget.byHost', { rule: describeRule(app.budgetRules.member, language) }),
    }),
    ...(await describeRules(others.slice(0, RULES_SHOWN), app, language)),
    ...(others.length > RULES_SHOWN ? [t('budget.more', { count: others.length - RULES_SHOWN })] : []),
    ...(await describeNear(app, guildId, rules, language)),
  ];
  return cut(lines.join('\n'), CONTENT_MAX);
}

/** Is anybody near a limit? */
async function describeNear(
  app: App,
  guildId: string,
  rules: readonly ServerRule[],
  language: Language,
): Promise<string[]> {
  const users = new Map<number, string>();
  const hasRoleRules = rules.some(({ subject }) => subject === 'role');
  const near = await nearLimits(app.db, { guildId, at: app.now(), rules: app.budgetRules }, async (accountId) => {
    for (const [id, userId] of await userIdsOf(app.db, [accountId])) users.set(id, userId);
    const userId = users.get(accountId);
    // Discord is asked only where the answer matters.
    return hasRoleRules && userId !== undefined ? (await memberOf(app, guildId, userId)).roles : [];
  });
  if (near.length === 0) return [];
  const lines = near.slice(0, NEAR_SHOWN).map(({ accountId, share, state }) => {
    const userId = users.get(accountId);
    const who = userId === undefined ? language.t('budget.ofForgotten') : `<@${userId}>`;
    return language.t('budget.nearEntry', {
      who,
      percent: formatPercent(share, language),
      rule: describeRule(state, language),
    });
  });
  return [`**${language.t('budget.near')}**`, ...lines];
}

async function describeRules(rules: readonly ServerRule[], app: App, language: Language): Promise<string[]> {
  const members = rules.filter(({ subject }) => subject === 'member').map(({ subjectId }) => Number(subjectId));
  const users = await userIdsOf(app.db, members);
  return rules.map((rule) => {
    const userId = users.get(Number(rule.subjectId)) ?? null;
    return language.t('figure.labelled', {
      label: describeTarget(rule, userId, language),
      value: describeRule(rule, language),
    });
  });
}

export async function showBudgetHistory(interaction: Interaction, app: App, guildId: string): Promise<string> {
  const language = app.languageOf(interaction.locale);
  const { t } = language;
  const entries = await auditOf(app.db, guildId, { actions: 'budget.', most: ENTRIES_SHOWN, skip: 0 });
  if (entries.length === 0) return t('budget.noHistory');
  const members = entries.flatMap(({ target }) => (target?.startsWith('member:') ? [Number(target.slice(7))] : []));
  const users = await userIdsOf(app.db, members);
  const lines = entries.map((entry) => {
    const [subject = '', subjectId = ''] = entry.target?.split(':') ?? [];
    const target = { subject: subject as ServerRule['subject'], subjectId }; // As `change-budget.ts` wrote it.
    const figures = {
      when: timeAgo(entry.created_at),
      actor: entry.actor_user_id === null ? t('budget.ofForgotten') : `<@${entry.actor_user_id}>`,
      target: describeTarget(target, users.get(Number(subjectId)) ?? null, language),
      before: entry.before ?? '',
      after: entry.after ?? '',
      reason: quote(entry.reason ?? '', REASON_SHOWN_MAX),
    };
    return entry.action === 'budget.grant' ? t('budget.grantEntry', figures) : t('budget.changeEntry', figures);
  });
  return cut([`**${t('budget.historyTitle')}**`, ...lines].join('\n'), CONTENT_MAX);
}
