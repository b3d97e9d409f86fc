// What /budget set and /budget grant ask for, read and checked.
import type { ChatInputCommandInteraction } from 'discord.js';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { budgetWindows } from '../../src/billing/budget-rule.ts';
import type { RuleTarget } from '../../src/billing/budget-rules.store.ts';
import { formatUsd, MICROS_PER_USD } from '../../src/billing/money.ts';
import type { BudgetChange } from '../../src/billing/pending-changes.store.ts';
import { AMOUNT_MAX_USD, AmbiguousAmountError, parseUsd, UnusableAmountError } from '../../src/billing/typed-amount.ts';
import { wrongValue } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { parseSpan } from '../../src/text/figures.ts';
import type { Translate } from '../../src/text/text.ts';
import { budgetSubjects } from './budget-data.ts';

type Interaction = ChatInputCommandInteraction;

/** @throws {UserError} for what is no limit */
export async function readLimit(interaction: Interaction, app: App, guildId: string): Promise<BudgetChange> {
  const { options, locale } = interaction;
  const { t } = app.languageOf(locale);
  const wanted = options.getString('window', true);
  const window = budgetWindows.find((known) => known === wanted);
  if (!window) throw new UserError(t('refusal.unknownCommand'));
  const limitImages = options.getInteger('images');
  const rule = {
    limitMicros: readAmount(interaction, t),
    window,
    ...(limitImages === null ? {} : { limitImages }),
  };
  const { subject, subjectId } = await readTarget(interaction, app, guildId);
  return { do: 'set', subject, subjectId, rule };
}

/** @throws {UserError} for what is no grant */
export async function readGrant(interaction: Interaction, app: App): Promise<BudgetChange> {
  const { options, locale } = interaction;
  const { t } = app.languageOf(locale);
  const amountMicros = readAmount(interaction, t);
  if (amountMicros === 0) throw new UserError(t('refusal.amountZero'));
  const expires = options.getString('expires');
  const lifeMs = expires === null ? null : parseSpan(expires);
  if (lifeMs === undefined) throw new UserError(t('refusal.duration', { value: wrongValue(expires ?? '') }));
  const accountId = await accountOf(app.db, options.getUser('member', true).id, app.now());
  return { do: 'grant', accountId, amountMicros, reason: options.getString('reason', true).trim(), lifeMs };
}

/** Whom a limit is for. */
export async function readTarget({ options }: Interaction, app: App, guildId: string): Promise<RuleTarget> {
  const name = options.getSubcommand();
  const subject = budgetSubjects.find((known) => known === name) ?? 'default';
  if (subject === 'role') return { guildId, subject, subjectId: options.getRole('role', true).id };
  if (subject !== 'member') return { guildId, subject, subjectId: '' };
  const accountId = await accountOf(app.db, options.getUser('member', true).id, app.now());
  return { guildId, subject, subjectId: String(accountId) };
}

/**
 * As people write it in their language.
 * @throws {UserError} for what is no amount, or may be two
 */
function readAmount({ options, locale }: Interaction, t: Translate): number {
  const typed = options.getString('amount', true);
  try {
    return parseUsd(typed, locale);
  } catch (error) {
    const value = wrongValue(typed);
    if (error instanceof AmbiguousAmountError)
      throw new UserError(t('refusal.ambiguousAmount', { value, ...error.readings }));
    if (error instanceof UnusableAmountError)
      throw new UserError(
        error.reason === 'tooLarge'
          ? t('refusal.amountTooLarge', { value, most: formatUsd(AMOUNT_MAX_USD * MICROS_PER_USD, locale) })
          : t('refusal.amountTooFine', { value }),
      );
    throw new UserError(t('refusal.amount', { value }));
  }
}
