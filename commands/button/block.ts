// Block, beside a report: whoever asked for the picture can have no more drawn here, until somebody lifts it.
import { requireServer } from '../../src/discord/access.ts';
import { tellPrivately } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { findShownRequest } from '../editing/shown-request.ts';
import { blockMember } from '../moderation/blocks.ts';

export const blockAuthor = defineCommand({
  kind: 'button',
  name: 'block',
  access: 'moderator',
  async run(interaction, app, id) {
    const guildId = await requireServer(interaction, 'moderator', app);
    const { userId, request } = await findShownRequest(interaction, app, id);
    if (userId === null || request.guild_id !== guildId)
      throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
    const words = await blockMember(interaction, app, guildId, { userId, reason: null });
    await tellPrivately(app.webhook, interaction, words);
  },
});
