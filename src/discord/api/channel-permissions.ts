// What the bot may do in a channel, as the gateway's caches know it, and what it needs to post
// there.
import type { Client } from 'discord.js';
import { ChannelType, PermissionFlagsBits as Flags } from 'discord-api-types/v10';

/** What it takes to post images and to find them again. */
export const POSTING_PERMISSIONS = {
  ViewChannel: Flags.ViewChannel,
  SendMessages: Flags.SendMessages,
  AttachFiles: Flags.AttachFiles,
  ReadMessageHistory: Flags.ReadMessageHistory,
} as const;

export type PermissionName = keyof typeof POSTING_PERMISSIONS;

/**
 * Kinds of channel that take a plain message: a forum takes only posts with titles, a category
 * none.
 */
export const POSTING_CHANNEL_TYPES = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

export const canHoldPosts = (type: ChannelType): boolean => POSTING_CHANNEL_TYPES.some((known) => known === type);

/**
 * What the bot would need to post there. Nothing is missing in direct messages, nor in channels it
 * knows nothing of.
 */
export function missingPermissions(client: Client, channelId: string): PermissionName[] {
  const channel = client.channels.cache.get(channelId);
  if (!channel || channel.isDMBased() || !client.user) return [];
  const permissions = channel.permissionsFor(client.user);
  if (!permissions) return [];
  const names = Object.keys(POSTING_PERMISSIONS) as PermissionName[]; // The keys of a constant.
  return names.filter((name) => {
    const isWritingInThread = name === 'SendMessages' && channel.isThread();
    return !permissions.has(isWritingInThread ? Flags.SendMessagesInThreads : POSTING_PERMISSIONS[name]);
  });
}
