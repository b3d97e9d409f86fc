// What each of /usage's subcommands asks: whose figures, over which days, and what stands below
// them.
import type { RepliableInteraction } from 'discord.js';
import { ComponentType } from 'discord-api-types/v10';
import { accountOf, userIdsOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { budgetStates } from '../../src/billing/budgets.ts';
import { effectiveLimit } from '../../src/billing/effective-limit.ts';
import { memberUsage } from '../../src/billing/usage/usage.ts';
import { sumUsage } from '../../src/billing/usage/usage-days.store.ts';
import { toldApart } from '../../src/billing/usage/usage-report.ts';
import { customId } from '../../src/discord/api/custom-id.ts';
import { OPTION_LABEL_MAX } from '../../src/discord/api/limits.ts';
import { memberOf } from '../../src/discord/api/member.ts';
import type { PrivateAnswer } from '../../src/discord/api/respond.ts';
import { placeOf, requireServer, rolesOf } from '../../src/discord/interactions/access.ts';
import { describeLimitAndState, describeRule, describeState } from '../../src/discord/rendering/describe-budget.ts';
import { describeFigures } from '../../src/discord/rendering/describe-figures.ts';
import { describeTighter, describeUsage, describeUsageSoFar } from '../../src/discord/rendering/describe-usage.ts';
import { button, type ControlRow, row } from '../../src/discord/rendering/result-controls.ts';
import { cut, plainLine, quote } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { canDraw } from '../../src/media/jobs/chart-font.ts';
import { settingsOf } from '../../src/servers/settings.store.ts';
import type { Language, Translate } from '../../src/text/text.ts';
import { latestImages } from './latest-images.ts';
import { answerUsage } from './usage-answer.ts';
import { describeSpan, readSpan, type SpanText } from './usage-data.ts';

type Interaction = RepliableInteraction;

export interface UsageView {
  span: SpanText;
  withCsv: boolean;
}

async function spanIn(interaction: Interaction, app: App, guildId: string | null, span: SpanText) {
  const { t } = app.languageOf(interaction.locale);
  const { time_zone: timeZone } = await settingsOf(app.db, guildId);
  const days = readSpan(span, app.now(), app.budgetRules.calendarOf(timeZone), t);
  return { days, wordsIn: (language: Language) => describeSpan(span, days, language.t) };
}

/** Without a period, where one stands; with one, the figures and the chart too. */
export async function showMe(interaction: Interaction, app: App, view: UsageView | undefined): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const { guildId } = placeOf(interaction, app.config);
  const at = app.now();
  const accountId = await accountOf(app.db, interaction.user.id, at);
  const spender = { accountId, guildId, roleIds: rolesOf(interaction), at, rules: app.budgetRules };
  const usage = await memberUsage(app.db, spender);
  if (!view) return { content: describeUsage(usage, guildId !== null, language) };
  const { days, wordsIn } = await spanIn(interaction, app, guildId, view.span);
  return answerUsage(interaction, app, {
    title: (spoken) => spoken.t('usage.titleMe', { period: wordsIn(spoken) }),
    filter: { guildId, accountIds: [accountId], ...days },
    ...byKind,
    further: describeUsageSoFar(usage, { isUnconfirmedTold: true }, language),
    withCsv: view.withCsv,
  });
}

export async function showMember(
  interaction: Interaction,
  app: App,
  member: { id: string; displayName: string },
  view: UsageView,
): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const isSelf = member.id === interaction.user.id;
  const guildId = isSelf
    ? placeOf(interaction, app.config).guildId
    : await requireServer(interaction, 'moderator', app);
  const accountId = await accountOf(app.db, member.id, app.now());
  const { days, wordsIn } = await spanIn(interaction, app, guildId, view.span);
  const { name, roles: roleIds } = guildId === null ? { name: '', roles: [] } : await memberOf(app, guildId, member.id);
  const usage = await memberUsage(app.db, { accountId, guildId, roleIds, at: app.now(), rules: app.budgetRules });
  return answerUsage(interaction, app, {
    title: (spoken) =>
      spoken.t('usage.titleMember', {
        name: drawable(name || member.displayName, member.id),
        period: wordsIn(spoken),
      }),
    filter: { guildId, accountIds: [accountId], ...days },
    ...byKind,
    further: [
      `<@${member.id}>`,
      ...describeUsageSoFar(usage, { isUnconfirmedTold: true }, language),
      ...(guildId === null ? [] : await latestImages(app, { guildId, accountId, from: days.from }, language)),
    ],
    withCsv: view.withCsv,
  });
}

export async function showServer(interaction: Interaction, app: App, view: UsageView): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const guildId = await requireServer(interaction, 'moderator', app);
  const { days, wordsIn } = await spanIn(interaction, app, guildId, view.span);
  const accountId = await accountOf(app.db, interaction.user.id, app.now());
  const spender = { accountId, roleIds: [], at: app.now(), rules: app.budgetRules };
  const limit = await effectiveLimit(app.db, { guildId, subject: 'server', subjectId: '' }, spender);
  return answerUsage(interaction, app, {
    title: (spoken) => spoken.t('usage.titleServer', { period: wordsIn(spoken) }),
    filter: { guildId, ...days },
    ...byKind,
    further: limit
      ? [
          language.t('usage.serverBudget', { state: describeLimitAndState(limit, language) }),
          ...limit.tighter.map((state) => describeTighter(state, language)),
        ]
      : [],
    withCsv: view.withCsv,
  });
}

const PER_PAGE = 10;
/** So that ten of them fit into a message. */
const SERVER_NAME_MAX = 50;

/** @param page from 0; the chart shows the same on each */
export async function showTop(
  interaction: Interaction,
  app: App,
  view: UsageView,
  page: number,
): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const { t } = language;
  const guildId = await requireServer(interaction, 'moderator', app);
  const { days, wordsIn } = await spanIn(interaction, app, guildId, view.span);
  const filter = { guildId, ...days };
  const members = await sumUsage(app.db, filter, ['account_id']);
  const users = await userIdsOf(
    app.db,
    members.map(({ account_id }) => account_id),
  );
  const names = await namesOf(
    app,
    guildId,
    users,
    toldApart(members).map(({ account_id }) => account_id),
  );
  const first = Math.min(page, Math.max(0, Math.ceil(members.length / PER_PAGE) - 1)) * PER_PAGE;
  const shown = members.slice(first, first + PER_PAGE);
  const lines = shown.map((figures, index) => {
    const userId = users.get(figures.account_id);
    const who = userId === undefined ? t('budget.ofForgotten') : `<@${userId}>`;
    return `${first + index + 1}\\. ${describeFigures(figures, language, who)}`;
  });
  const answer = await answerUsage(interaction, app, {
    title: (spoken) => spoken.t('usage.titleTop', { period: wordsIn(spoken) }),
    filter,
    stack: members.map(({ account_id }) => account_id),
    nameOf: (key, spoken) => names.get(Number(key)) ?? spoken.t('usage.unnamed', { number: key }),
    further: lines,
    withCsv: view.withCsv,
  });
  const id = (to: number) => `${view.span}-${to / PER_PAGE}`;
  const turns = [
    ...(first > 0 ? [button('usage-top', t('usage.higher'), id(first - PER_PAGE))] : []),
    ...(first + PER_PAGE < members.length ? [button('usage-top', t('usage.lower'), id(first + PER_PAGE))] : []),
  ];
  const userIds = shown.flatMap(({ account_id }) => users.get(account_id) ?? []);
  const choice = await memberChoice(app, guildId, { userIds, span: view.span }, t);
  return { ...answer, components: [...choice, ...(turns.length > 0 ? [row(...turns)] : [])] };
}

/** Leads from how much somebody spent to what they spent it on. */
async function memberChoice(
  app: App,
  guildId: string,
  { userIds, span }: { userIds: readonly string[]; span: UsageView['span'] },
  t: Translate,
): Promise<ControlRow[]> {
  if (userIds.length === 0) return [];
  const options = await Promise.all(
    userIds.map(async (userId) => {
      const { name } = await memberOf(app, guildId, userId);
      return { value: userId, label: cut(plainLine(name), OPTION_LABEL_MAX) || `…${userId.slice(-4)}` };
    }),
  );
  const placeholder = t('usage.seeMember');
  return [row({ type: ComponentType.StringSelect, custom_id: customId('usage-member', span), placeholder, options })];
}

export async function showHost(interaction: Interaction, app: App, view: UsageView): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const { t } = language;
  if (!app.config.HOST_USER_IDS.includes(interaction.user.id)) throw new UserError(t('refusal.hostOnly'));
  const { days, wordsIn } = await spanIn(interaction, app, null, view.span);
  const servers = await sumUsage(app.db, days, ['guild_id']);
  const states = await budgetStates(app.db, {
    accountId: await accountOf(app.db, interaction.user.id, app.now()),
    guildId: null,
    roleIds: [],
    at: app.now(),
    rules: app.budgetRules,
  });
  const host = states.find(({ rule }) => rule === 'host');
  const lines = servers.slice(0, PER_PAGE).map((figures, index) => {
    const name = namePlace(figures.guild_id, app, language);
    return `${index + 1}\\. ${describeFigures(figures, language, name)}`;
  });
  return answerUsage(interaction, app, {
    title: (spoken) => spoken.t('usage.titleHost', { period: wordsIn(spoken) }),
    filter: days,
    ...byKind,
    further: [
      ...(host ? [t('usage.hostBudget', { state: describeState(host, describeRule(host, language), language) })] : []),
      ...lines,
    ],
    withCsv: view.withCsv,
  });
}

/** @param guildId '' for direct messages and elsewhere */
function namePlace(guildId: string, { serverNames }: App, { t }: Language): string {
  if (guildId === '') return t('usage.direct');
  const name = quote(serverNames.server(guildId) ?? '', SERVER_NAME_MAX);
  return name === '' ? t('usage.serverId', { id: guildId }) : t('usage.serverNamed', { id: guildId, name });
}

const byKind = {
  stack: 'kind' as const,
  nameOf: (key: string | number, { t }: Language) =>
    key === 'edit' || key === 'remix' || key === 'imagine' ? t(`usage.kind.${key}`) : String(key),
};

/**
 * The chart's font has no CJK: a name it cannot draw gives way to what can be found in the list
 * beside it.
 */
const drawable = (name: string, id: string): string => (canDraw(name) ? name : `…${id.slice(-4)}`);

async function namesOf(
  app: App,
  guildId: string,
  users: ReadonlyMap<number, string>,
  accountIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const named = await Promise.all(
    accountIds.map(async (accountId): Promise<[number, string][]> => {
      const userId = users.get(accountId);
      if (userId === undefined) return [];
      const { name } = await memberOf(app, guildId, userId);
      return [[accountId, drawable(name, userId) || `…${userId.slice(-4)}`]];
    }),
  );
  return new Map(named.flat());
}
