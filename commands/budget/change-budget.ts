// Setting, clearing and granting: each tells the state before and after, and lands in the audit
// trail. A large sum is confirmed first.
import { ButtonStyle, type ChatInputCommandInteraction, type RepliableInteraction } from 'discord.js';
import type { Transaction } from 'kysely';
import { accountOf, userIdsOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import type { BudgetRule } from '../../src/billing/budget-rule.ts';
import { clearRule, hasRule, type RuleTarget, rulesOfServer, setRule } from '../../src/billing/budget-rules.store.ts';
import { type EffectiveLimit, effectiveLimit } from '../../src/billing/effective-limit.ts';
import { insertGrant } from '../../src/billing/grants.store.ts';
import { lowerLimits } from '../../src/billing/lower-limits.ts';
import { formatUsd, MICROS_PER_USD } from '../../src/billing/money.ts';
import {
  type BudgetChange,
  findPendingChange,
  insertPendingChange,
  takePendingChange,
} from '../../src/billing/pending-changes.store.ts';
import { memberOf } from '../../src/discord/api/member.ts';
import type { PrivateAnswer } from '../../src/discord/api/respond.ts';
import {
  describeFigures,
  describeLimits,
  describeLower,
  describeRule,
  describeTarget,
} from '../../src/discord/rendering/describe-budget.ts';
import { describeTighter } from '../../src/discord/rendering/describe-usage.ts';
import { button, row } from '../../src/discord/rendering/result-controls.ts';
import { UserError } from '../../src/errors.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import type { AuditFact } from '../../src/servers/audit-facts.ts';
import type { Database } from '../../src/store/schema.ts';
import { relativeTime } from '../../src/text/figures.ts';
import { joinSentences } from '../../src/text/join-words.ts';
import type { Language } from '../../src/text/text.ts';
import { readGrant, readLimit } from './read-change.ts';

/**
 * A slip of a separator makes a sum a thousand times what was meant: more than this is asked about
 * first.
 */
const CONFIRM_ABOVE_MICROS = 20 * MICROS_PER_USD;

/** Who changes what where, and the language they are answered in. */
interface Author {
  guildId: string;
  actorId: number;
  language: Language;
  /** Those that the member has whom a limit is for: they may decide which limit applies. */
  roleIds: readonly string[];
}

export async function setBudget(interaction: ChatInputCommandInteraction, app: App, guildId: string) {
  return makeOrAsk(interaction, app, guildId, await readLimit(interaction, app, guildId));
}

export async function grantBudget(interaction: ChatInputCommandInteraction, app: App, guildId: string) {
  return makeOrAsk(interaction, app, guildId, await readGrant(interaction, app));
}

async function makeOrAsk(
  interaction: ChatInputCommandInteraction,
  app: App,
  guildId: string,
  change: BudgetChange,
): Promise<PrivateAnswer> {
  const author = await authorOf(interaction, app, guildId, targetOf(change));
  const sumMicros = change.do === 'set' ? change.rule.limitMicros : change.amountMicros;
  // What changes nothing needs no question.
  const isUnchanged = change.do === 'set' && (await hasRule(app.db, { guildId, ...change }, change.rule));
  if (isUnchanged || sumMicros <= CONFIRM_ABOVE_MICROS)
    return { content: await app.db.transaction().execute((trx) => make(trx, app, author, change)) };
  const { t, locale } = author.language;
  const id = await insertPendingChange(app.db, { accountId: author.actorId, guildId }, change, app);
  const sum = formatUsd(sumMicros, locale);
  const figures = {
    target: await nameTarget(app.db, change, author.language),
    most: formatUsd(CONFIRM_ABOVE_MICROS, locale),
  };
  return {
    content:
      change.do === 'set'
        ? t('budget.confirmLimit', { ...figures, rule: describeRule(change.rule, author.language) })
        : t('budget.confirmGrant', { ...figures, amount: sum }),
    components: [row(button('budget-confirm', t('budget.confirm', { amount: sum }), id, ButtonStyle.Primary))],
  };
}

/**
 * Makes a change that was asked about.
 * @throws {UserError} where it is no longer, or never was, this person's to confirm
 */
export async function confirmChange(
  interaction: RepliableInteraction,
  app: App,
  guildId: string,
  id: string,
): Promise<PrivateAnswer> {
  const owner = { accountId: await accountOf(app.db, interaction.user.id, app.now()), guildId };
  const waiting = await findPendingChange(app.db, id, owner, app.steadyNow());
  const author = await authorOf(interaction, app, guildId, targetOf(waiting));
  const content = await app.db.transaction().execute(async (trx) => {
    const change = await takePendingChange(trx, id, owner, app.steadyNow());
    if (!change) throw new UserError(author.language.t('refusal.changeGone'));
    return make(trx, app, { ...author, actorId: await accountOf(trx, interaction.user.id, app.now()) }, change);
  });
  return { content };
}

/** @param target whom it is about, where that is one member */
export async function authorOf(
  { user, locale }: RepliableInteraction,
  app: App,
  guildId: string,
  target: Pick<RuleTarget, 'subject' | 'subjectId'> | undefined,
): Promise<Author> {
  const accountId = target?.subject === 'member' ? Number(target.subjectId) : undefined;
  const userId = accountId === undefined ? undefined : (await userIdsOf(app.db, [accountId])).get(accountId);
  return {
    guildId,
    actorId: await accountOf(app.db, user.id, app.now()),
    language: app.languageOf(locale),
    roleIds: userId === undefined ? [] : (await memberOf(app, guildId, userId)).roles,
  };
}

/** Whom a limit is for; a grant changes none. */
const targetOf = (change: BudgetChange | undefined) => (change?.do === 'set' ? change : undefined);

const make = (trx: Transaction<Database>, app: App, author: Author, change: BudgetChange): Promise<string> =>
  change.do === 'set' ? changeRule(trx, app, author, change) : makeGrant(trx, app, author, change);

/**
 * @param change whose rule it is; undefined takes it away.
 * @returns the limit that applied before and the one that applies now, in words
 */
export async function changeRule(
  trx: Transaction<Database>,
  app: App,
  { guildId, actorId, language, roleIds }: Author,
  { subject, subjectId, rule }: Omit<RuleTarget, 'guildId'> & { rule: BudgetRule | undefined },
): Promise<string> {
  const { t } = language;
  const target: RuleTarget = { guildId, subject, subjectId };
  const now = app.now();
  const accountId = target.subject === 'member' ? Number(target.subjectId) : actorId;
  const limitNow = () => effectiveLimit(trx, target, { accountId, roleIds, at: now, rules: app.budgetRules });
  /** Those that leave less, or, where each member has one of their own, may stop somebody first. */
  const otherLimits = async (limit: EffectiveLimit | undefined): Promise<string[]> => {
    if (!limit || limit.state) return (limit?.tighter ?? []).map((state) => describeTighter(state, language));
    return describeLower(lowerLimits(limit, await rulesOfServer(trx, guildId), app.budgetRules), language);
  };
  const known = await limitNow();
  if (!(rule ? await setRule(trx, target, rule, now) : await clearRule(trx, target))) {
    const words = { target: await nameTarget(trx, target, language), limit: describeLimits(known, language) };
    return joinSentences([t('budget.unchanged', words), ...(await otherLimits(known))], language);
  }
  const limit = await limitNow();
  const words = { before: describeLimits(known, language), after: describeLimits(limit, language) };
  await addAudit(trx, {
    guild_id: guildId,
    actor_account_id: actorId,
    action: rule ? 'budget.set' : 'budget.clear',
    target: `${target.subject}:${target.subjectId}`,
    facts: { before: limitFact(known), after: limitFact(limit) },
    reason: null,
    created_at: now,
  });
  const sentences = [t('budget.changed', { target: await nameTarget(trx, target, language), ...words })];
  if (limit?.state) sentences.push(t('budget.standing', { figures: describeFigures(limit.state, language) }));
  else if (limit?.resetsAt !== undefined) sentences.push(t('denial.resets', { when: relativeTime(limit.resetsAt) }));
  return joinSentences([...sentences, ...(await otherLimits(limit))], language);
}

async function makeGrant(
  trx: Transaction<Database>,
  app: App,
  { guildId, actorId, language }: Author,
  change: Extract<BudgetChange, { do: 'grant' }>,
): Promise<string> {
  const { t, locale } = language;
  const { accountId, amountMicros, reason, lifeMs } = change;
  const now = app.now();
  const expiresAt = lifeMs === null ? null : now + lifeMs;
  const amount = formatUsd(amountMicros, locale);
  const grant = { guild_id: guildId, account_id: accountId, amount_micros: amountMicros, reason };
  const times = { created_at: now, expires_at: expiresAt };
  const id = await insertGrant(trx, { ...grant, actor_account_id: actorId, ...times });
  await addAudit(trx, {
    guild_id: guildId,
    actor_account_id: actorId,
    action: 'budget.grant',
    target: `member:${accountId}`,
    facts: { after: { is: 'grant', id, amountMicros, expiresAt } },
    reason,
    created_at: now,
  });
  const figures = { target: await nameTarget(trx, change, language), amount };
  if (expiresAt === null) return t('budget.granted', figures);
  return t('budget.grantedUntil', { ...figures, when: relativeTime(expiresAt) });
}

const limitFact = (limit: EffectiveLimit | undefined): AuditFact => ({ is: 'limit', limit: limit ?? null });

/** Whom a limit or a grant is for, in words. */
async function nameTarget(
  db: App['db'],
  about: Pick<RuleTarget, 'subject' | 'subjectId'> | { accountId: number },
  language: Language,
): Promise<string> {
  const target = 'accountId' in about ? { subject: 'member' as const, subjectId: String(about.accountId) } : about;
  const accountId = Number(target.subjectId);
  const users = target.subject === 'member' ? await userIdsOf(db, [accountId]) : undefined;
  return describeTarget(target, users?.get(accountId) ?? null, language);
}
