// The images of a message: attachments, those of embeds and stickers, and those of what was
// forwarded.
import { type APIAttachment, type APIEmbed, type APIMessage, AttachmentFlags } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { renderMarkdown } from './markdown.ts';
import type { World } from './shapes.ts';
import { words } from './words/words.ts';

export interface ShownImage {
  url: string;
  description?: string;
  filename: string;
  width?: number | null | undefined;
  height?: number | null | undefined;
  flags?: number;
}

type Zoom = (image: ShownImage) => void;

/** Everything a message shows as an image or offers as a file. */
export function renderImages(
  message: Partial<APIMessage>,
  world: World,
  zoom: Zoom,
): (TemplateResult | typeof nothing)[] {
  const { attachments = [], embeds = [], sticker_items = [], message_snapshots = [] } = message;
  return [
    attachments.length > 1
      ? html`<div class="gallery">${attachments.map((attachment) => renderAttachment(attachment, zoom))}</div>`
      : html`${attachments.map((attachment) => renderAttachment(attachment, zoom))}`,
    ...embeds.map((embed) => renderEmbed(embed, world, zoom)),
    ...sticker_items.map(({ id, name }) =>
      renderImage({ url: `/stickers/${id}.png`, description: name, filename: name }, zoom),
    ),
    ...message_snapshots.map(({ message: forwarded }) =>
      renderForwarded(forwarded as Partial<APIMessage>, world, zoom),
    ),
  ];
}

const renderForwarded = (message: Partial<APIMessage>, world: World, zoom: Zoom): TemplateResult =>
  html`<blockquote class="forwarded">
    <small>${words().message.forwarded}</small>
    <div>${renderMarkdown(message.content ?? '', world)}</div>
    ${renderImages(message, world, zoom)}
  </blockquote>`;

function renderAttachment(attachment: APIAttachment, zoom: Zoom): TemplateResult {
  const { filename, url } = attachment;
  if (!/\.(png|jpe?g|webp|gif|avif)$/i.test(filename))
    return html`<a class="attached" href=${url} download=${filename}>${filename}</a>`;
  return renderImage(attachment, zoom);
}

function renderEmbed({ title, description, image, thumbnail }: APIEmbed, world: World, zoom: Zoom): TemplateResult {
  const shown = image ?? thumbnail;
  return html`<div class="container">
    ${title === undefined ? nothing : html`<b>${renderMarkdown(title, world)}</b>`} ${description === undefined ? nothing : html`<div>${renderMarkdown(description, world)}</div>`}
    ${shown ? renderImage({ url: shown.proxy_url ?? shown.url, filename: 'embed.png' }, zoom) : nothing}
  </div>`;
}

export function renderImage(image: ShownImage, zoom: Zoom): TemplateResult {
  const { filename, flags = 0 } = image;
  const isHidden = filename.startsWith('SPOILER_') || (flags & AttachmentFlags.IsSpoiler) !== 0;
  const shown = renderShown(image, zoom);
  return isHidden ? html`<hidden-image .image=${image} .shown=${shown}></hidden-image>` : shown;
}

const renderShown = (image: ShownImage, zoom: Zoom): TemplateResult => {
  const { url, description = '', width, height } = image;
  return html`<button type="button" class="image" aria-label=${words().message.enlarge(description)} @click=${() => zoom(image)}>
    <img src=${url} alt=${description} width=${ifDefined(width ?? undefined)} height=${ifDefined(height ?? undefined)} />
  </button>`;
};
