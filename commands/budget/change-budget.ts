// Setting, clearing and granting: each tells the state before and after, and lands in the audit trail.
import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { type BudgetRule, budgetWindows } from '../../src/billing/budget-rule.ts';
import { clearRule, findRule, type RuleTarget, setRule } from '../../src/billing/budget-rules.store.ts';
import { insertGrant } from '../../src/billing/grants.store.ts';
import { formatUsd, parseUsd } from '../../src/billing/money.ts';
import { describeRuleOrNone, describeTarget } from '../../src/discord/describe-budget.ts';
import { wrongValue } from '../../src/discord/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import { parseSpan, relativeTime } from '../../src/text/figures.ts';
import type { Translate } from '../../src/text/text.ts';
import { budgetSubjects } from './budget-data.ts';

type Interaction = ChatInputCommandInteraction;

export function setBudget(interaction: Interaction, app: App, guildId: string): Promise<string> {
  const { options, locale } = interaction;
  const { t } = app.languageOf(locale);
  const wanted = options.getString('window', true);
  const window = budgetWindows.find((known) => known === wanted);
  if (!window) throw new UserError(t('refusal.unknownCommand'));
  const limitPictures = options.getInteger('pictures');
  const rule: BudgetRule = {
    limitMicros: readAmount(interaction, t),
    window,
    ...(limitPictures === null ? {} : { limitPictures }),
  };
  return change(interaction, app, guildId, rule);
}

export const clearBudget = (interaction: Interaction, app: App, guildId: string): Promise<string> =>
  change(interaction, app, guildId, undefined);

/** @param rule undefined takes the rule away */
async function change(
  interaction: Interaction,
  app: App,
  guildId: string,
  rule: BudgetRule | undefined,
): Promise<string> {
  const language = app.languageOf(interaction.locale);
  const now = app.now();
  const target = await targetOf(interaction, app, guildId);
  const userId = interaction.options.getUser('member')?.id ?? null;
  const actor = await accountOf(app.db, interaction.user.id, now);
  const { before, after } = await app.db.transaction().execute(async (trx) => {
    const known = await findRule(trx, target);
    if (rule) await setRule(trx, target, rule, now);
    else await clearRule(trx, target);
    const words = { before: describeRuleOrNone(known, language), after: describeRuleOrNone(rule, language) };
    await addAudit(trx, {
      guild_id: guildId,
      actor_account_id: actor,
      action: rule ? 'budget.set' : 'budget.clear',
      target: `${target.subject}:${target.subjectId}`,
      ...words,
      reason: null,
      created_at: now,
    });
    return words;
  });
  return language.t('budget.changed', { target: describeTarget(target, userId, language), before, after });
}

async function targetOf({ options }: Interaction, app: App, guildId: string): Promise<RuleTarget> {
  const name = options.getSubcommand();
  const subject = budgetSubjects.find((known) => known === name) ?? 'default';
  if (subject === 'role') return { guildId, subject, subjectId: options.getRole('role', true).id };
  if (subject !== 'member') return { guildId, subject, subjectId: '' };
  const accountId = await accountOf(app.db, options.getUser('member', true).id, app.now());
  return { guildId, subject, subjectId: String(accountId) };
}

export async function grantBudget(interaction: Interaction, app: App, guildId: string): Promise<string> {
  const { options, locale, user } = interaction;
  const { t } = app.languageOf(locale);
  const now = app.now();
  const member = options.getUser('member', true);
  const amountMicros = readAmount(interaction, t);
  if (amountMicros === 0) throw new UserError(t('refusal.amount', { value: '0' }));
  const reason = options.getString('reason', true).trim();
  const expires = options.getString('expires');
  const spanMs = expires === null ? null : parseSpan(expires);
  if (spanMs === undefined) throw new UserError(t('refusal.duration', { value: wrongValue(expires ?? '') }));
  const expiresAt = spanMs === null ? null : now + spanMs;
  const amount = formatUsd(amountMicros, locale);
  const expiry = expiresAt === null ? '' : ` ${t('budget.grantExpires', { when: relativeTime(expiresAt) })}`;
  const account_id = await accountOf(app.db, member.id, now);
  const actor_account_id = await accountOf(app.db, user.id, now);
  await app.db.transaction().execute(async (trx) => {
    const grant = { guild_id: guildId, account_id, amount_micros: amountMicros, reason, actor_account_id };
    const id = await insertGrant(trx, { ...grant, created_at: now, expires_at: expiresAt });
    await addAudit(trx, {
      guild_id: guildId,
      actor_account_id,
      action: 'budget.grant',
      target: `member:${account_id}`,
      before: null,
      after: `${amount} (#${id})${expiry}`,
      reason,
      created_at: now,
    });
  });
  const figures = { member: member.id, amount };
  if (expiresAt === null) return t('budget.granted', figures);
  return t('budget.grantedUntil', { ...figures, when: relativeTime(expiresAt) });
}

/** Written by people: with or without a dollar sign, with a point or a comma. @throws {UserError} */
function readAmount({ options, locale }: Interaction, t: Translate): number {
  const value = options.getString('amount', true);
  try {
    return parseUsd(value, locale);
  } catch {
    throw new UserError(t('refusal.amount', { value: wrongValue(value) }));
  }
}
