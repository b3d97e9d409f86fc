// Whose face stands beside a message: the server's own where somebody wears one there.
import type { APIMessage, APIUser } from 'discord-api-types/v10';
import type { World } from './shapes.ts';

export function avatarOf({ author, channel_id }: APIMessage, { people, channels }: World): string {
  const person = people.find(({ user }) => user.id === author.id);
  const guildId = channels.find(({ id }) => id === channel_id)?.guildId;
  const inServer = guildId ? person?.serverAvatars[guildId] : undefined;
  if (inServer !== undefined) return `/guilds/${guildId}/users/${author.id}/avatars/${inServer}.png`;
  return faceOf(author);
}

export const faceOf = (user: Pick<APIUser, 'id' | 'avatar'> | undefined): string =>
  user?.avatar ? `/avatars/${user.id}/${user.avatar}.png` : '/embed/avatars/0.png';
