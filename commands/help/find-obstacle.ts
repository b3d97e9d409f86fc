// What keeps somebody from making images here just now, in the words of the refusal that they would
// get.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { guildContextOf } from '../../src/discord/interactions/guild-context.ts';
import { describeDenial } from '../../src/discord/rendering/describe-denial.ts';
import { checkOpen } from '../../src/discord/requests/server-policy.ts';
import { denialOfSmallest } from '../../src/discord/requests/smallest-request.ts';
import { refuseWhileSilent } from '../../src/discord/requests/submit-image-request.ts';
import { UserError } from '../../src/errors.ts';
import { findBlock } from '../../src/servers/blocks.store.ts';
import { checkConcurrency } from '../../src/tasks/lifecycle/admit.ts';
import type { Language } from '../../src/text/text.ts';

/** @returns undefined where nothing does */
export async function findObstacle(
  interaction: RepliableInteraction,
  app: App,
  accountId: number,
  language: Language,
): Promise<string | undefined> {
  const guild = await guildContextOf(interaction, app);
  const { guildId, roleIds, settings } = guild;
  const block = guildId === null ? undefined : await findBlock(app.db, guildId, accountId, app.now());
  if (block) return describeDenial({ rule: 'blocked', ...block }, language);
  try {
    checkOpen(guild, language.t);
    refuseWhileSilent(app, language);
    const limits = {
      maxConcurrentPerMember: app.config.MAX_CONCURRENT_PER_MEMBER,
      maxConcurrentPerServer: app.config.MAX_CONCURRENT_PER_SERVER,
    };
    const denial =
      (await checkConcurrency(app.db, limits, { accountId, guildId, settings, wanted: 1 })) ??
      (await denialOfSmallest(app, { accountId, guildId, roleIds }, 'imagine'));
    return denial && describeDenial(denial, language, guildId !== null);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
