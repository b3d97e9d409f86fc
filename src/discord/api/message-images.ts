// The images in a message, wherever Discord lets one stand: attachments, embeds, stickers,
// galleries of components, and what was forwarded.
import type { CDN } from 'discord.js';
import {
  type APIAttachment,
  type APIEmbed,
  type APIMessageComponent,
  type APIStickerItem,
  ComponentType,
  StickerFormatType,
} from 'discord-api-types/v10';
import { isSpoiler } from './spoiler.ts';

export interface FoundImage {
  /** A file's name, or what stands for one. */
  name: string;
  url: string;
  isSpoiler: boolean;
  /** What its sender or Discord claims; the bytes decide. */
  contentType?: string | undefined;
  sizeBytes?: number | undefined;
}

type File = Pick<APIAttachment, 'filename' | 'url' | 'size' | 'flags'> & DeclaredType;

/** The parts of a message that can hold images or hide them, as the API writes them. */
export interface ImageHolder {
  content?: string;
  attachments?: readonly File[];
  embeds?: readonly APIEmbed[];
  sticker_items?: readonly APIStickerItem[] | undefined;
  components?: readonly APIMessageComponent[] | undefined;
  message_snapshots?: readonly { message: Omit<ImageHolder, 'message_snapshots'> }[] | undefined;
}

/** Every image once, in the order in which people see them. */
export function imagesIn(holder: ImageHolder, cdn: CDN): FoundImage[] {
  const own = [
    ...imageFiles(holder.attachments ?? []).map(ofAttachment),
    ...(holder.embeds ?? []).flatMap((embed) => ofEmbed(embed, hidesLink(holder.content ?? ''))),
    ...(holder.sticker_items ?? []).flatMap((sticker) => ofSticker(sticker, cdn)),
    ...(holder.components ?? []).flatMap(ofComponent),
    ...(holder.message_snapshots ?? []).flatMap(({ message }) => imagesIn(message, cdn)),
  ];
  // A component's image may be listed among the attachments too; signatures and sizes in links
  // differ. Hidden in one place is hidden.
  const byAddress = new Map<string, FoundImage>();
  for (const image of own) {
    const [address = image.url] = image.url.split('?');
    const known = byAddress.get(address) ?? image;
    byAddress.set(address, { ...known, isSpoiler: known.isSpoiler || image.isSpoiler });
  }
  return [...byAddress.values()];
}

interface DeclaredType {
  filename: string;
  content_type?: string | null | undefined;
}

const IMAGE_NAME = /\.(png|jpe?g|jpe|jfif|webp|gif|avif|hei[cf])$/i;
const SAYS_NOTHING = /^(application|binary)\/octet-stream$/;
const NEVER_AN_IMAGE =
  /^(video|audio|text|font|model)\/|^application\/(pdf|json|xml|zip|gzip|rtf|msword|javascript|vnd\.|x-(zip|7z|rar|tar|gzip|sh|ms))/;

/**
 * What a file is by what is declared of it. That rules out only what is certainly no image: types
 * are somebody's claim, may be missing or null, and the bytes decide in the end.
 */
export function declaredKind({ filename, content_type }: DeclaredType): 'image' | 'other' | 'unknown' {
  const [type = ''] = (content_type ?? '').toLowerCase().split(';');
  if (type.startsWith('image/')) return 'image';
  if (NEVER_AN_IMAGE.test(type.trim())) return 'other';
  const isUndeclared = type.trim() === '' || SAYS_NOTHING.test(type.trim());
  return isUndeclared && IMAGE_NAME.test(filename) ? 'image' : 'unknown';
}

/**
 * Beside what is declared as an image, a file of which nobody says what it is would only get in the
 * way.
 */
function imageFiles(files: readonly File[]): readonly File[] {
  const images = files.filter((file) => declaredKind(file) === 'image');
  return images.length > 0 ? images : files.filter((file) => declaredKind(file) === 'unknown');
}

const ofAttachment = ({ filename, url, size, content_type, flags }: File): FoundImage => ({
  name: filename,
  url,
  isSpoiler: isSpoiler({ filename, flags }),
  contentType: content_type ?? undefined,
  sizeBytes: size,
});

const CODE_OR_ESCAPED = /```[\s\S]*?```|``[\s\S]*?``|`[^`]*`|\\[\s\S]/g;
const HIDDEN = /\|\|[\s\S]+?\|\|/g;

/**
 * Whether a link stands between spoiler bars. Which of the links an embed belongs to cannot be told
 * for certain, so one hides all of them.
 */
const hidesLink = (content: string): boolean =>
  (content.replace(CODE_OR_ESCAPED, ' ').match(HIDDEN) ?? []).some((hidden) => /https?:\/\//i.test(hidden));

/**
 * Discord's own copy where there is one: whoever runs the other address learns nothing of who asks.
 */
function ofEmbed({ image, thumbnail }: APIEmbed, isHidden: boolean): FoundImage[] {
  return [image, thumbnail].flatMap((image) => {
    const url = image?.proxy_url ?? image?.url;
    return url === undefined ? [] : [{ name: fileNameIn(image?.url ?? url), url, isSpoiler: isHidden }];
  });
}

/** Vector animations are no images. */
function ofSticker({ id, name, format_type }: APIStickerItem, cdn: CDN): FoundImage[] {
  if (format_type === StickerFormatType.Lottie) return [];
  const extension = format_type === StickerFormatType.GIF ? 'gif' : 'png';
  return [{ name: `${name}.${extension}`, url: cdn.sticker(id, extension), isSpoiler: false }];
}

function ofComponent(component: APIMessageComponent): FoundImage[] {
  switch (component.type) {
    case ComponentType.MediaGallery:
      return component.items.flatMap(({ media, spoiler }) => ofMedia(media, spoiler));
    case ComponentType.Thumbnail:
      return ofMedia(component.media, component.spoiler);
    case ComponentType.Section:
      return ofComponent(component.accessory);
    case ComponentType.Container:
      return component.components
        .flatMap(ofComponent)
        .map((image) => (component.spoiler ? { ...image, isSpoiler: true } : image));
    default:
      return [];
  }
}

interface Media {
  url: string;
  proxy_url?: string;
  content_type?: string | null;
}

function ofMedia({ url, proxy_url, content_type }: Media, spoiler = false): FoundImage[] {
  const name = fileNameIn(url);
  if (declaredKind({ filename: name, content_type }) === 'other') return [];
  return [{ name, url: proxy_url ?? url, isSpoiler: spoiler }];
}

function fileNameIn(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return decodeURIComponentSafely(path.split('/').at(-1) ?? '') || 'image';
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
