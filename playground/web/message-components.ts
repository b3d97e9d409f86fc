// The components of a message: buttons and selects in rows, and the newer ones that hold text and
// images.
import { type APIMessage, type APIMessageComponent, AttachmentFlags } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { renderImage } from './images.ts';
import { renderMarkdown } from './markdown.ts';
import type { MessageActions } from './message-actions.ts';
import type { SelectOption } from './message-select.ts';
import type { World } from './shapes.ts';
import { words } from './words/words.ts';

/** Discord's numbers for components, and for a button that is a link. */
const [ROW, BUTTON, SELECT, SECTION, TEXT, THUMBNAIL, GALLERY, SEPARATOR, CONTAINER] = [1, 2, 3, 9, 10, 11, 12, 14, 17];
const STYLES: Readonly<Record<number, string>> = { 1: 'primary', 3: 'success', 4: 'danger' };

/** Any component, as far as one is drawn here. */
interface Part {
  type: number;
  style?: number;
  label?: string;
  custom_id?: string;
  url?: string;
  disabled?: boolean;
  placeholder?: string;
  options?: SelectOption[];
  content?: string;
  components?: Part[];
  accessory?: Part;
  media?: { url: string };
  spoiler?: boolean;
  items?: { media: { url: string }; description?: string; spoiler?: boolean }[];
  description?: string;
}

export const renderComponents = (message: APIMessage, world: World, actions: MessageActions): Rendered[] =>
  (message.components ?? []).map((part: APIMessageComponent) => draw(part as Part, { message, world, actions })); // Read field by field.

type Rendered = TemplateResult | typeof nothing;

interface RenderContext {
  message: APIMessage;
  world: World;
  actions: MessageActions;
}

function draw(part: Part, renderContext: RenderContext): Rendered {
  const inner = () => (part.components ?? []).map((child) => draw(child, renderContext));
  switch (part.type) {
    case ROW:
      return html`<div class="buttons">${inner()}</div>`;
    case BUTTON:
      return drawButton(part, renderContext);
    case SELECT:
      return drawSelect(part, renderContext);
    case CONTAINER:
      return html`<div class="container">${inner()}</div>`;
    case SECTION:
      return html`<div class="section"><div>${inner()}</div>${part.accessory ? draw(part.accessory, renderContext) : nothing}</div>`;
    case TEXT:
      return html`<div>${renderMarkdown(part.content ?? '', renderContext.world)}</div>`;
    case THUMBNAIL:
      return drawImage(part, renderContext);
    case GALLERY:
      return html`<div class="gallery">${(part.items ?? []).map((item) => drawImage(item, renderContext))}</div>`;
    case SEPARATOR:
      return html`<hr />`;
    default:
      return nothing;
  }
}

function drawImage({ media, description = '', spoiler = false }: Partial<Part>, { actions }: RenderContext): Rendered {
  const flags = spoiler ? AttachmentFlags.IsSpoiler : 0;
  return media ? renderImage({ url: media.url, description, filename: 'image.png', flags }, actions.zoom) : nothing;
}

function drawButton(
  { label = '', style = 2, url, custom_id = '', disabled = false }: Part,
  renderContext: RenderContext,
): Rendered {
  const { message, actions } = renderContext;
  if (url !== undefined) return html`<a class="discord-button" href=${url} rel="noreferrer">${label} ↗</a>`;
  const isWaiting = actions.isWaiting(message, custom_id);
  // A button that is disabled meanwhile would lose the focus.
  return html`<button
    type="button"
    class=${`discord-button ${STYLES[style] ?? ''}`}
    ?disabled=${disabled}
    aria-disabled=${disabled || isWaiting}
    aria-busy=${isWaiting}
    @click=${() => isWaiting || actions.use(message, custom_id)}
  >${isWaiting ? '…' : label}</button>`;
}

/**
 * Acts on what was chosen, as Discord does where one thing can be chosen; it shows its placeholder
 * again afterwards.
 */
function drawSelect(
  { custom_id = '', placeholder = words().message.choose, options = [], disabled = false }: Part,
  renderContext: RenderContext,
): Rendered {
  const { message, actions } = renderContext;
  return html`<message-select
    key=${`choices-${message.id}-${custom_id}`}
    label=${placeholder}
    .options=${options}
    ?disabled=${disabled || actions.isWaiting(message, custom_id)}
    .choose=${(value: string) => actions.use(message, custom_id, [value])}
  ></message-select>`;
}
