// Attachments: kept here, served by signed links that expire, described by what the bytes really
// are.
import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type APIAttachment, AttachmentFlags } from 'discord-api-types/v10';
import sharp from 'sharp';
import type { DiscordState } from './state.ts';

export interface Upload {
  name: string;
  bytes: Buffer;
  /** The uploader's claim, which may be missing. */
  contentType: string | null;
  isSpoiler?: boolean;
}

export async function storeFile(
  state: DiscordState,
  channelId: string,
  upload: Upload,
  description?: string,
): Promise<APIAttachment> {
  const id = state.nextId();
  const filename = upload.name.replace(/[^\w.-]/g, '_');
  const size = await measure(upload.bytes);
  const attachment: APIAttachment = {
    id,
    filename,
    size: upload.bytes.length,
    url: '',
    proxy_url: '',
    // Discord leaves it out, or says null.
    content_type: upload.contentType as string,
    ...size,
    ...(upload.isSpoiler || filename.startsWith('SPOILER_') ? { flags: AttachmentFlags.IsSpoiler } : {}),
    ...(description === undefined ? {} : { description }),
  };
  state.files.set(id, { attachment, channelId, bytes: upload.bytes });
  return sign(state, attachment);
}

/** What is no image has no size. */
async function measure(bytes: Buffer): Promise<{ width?: number; height?: number }> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: 60_000_000 }).metadata();
    return { width, height };
  } catch {
    return {};
  }
}

/** The same attachment with a link that works from now on for a while. */
export function sign(state: DiscordState, attachment: APIAttachment): APIAttachment {
  const channelId = state.files.get(attachment.id)?.channelId ?? '0';
  const path = `/attachments/${channelId}/${attachment.id}/${attachment.filename}`;
  const issued = Math.floor(state.now() / 1000);
  const expires = Math.floor((state.now() + state.linkLifeMs) / 1000);
  const [ex, is] = [expires.toString(16), issued.toString(16)];
  const url = `${state.origin}${path}?ex=${ex}&is=${is}&hm=${signature(state, path, ex, is)}&`;
  return { ...attachment, url, proxy_url: url };
}

const signature = (state: DiscordState, path: string, ex: string, is: string) =>
  createHmac('sha256', `links of ${state.token}`).update(`${path}?${ex}&${is}`).digest('hex');

export function serveAttachment(
  state: DiscordState,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const [, , channelId, id = '', name] = url.pathname.split('/');
  const file = state.files.get(id);
  const [ex, is, hm] = ['ex', 'is', 'hm'].map((part) => url.searchParams.get(part) ?? '');
  const isRight = hm === signature(state, url.pathname, ex ?? '', is ?? '');
  const isAlive = Number.parseInt(ex ?? '', 16) * 1000 > state.now();
  if (
    !file ||
    file.channelId !== channelId ||
    file.attachment.filename !== name ||
    !isRight ||
    !isAlive ||
    request.method !== 'GET'
  ) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('This content is no longer available.');
    return;
  }
  // The uploader's claim must not become this origin's own page.
  const type = /^image\/(png|jpeg|webp|gif|avif)$/.test(file.attachment.content_type ?? '')
    ? file.attachment.content_type
    : 'application/octet-stream';
  response.writeHead(200, {
    'content-type': type,
    'content-length': file.bytes.length,
    'x-content-type-options': 'nosniff',
  });
  response.end(file.bytes);
}
