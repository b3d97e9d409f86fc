// Apps → Remix avatar, on a person: a form for what to change in the avatar they show here.
import type { UserContextMenuCommandInteraction } from 'discord.js';
import { ApplicationCommandType } from 'discord-api-types/v10';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { refuseAvatar } from './avatar-permission.ts';
import { openEditForm } from './open-edit-form.ts';

const NAME = 'Remix avatar';
const SIZE_PX = 1024;

export const remixAvatar = defineCommand({
  kind: 'user-menu',
  name: NAME,
  data: () => ({ type: ApplicationCommandType.User, name: NAME }),
  async run(interaction, app) {
    const subjectAccountId = await accountOf(app.db, interaction.targetUser.id, app.now());
    await refuseAvatar(interaction, app, subjectAccountId);
    const sources = [{ name: 'avatar.png', url: avatarUrl(interaction, app) }];
    await openEditForm(interaction, app, {
      kind: 'remix',
      sources,
      mustBePrivate: false,
      spoiler: false,
      subjectAccountId,
    });
  },
});

/** The server's own avatar where there is one. Of animated ones a still is asked for. */
function avatarUrl({ targetUser, targetMember, guildId }: UserContextMenuCommandInteraction, app: App): string {
  const look = { extension: 'png', forceStatic: true, size: SIZE_PX } as const;
  const ofMember = targetMember?.avatar;
  if (ofMember && guildId !== null) return app.cdn.guildMemberAvatar(guildId, targetUser.id, ofMember, look);
  return targetUser.displayAvatarURL(look);
}
