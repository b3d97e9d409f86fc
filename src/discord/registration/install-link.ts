// What the bot asks for when it is installed in a server, as Discord counts permissions, and the
// link that asks for it.
import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';

export const INSTALL_SCOPES = ['bot', 'applications.commands'] as const;

/** Enough to answer, with images, also in threads and to chat messages. */
export const INSTALL_PERMISSIONS: bigint =
  Flags.ViewChannel | Flags.SendMessages | Flags.SendMessagesInThreads | Flags.AttachFiles | Flags.ReadMessageHistory;

export function installLink(applicationId: string): string {
  const query = [
    `client_id=${applicationId}`,
    `scope=${INSTALL_SCOPES.join('+')}`,
    `permissions=${INSTALL_PERMISSIONS}`,
  ];
  return `https://discord.com/oauth2/authorize?${query.join('&')}`;
}
