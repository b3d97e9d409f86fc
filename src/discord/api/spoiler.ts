// How a file is marked as a spoiler: by Discord's flag, which most have alone since June 2026, and
// by the name, which says it to older programs.
import { AttachmentFlags } from 'discord-api-types/v10';

const PREFIX = 'SPOILER_';

/** Whether a file that somebody sent is hidden. */
export const isSpoiler = ({ filename, flags }: { filename: string; flags?: number | null | undefined }): boolean =>
  ((flags ?? 0) & AttachmentFlags.IsSpoiler) !== 0 || filename.startsWith(PREFIX);

/**
 * What a new file's entry under `attachments` holds. discord.js would drop it, so it goes into a
 * body of our own.
 * @param name as it is uploaded
 */
export const spoilerMark = (name: string): { is_spoiler?: true } =>
  name.startsWith(PREFIX) ? { is_spoiler: true } : {};
