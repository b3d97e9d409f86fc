// /moderate: who may have pictures drawn in a server.
import type { ChatInputCommandInteraction } from 'discord.js';
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { placeOf } from '../../src/discord/access.ts';
import { tellPrivately } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { liftBlock, setBlock } from '../../src/servers/blocks.store.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import { parseSpan, relativeTime } from '../../src/text/figures.ts';

const REASON_MAX = 300;

export const moderate = defineCommand({
  kind: 'slash',
  name: 'moderate',
  access: 'moderator',
  data: ({ t }) => {
    const member = { type: Type.User, name: 'member', description: t('moderate.member'), required: true } as const;
    return {
      name: 'moderate',
      description: t('moderate.description'),
      options: [
        {
          type: Type.Subcommand,
          name: 'block',
          description: t('moderate.block'),
          options: [
            member,
            { type: Type.String, name: 'reason', description: t('moderate.reason'), max_length: REASON_MAX },
            { type: Type.String, name: 'duration', description: t('moderate.duration'), max_length: 10 },
          ],
        },
        { type: Type.Subcommand, name: 'unblock', description: t('moderate.unblock'), options: [member] },
      ],
    };
  },
  async run(interaction, app) {
    const { guildId } = placeOf(interaction, app.config);
    // Moderators are moderators of a server.
    if (guildId === null) return;
    const words =
      interaction.options.getSubcommand() === 'block'
        ? await block(interaction, app, guildId)
        : await unblock(interaction, app, guildId);
    await tellPrivately(app.webhook, interaction, words);
  },
});

async function block(interaction: ChatInputCommandInteraction, app: App, guildId: string): Promise<string> {
  const { options, locale, user } = interaction;
  const { t } = app.languageOf(locale);
  const now = app.now();
  const member = options.getUser('member', true);
  const duration = options.getString('duration');
  const spanMs = duration === null ? null : parseSpan(duration);
  if (spanMs === undefined) throw new UserError(t('refusal.duration', { value: duration }));
  const endsAt = spanMs === null ? null : now + spanMs;
  await setBlock(app.db, {
    guild_id: guildId,
    account_id: await accountOf(app.db, member.id, now),
    reason: options.getString('reason')?.trim() || null,
    actor_account_id: await accountOf(app.db, user.id, now),
    created_at: now,
    ends_at: endsAt,
  });
  if (endsAt === null) return t('moderate.blocked', { member: member.id });
  return t('moderate.blockedUntil', { member: member.id, when: relativeTime(endsAt) });
}

async function unblock({ options, locale }: ChatInputCommandInteraction, app: App, guildId: string): Promise<string> {
  const { t } = app.languageOf(locale);
  const member = options.getUser('member', true);
  const wasBlocked = await liftBlock(app.db, guildId, await accountOf(app.db, member.id, app.now()));
  return t(wasBlocked ? 'moderate.unblocked' : 'moderate.wasNotBlocked', { member: member.id });
}
