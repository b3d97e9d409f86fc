// Grants: listed beneath the limits, and revoked by a select there.
import { ComponentType, type StringSelectMenuInteraction } from 'discord.js';
import { accountOf, userIdsOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { type Grant, revokeGrant } from '../../src/billing/grants.store.ts';
import { formatUsd } from '../../src/billing/money.ts';
import { customId } from '../../src/discord/api/custom-id.ts';
import { OPTION_LABEL_MAX, SELECT_OPTIONS_MAX } from '../../src/discord/api/limits.ts';
import { describeGrant, describeTarget } from '../../src/discord/rendering/describe-budget.ts';
import type { LineList } from '../../src/discord/rendering/fit-lists.ts';
import { type ControlRow, row } from '../../src/discord/rendering/result-controls.ts';
import { cut, plainLine } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import type { Language } from '../../src/text/text.ts';

/** Their lines would leave the limits no room. */
const GRANTS_SHOWN = 10;

/** A heading and a line for each grant that can still be spent from. */
export async function describeGrants(grants: readonly Grant[], app: App, language: Language): Promise<LineList> {
  const { t } = language;
  const users = await userIdsOf(
    app.db,
    grants.map(({ accountId }) => accountId),
  );
  const lines = grants.slice(0, GRANTS_SHOWN).map((grant) =>
    t('budget.grantLine', {
      id: grant.id,
      target: nameMember(grant.accountId, users, language),
      grant: describeGrant(grant, language),
    }),
  );
  return {
    heading: `**${t('budget.grants')}**`,
    lines,
    total: grants.length,
    more: (count) => t('budget.moreGrants', { count }),
  };
}

/** @param accountId of the only member shown; undefined for everybody */
export function revokeSelect(grants: readonly Grant[], accountId: number | undefined, language: Language): ControlRow {
  const { t, locale } = language;
  const options = grants.slice(0, SELECT_OPTIONS_MAX).map(({ id, leftMicros, amountMicros, reason }) => {
    const figures = { id, left: formatUsd(leftMicros, locale), amount: formatUsd(amountMicros, locale) };
    const description = cut(plainLine(reason), OPTION_LABEL_MAX);
    return {
      label: t('budget.revokeChoice', figures),
      value: String(id),
      ...(description === '' ? {} : { description }),
    };
  });
  return row({
    type: ComponentType.StringSelect,
    custom_id: customId('budget-revoke', String(accountId ?? 'all')),
    placeholder: t('budget.revoke'),
    options,
  });
}

/**
 * @returns what was revoked, in words.
 * @throws {UserError} where nothing of it can be spent any more
 */
export async function revokeChosenGrant(
  interaction: StringSelectMenuInteraction,
  app: App,
  guildId: string,
): Promise<string> {
  const language = app.languageOf(interaction.locale);
  const { t, locale } = language;
  const now = app.now();
  const id = Number(interaction.values[0]);
  return app.db.transaction().execute(async (trx) => {
    const grant = Number.isSafeInteger(id) ? await revokeGrant(trx, guildId, id, now) : undefined;
    if (!grant) throw new UserError(t('refusal.grantGone'));
    const figures = { id, left: formatUsd(grant.leftMicros, locale), amount: formatUsd(grant.amountMicros, locale) };
    const actorId = await accountOf(trx, interaction.user.id, now);
    await addAudit(trx, {
      guild_id: guildId,
      actor_account_id: actorId,
      action: 'budget.revoke',
      target: `member:${grant.accountId}`,
      facts: { before: { is: 'grant-left', id, amountMicros: grant.amountMicros, leftMicros: grant.leftMicros } },
      reason: grant.reason,
      created_at: now,
    });
    const users = await userIdsOf(trx, [grant.accountId]);
    return t('budget.revoked', { ...figures, target: nameMember(grant.accountId, users, language) });
  });
}

const nameMember = (accountId: number, users: ReadonlyMap<number, string>, language: Language): string =>
  describeTarget({ subject: 'member', subjectId: String(accountId) }, users.get(accountId) ?? null, language);
