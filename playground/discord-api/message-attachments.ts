// A message's attachments: those that come with it, those that an edit keeps, and those that an
// embed takes for itself.
import { type APIAttachment, type APIMessage, AttachmentFlags } from 'discord-api-types/v10';
import { storeFile, type Upload } from './attachments.ts';
import type { DiscordState } from './state.ts';

type Json = Record<string, unknown>;

export async function newAttachments(
  state: DiscordState,
  channelId: string,
  body: Json,
  files: ReadonlyMap<number, Upload>,
): Promise<APIAttachment[]> {
  const described = Array.isArray(body.attachments) ? (body.attachments as Json[]) : []; // Checked by schema.
  const stored: APIAttachment[] = [];
  for (const [number, file] of [...files].sort(([a], [b]) => a - b)) {
    const about = described.find(({ id }) => String(id) === String(number));
    const description = typeof about?.description === 'string' ? about.description : undefined;
    const name = typeof about?.filename === 'string' ? about.filename : file.name;
    const isSpoiler = about?.is_spoiler === true || file.isSpoiler === true;
    stored.push(await storeFile(state, channelId, { ...file, name, isSpoiler }, description));
  }
  return stored;
}

/**
 * What an edit's list does not name is dropped; of what it names, it may change the description and
 * whether it is hidden.
 */
export function keptAttachments(message: APIMessage, listed: readonly unknown[]): APIAttachment[] {
  const entries = listed.filter((entry): entry is Json => typeof entry === 'object' && entry !== null);
  return message.attachments.flatMap((attachment) => {
    const entry = entries.find(({ id }) => String(id) === attachment.id);
    if (!entry) return [];
    const { description, is_spoiler } = entry;
    const others = (attachment.flags ?? 0) & ~AttachmentFlags.IsSpoiler;
    return {
      ...attachment,
      ...(typeof description === 'string' ? { description } : {}),
      ...(typeof is_spoiler === 'boolean' ? { flags: others | (is_spoiler ? AttachmentFlags.IsSpoiler : 0) } : {}),
    };
  });
}

/** An image that an embed shows is found in the embed alone. */
export function takeEmbedImages(message: APIMessage): void {
  for (const embed of message.embeds) {
    for (const part of [embed.image, embed.thumbnail]) {
      const name = part?.url.startsWith('attachment://') ? part.url.slice('attachment://'.length) : undefined;
      const file = message.attachments.find(({ filename }) => filename === name);
      if (!part || !file) continue;
      part.url = file.url;
      message.attachments = message.attachments.filter((attachment) => attachment !== file);
    }
  }
}
