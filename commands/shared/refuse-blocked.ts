// Whoever is blocked here is told so before they write a long prompt; admission checks it again.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { placeOf } from '../../src/discord/interactions/access.ts';
import { describeDenial } from '../../src/discord/rendering/describe-denial.ts';
import { DenialError } from '../../src/errors.ts';
import { findBlock } from '../../src/servers/blocks.store.ts';

/** @throws {DenialError} */
export async function refuseBlocked(interaction: RepliableInteraction, app: App, accountId: number): Promise<void> {
  const { guildId } = placeOf(interaction, app.config);
  const block = guildId === null ? undefined : await findBlock(app.db, guildId, accountId, app.now());
  if (block)
    throw new DenialError(describeDenial({ rule: 'blocked', ...block }, app.languageOf(interaction.locale)), {
      offersChange: false,
    });
}
