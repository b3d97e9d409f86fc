// The pictures of a message: attachments, those of embeds and stickers, and those of what was forwarded.
import { type APIAttachment, type APIEmbed, type APIMessage, AttachmentFlags } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { renderMarkdown } from './markdown.ts';
import type { World } from './shapes.ts';
import { words } from './words/words.ts';

export interface ShownPicture {
  url: string;
  description?: string;
  filename: string;
  width?: number | null | undefined;
  height?: number | null | undefined;
  flags?: number;
}

type Zoom = (picture: ShownPicture) => void;

/** Everything a message shows as a picture or offers as a file. */
export function renderPictures(
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
      renderPicture({ url: `/stickers/${id}.png`, description: name, filename: name }, zoom),
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
    ${renderPictures(message, world, zoom)}
  </blockquote>`;

function renderAttachment(attachment: APIAttachment, zoom: Zoom): TemplateResult {
  const { filename, url } = attachment;
  if (!/\.(png|jpe?g|webp|gif|avif)$/i.test(filename))
    return html`<a class="attached" href=${url} download=${filename}>${filename}</a>`;
  return renderPicture(attachment, zoom);
}

function renderEmbed({ title, description, image, thumbnail }: APIEmbed, world: World, zoom: Zoom): TemplateResult {
  const picture = image ?? thumbnail;
  return html`<div class="container">
    ${title === undefined ? nothing : html`<b>${renderMarkdown(title, world)}</b>`} ${description === undefined ? nothing : html`<div>${renderMarkdown(description, world)}</div>`}
    ${picture ? renderPicture({ url: picture.proxy_url ?? picture.url, filename: 'embed.png' }, zoom) : nothing}
  </div>`;
}

export function renderPicture(picture: ShownPicture, zoom: Zoom): TemplateResult {
  const { filename, flags = 0 } = picture;
  const isHidden = filename.startsWith('SPOILER_') || (flags & AttachmentFlags.IsSpoiler) !== 0;
  const shown = renderShown(picture, zoom);
  return isHidden ? html`<hidden-picture .picture=${picture} .shown=${shown}></hidden-picture>` : shown;
}

const renderShown = (picture: ShownPicture, zoom: Zoom): TemplateResult => {
  const { url, description = '', width, height } = picture;
  return html`<button type="button" class="picture" aria-label=${words().message.enlarge(description)} @click=${() => zoom(picture)}>
    <img src=${url} alt=${description} width=${ifDefined(width ?? undefined)} height=${ifDefined(height ?? undefined)} />
  </button>`;
};
