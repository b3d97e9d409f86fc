// The pictures in a message, wherever Discord lets one stand: attachments, embeds, stickers, galleries of components, and what was forwarded.
import type { CDN, Message, MessageSnapshot } from 'discord.js';
import {
  type APIAttachment,
  type APIEmbed,
  type APIMessageComponent,
  type APIStickerItem,
  ComponentType,
  StickerFormatType,
} from 'discord-api-types/v10';

export interface FoundPicture {
  /** A file's name, or what stands for one. */
  name: string;
  url: string;
  isSpoiler: boolean;
  /** What its sender or Discord claims; the bytes decide. */
  contentType?: string | undefined;
  sizeBytes?: number | undefined;
}

/** The parts of a message that can hold pictures, as the API writes them. */
export interface PictureHolder {
  attachments?: readonly Pick<APIAttachment, 'filename' | 'url' | 'size' | 'content_type'>[];
  embeds?: readonly APIEmbed[];
  sticker_items?: readonly APIStickerItem[] | undefined;
  components?: readonly APIMessageComponent[] | undefined;
  message_snapshots?: readonly { message: Omit<PictureHolder, 'message_snapshots'> }[] | undefined;
}

/** Every picture once, in the order in which people see them. */
export function picturesIn(holder: PictureHolder, cdn: CDN): FoundPicture[] {
  const own = [
    ...(holder.attachments ?? []).filter(isPictureFile).map(ofAttachment),
    ...(holder.embeds ?? []).flatMap(ofEmbed),
    ...(holder.sticker_items ?? []).flatMap((sticker) => ofSticker(sticker, cdn)),
    ...(holder.components ?? []).flatMap(ofComponent),
    ...(holder.message_snapshots ?? []).flatMap(({ message }) => picturesIn(message, cdn)),
  ];
  // A component's picture may be listed among the attachments too; signatures and sizes in links differ. Hidden in one place is hidden.
  const byAddress = new Map<string, FoundPicture>();
  for (const picture of own) {
    const [address = picture.url] = picture.url.split('?');
    const known = byAddress.get(address) ?? picture;
    byAddress.set(address, { ...known, isSpoiler: known.isSpoiler || picture.isSpoiler });
  }
  return [...byAddress.values()];
}

const PICTURE_NAME = /\.(png|jpe?g|webp|gif|avif|hei[cf])$/i;

const isPictureFile = ({ filename, content_type }: Pick<APIAttachment, 'filename' | 'content_type'>): boolean =>
  content_type === undefined ? PICTURE_NAME.test(filename) : content_type.startsWith('image/');

const ofAttachment = ({
  filename,
  url,
  size,
  content_type,
}: Pick<APIAttachment, 'filename' | 'url' | 'size' | 'content_type'>): FoundPicture => ({
  name: filename,
  url,
  isSpoiler: filename.startsWith('SPOILER_'),
  contentType: content_type,
  sizeBytes: size,
});

/** Discord's own copy where there is one: whoever runs the other address learns nothing of who asks. */
function ofEmbed({ image, thumbnail }: APIEmbed): FoundPicture[] {
  return [image, thumbnail].flatMap((picture) => {
    const url = picture?.proxy_url ?? picture?.url;
    return url === undefined ? [] : [{ name: nameOf(picture?.url ?? url), url, isSpoiler: false }];
  });
}

/** Vector animations are no pictures. */
function ofSticker({ id, name, format_type }: APIStickerItem, cdn: CDN): FoundPicture[] {
  if (format_type === StickerFormatType.Lottie) return [];
  const extension = format_type === StickerFormatType.GIF ? 'gif' : 'png';
  return [{ name: `${name}.${extension}`, url: cdn.sticker(id, extension), isSpoiler: false }];
}

function ofComponent(component: APIMessageComponent): FoundPicture[] {
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
        .map((picture) => (component.spoiler ? { ...picture, isSpoiler: true } : picture));
    default:
      return [];
  }
}

interface Media {
  url: string;
  proxy_url?: string;
  content_type?: string | null;
}

function ofMedia({ url, proxy_url, content_type }: Media, spoiler = false): FoundPicture[] {
  const isOther = typeof content_type === 'string' && !content_type.startsWith('image/');
  return isOther ? [] : [{ name: nameOf(url), url: proxy_url ?? url, isSpoiler: spoiler }];
}

function nameOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return decodeURIComponentSafely(path.split('/').at(-1) ?? '') || 'picture';
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What discord.js made of a message, as the API wrote it. */
export function holderOf(message: Message): PictureHolder {
  const snapshots = [...message.messageSnapshots.values()];
  return { ...partsOf(message), message_snapshots: snapshots.map((snapshot) => ({ message: partsOf(snapshot) })) };
}

const partsOf = ({ attachments, embeds, stickers, components }: Message | MessageSnapshot): PictureHolder => ({
  attachments: [...attachments.values()].map(({ name, url, size, contentType }) => ({
    filename: name,
    url,
    size,
    ...(contentType === null ? {} : { content_type: contentType }),
  })),
  embeds: embeds.map(({ data }) => data),
  sticker_items: [...stickers.values()].map(({ id, name, format }) => ({ id, name, format_type: format })),
  // discord.js types this as any component at all; a message holds those of messages alone.
  components: components.map((component) => component.toJSON()) as APIMessageComponent[],
});
