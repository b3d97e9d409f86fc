// What keeps somebody from making images here just now, in the words of the refusal that they would get.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { askedAt } from '../../src/discord/interactions/access.ts';
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
  const at = askedAt(interaction, app.config);
  const block = at.guildId === null ? undefined : await findBlock(app.db, at.guildId, accountId, app.now());
  if (block) return describeDenial({ rule: 'blocked', ...block }, language);
  try {
    await checkOpen(app, at, language);
    refuseWhileSilent(app, language);
    const limits = {
      maxConcurrentPerMember: app.config.MAX_CONCURRENT_PER_MEMBER,
      maxConcurrentPerServer: app.config.MAX_CONCURRENT_PER_SERVER,
    };
    const denial =
      (await checkConcurrency(app.db, limits, { accountId, guildId: at.guildId, wanted: 1 })) ??
      (await denialOfSmallest(app, { ...at, accountId }, 'imagine'));
    return denial && describeDenial(denial, language, at.guildId !== null);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
