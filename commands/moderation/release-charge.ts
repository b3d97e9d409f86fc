// A charge that nobody could confirm: a moderator gives it back to member and server, the operator
// says whether it was charged.
import type { ChatInputCommandInteraction } from 'discord.js';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { UserError } from '../../src/errors.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import { imageIdOf } from '../../src/tasks/requests/request-images.ts';
import { findImageIn } from './find-image.ts';

/** @param guildId undefined for wherever it was asked for: for the operator's word on it */
export async function releaseCharge(
  { options, locale, user }: ChatInputCommandInteraction,
  app: App,
  guildId: string | undefined,
): Promise<string> {
  const { t } = app.languageOf(locale);
  const charged = options.getBoolean('charged');
  if (charged !== null && !app.config.HOST_USER_IDS.includes(user.id)) throw new UserError(t('refusal.hostDecides'));
  const view = await findImageIn(app, guildId, options.getString('image', true), t);
  const { request } = view;
  const imageId = imageIdOf(view);
  const actor_account_id = await accountOf(app.db, user.id, app.now());
  const tasks =
    charged === null
      ? await app.tasks.releaseForServer(imageId, actor_account_id)
      : await app.tasks.resolveUnconfirmedCharge(imageId, charged);
  if (tasks === 0) throw new UserError(t('refusal.nothingUnconfirmed'));
  const word = wordFor(charged);
  await app.db.transaction().execute(async (trx) => {
    await addAudit(trx, {
      guild_id: request.guild_id,
      actor_account_id: await accountOf(trx, user.id, app.now()),
      action: 'result.charge',
      target: `member:${request.account_id}`,
      before: imageId,
      facts: { after: { is: 'charge', outcome: word } },
      reason: null,
      created_at: app.now(),
    });
  });
  return t(`moderate.charge.${word}`);
}

/** @param charged what the operator says; null where a moderator gave the charge back */
function wordFor(charged: boolean | null): 'released' | 'charged' | 'notCharged' {
  if (charged === null) return 'released';
  return charged ? 'charged' : 'notCharged';
}
