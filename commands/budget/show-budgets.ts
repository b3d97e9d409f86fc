// What may be spent here, what is, and who is near a limit.
import type { RepliableInteraction } from 'discord.js';
import { accountOf, userIdsOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { rulesOfServer, type ServerRule } from '../../src/billing/budget-rules.store.ts';
import { budgetStates } from '../../src/billing/budgets.ts';
import { effectiveLimit, limitOf } from '../../src/billing/effective-limit.ts';
import { activeGrants, activeGrantsOfServer } from '../../src/billing/grants.store.ts';
import { lowerLimits } from '../../src/billing/lower-limits.ts';
import { nearLimits } from '../../src/billing/near-limit.ts';
import { tighterRules } from '../../src/billing/usage/usage.ts';
import { CONTENT_MAX } from '../../src/discord/api/limits.ts';
import { memberOf } from '../../src/discord/api/member.ts';
import type { PrivateAnswer } from '../../src/discord/api/respond.ts';
import { hasAccess } from '../../src/discord/interactions/access.ts';
import {
  describeLimitAndState,
  describeLower,
  describeRule,
  describeTarget,
} from '../../src/discord/rendering/describe-budget.ts';
import { describeTighter } from '../../src/discord/rendering/describe-usage.ts';
import { fitLists, type LineList } from '../../src/discord/rendering/fit-lists.ts';
import type { Language } from '../../src/text/text.ts';
import { describeGrants, revokeSelect } from './grants.ts';
import { limitsFile } from './limits-file.ts';

const RULES_SHOWN = 20;
const NEAR_SHOWN = 10;

/**
 * @param memberId of the only member to be shown; everybody where not given
 * @param news a line to stand above it all
 */
export async function showBudgets(
  interaction: RepliableInteraction,
  app: App,
  guildId: string,
  { memberId, news }: { memberId?: string | undefined; news?: string } = {},
): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const accountId = await accountOf(app.db, memberId ?? interaction.user.id, app.now());
  const rules = memberId === undefined ? await rulesOfServer(app.db, guildId) : [];
  const overview =
    memberId === undefined
      ? await describeServer(app, guildId, { accountId, rules }, language)
      : [{ lines: await describeMember(app, guildId, { accountId, memberId }, language) }];
  const grants =
    memberId === undefined
      ? await activeGrantsOfServer(app.db, guildId, app.now())
      : await activeGrants(app.db, guildId, accountId, app.now());
  const title = { lines: [...(news === undefined ? [] : [news]), `**${language.t('budget.title')}**`] };
  const all = [title, ...overview, await describeGrants(grants, app, language)];
  const content = fitLists(all, CONTENT_MAX);
  const others = othersIn(rules).length;
  const isWhole = others <= RULES_SHOWN && content === fitLists(all, Number.POSITIVE_INFINITY);
  const mayRevoke = grants.length > 0 && (await hasAccess(interaction, 'manager', app));
  return {
    content,
    // A limit that is not in the message would be seen nowhere.
    ...(others === 0 || isWhole ? {} : { files: [await limitsFile(rules, app, interaction.guild)] }),
    components: mayRevoke ? [revokeSelect(grants, memberId === undefined ? undefined : accountId, language)] : [],
  };
}

/**
 * The limits of the server, with the rules that leave less, of each member and of those who have
 * one of their own, and who is near theirs.
 */
async function describeServer(
  app: App,
  guildId: string,
  { accountId, rules }: { accountId: number; rules: readonly ServerRule[] },
  language: Language,
): Promise<LineList[]> {
  const { t } = language;
  const others = othersIn(rules);
  // The server's own state is the same for whoever asks.
  const spender = { accountId, roleIds: [], at: app.now(), rules: app.budgetRules };
  const shared: string[] = [];
  for (const subject of ['server', 'default'] as const) {
    const target = { guildId, subject, subjectId: '' };
    const limit = await effectiveLimit(app.db, target, spender);
    shared.push(
      labelled(describeTarget(target, null, language), describeLimitAndState(limit, language), language),
      ...(limit?.tighter ?? []).map((state) => describeTighter(state, language)),
      ...(limit && !limit.state ? describeLower(lowerLimits(limit, rules, app.budgetRules), language) : []),
    );
  }
  const more = (count: number) => t('budget.more', { count });
  const lines = await describeRules(others.slice(0, RULES_SHOWN), rules, app, language);
  return [
    { lines: shared },
    { lines, total: others.length, more },
    { ...(await describeNear(app, guildId, rules, language)), more },
  ];
}

/** The rules that do not hold for everybody. */
const othersIn = (rules: readonly ServerRule[]): ServerRule[] =>
  rules.filter(({ subject }) => subject === 'role' || subject === 'member');

/** The limit of one member, and the rules that leave less. */
async function describeMember(
  app: App,
  guildId: string,
  { accountId, memberId }: { accountId: number; memberId: string },
  language: Language,
): Promise<string[]> {
  const { roles: roleIds } = await memberOf(app, guildId, memberId);
  const spender = { accountId, guildId, roleIds, at: app.now(), rules: app.budgetRules };
  const [allowance, ...others] = await budgetStates(app.db, spender);
  if (!allowance) return [];
  const who = language.t('budget.ofMember', { member: memberId });
  return [
    labelled(who, describeLimitAndState(limitOf(allowance), language), language),
    ...tighterRules(allowance, others).map((state) => describeTighter(state, language)),
  ];
}

const labelled = (label: string, value: string, { t }: Language): string => t('figure.labelled', { label, value });

/** Is anybody near a limit? */
async function describeNear(
  app: App,
  guildId: string,
  rules: readonly ServerRule[],
  language: Language,
): Promise<LineList> {
  const users = new Map<number, string>();
  const hasRoleRules = rules.some(({ subject }) => subject === 'role');
  const near = await nearLimits(app.db, { guildId, at: app.now(), rules: app.budgetRules }, async (accountId) => {
    for (const [id, userId] of await userIdsOf(app.db, [accountId])) users.set(id, userId);
    const userId = users.get(accountId);
    // Discord is asked only where the answer matters.
    return hasRoleRules && userId !== undefined ? (await memberOf(app, guildId, userId)).roles : [];
  });
  const lines = near.slice(0, NEAR_SHOWN).map(({ accountId, state }) => {
    const userId = users.get(accountId);
    const who = userId === undefined ? language.t('budget.ofForgotten') : `<@${userId}>`;
    return labelled(who, describeLimitAndState(limitOf(state), language), language);
  });
  return { heading: `**${language.t('budget.near')}**`, lines, total: near.length };
}

/** @param all rules of the server, which may stop somebody before those that are shown do */
async function describeRules(
  rules: readonly ServerRule[],
  all: readonly ServerRule[],
  app: App,
  language: Language,
): Promise<string[]> {
  const members = rules.filter(({ subject }) => subject === 'member').map(({ subjectId }) => Number(subjectId));
  const users = await userIdsOf(app.db, members);
  return rules.map((rule) => {
    const userId = users.get(Number(rule.subjectId)) ?? null;
    const line = labelled(describeTarget(rule, userId, language), describeRule(rule, language), language);
    return [line, ...describeLower(lowerLimits(rule, all, app.budgetRules), language)].join(' · ');
  });
}
