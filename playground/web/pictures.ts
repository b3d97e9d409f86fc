// The pictures of a message: attachments, those of embeds and stickers, and those of what was forwarded.
import { type APIAttachment, type APIEmbed, type APIMessage, AttachmentFlags } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';

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
export function renderPictures(message: Partial<APIMessage>, zoom: Zoom): (TemplateResult | typeof nothing)[] {
  const { attachments = [], embeds = [], sticker_items = [], message_snapshots = [] } = message;
  return [
    attachments.length > 1
      ? html`<div class="gallery">${attachments.map((attachment) => renderAttachment(attachment, zoom))}</div>`
      : html`${attachments.map((attachment) => renderAttachment(attachment, zoom))}`,
    ...embeds.map((embed) => renderEmbed(embed, zoom)),
    ...sticker_items.map(({ id, name }) =>
      renderPicture({ url: `/stickers/${id}.png`, description: name, filename: name }, zoom),
    ),
    ...message_snapshots.map(
      (snapshot) =>
        html`<blockquote class="forwarded"><small>Forwarded</small>${renderPictures(snapshot.message as Partial<APIMessage>, zoom)}</blockquote>`,
    ),
  ];
}

function renderAttachment(attachment: APIAttachment, zoom: Zoom): TemplateResult {
  const { filename, url } = attachment;
  if (!/\.(png|jpe?g|webp|gif|avif)$/i.test(filename)) return html`<a href=${url} download=${filename}>${filename}</a>`;
  return renderPicture(attachment, zoom);
}

function renderEmbed({ title, description, image, thumbnail }: APIEmbed, zoom: Zoom): TemplateResult {
  const picture = image ?? thumbnail;
  return html`<div class="container">
    ${title === undefined ? nothing : html`<b>${title}</b>`} ${description === undefined ? nothing : html`<div>${description}</div>`}
    ${picture ? renderPicture({ url: picture.proxy_url ?? picture.url, filename: 'embed.png' }, zoom) : nothing}
  </div>`;
}

export function renderPicture(picture: ShownPicture, zoom: Zoom): TemplateResult {
  const { filename, url, description = '', width, height, flags = 0 } = picture;
  const shown = html`<button type="button" class="picture" aria-label=${`Enlarge: ${description}`} @click=${() => zoom(picture)}>
    <img src=${url} alt=${description} width=${ifDefined(width ?? undefined)} height=${ifDefined(height ?? undefined)} />
  </button>`;
  return filename.startsWith('SPOILER_') || (flags & AttachmentFlags.IsSpoiler) !== 0
    ? html`<details class="spoiler"><summary>Spoiler</summary>${shown}</details>`
    : shown;
}
