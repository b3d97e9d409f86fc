// The components of a message: buttons and selects in rows, and the newer ones that hold text and pictures.
import type { APIMessage, APIMessageComponent } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { renderMarkdown } from './markdown.ts';
import type { MessageActions } from './message.ts';
import { renderPicture } from './pictures.ts';
import type { World } from './shapes.ts';

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
  options?: { value: string; label: string; description?: string }[];
  content?: string;
  components?: Part[];
  accessory?: Part;
  media?: { url: string };
  items?: { media: { url: string }; description?: string; spoiler?: boolean }[];
  description?: string;
}

export const renderComponents = (message: APIMessage, world: World, actions: MessageActions): Drawn[] =>
  (message.components ?? []).map((part: APIMessageComponent) => draw(part as Part, { message, world, actions })); // Read field by field.

type Drawn = TemplateResult | typeof nothing;

interface Scene {
  message: APIMessage;
  world: World;
  actions: MessageActions;
}

function draw(part: Part, scene: Scene): Drawn {
  const inner = () => (part.components ?? []).map((child) => draw(child, scene));
  switch (part.type) {
    case ROW:
      return html`<div class="buttons">${inner()}</div>`;
    case BUTTON:
      return drawButton(part, scene);
    case SELECT:
      return drawSelect(part, scene);
    case CONTAINER:
      return html`<div class="container">${inner()}</div>`;
    case SECTION:
      return html`<div class="section"><div>${inner()}</div>${part.accessory ? draw(part.accessory, scene) : nothing}</div>`;
    case TEXT:
      return html`<div>${renderMarkdown(part.content ?? '', scene.world)}</div>`;
    case THUMBNAIL:
      return drawPicture(part.media?.url, part.description, scene);
    case GALLERY:
      return html`<div class="gallery">${(part.items ?? []).map(({ media, description }) => drawPicture(media.url, description, scene))}</div>`;
    case SEPARATOR:
      return html`<hr />`;
    default:
      return nothing;
  }
}

const drawPicture = (url: string | undefined, description = '', { actions }: Scene): Drawn =>
  url === undefined ? nothing : renderPicture({ url, description, filename: 'picture.png' }, actions.zoom);

function drawButton({ label = '', style = 2, url, custom_id = '', disabled = false }: Part, scene: Scene): Drawn {
  const { message, actions } = scene;
  if (url !== undefined) return html`<a class="discord-button" href=${url} rel="noreferrer">${label} ↗</a>`;
  const isWaiting = actions.isWaiting(message, custom_id);
  return html`<button
    type="button"
    class=${`discord-button ${STYLES[style] ?? ''}`}
    ?disabled=${disabled || isWaiting}
    aria-busy=${isWaiting}
    @click=${() => actions.use(message, custom_id)}
  >${isWaiting ? '…' : label}</button>`;
}

/** Chosen at once, as Discord does where one thing can be chosen; it shows its placeholder again afterwards. */
function drawSelect(
  { custom_id = '', placeholder = 'Choose', options = [], disabled = false }: Part,
  scene: Scene,
): Drawn {
  const { message, actions } = scene;
  const choose = (event: Event) => {
    const field = event.target as HTMLSelectElement;
    const { value } = field;
    field.value = '';
    if (value !== '') actions.use(message, custom_id, [value]);
  };
  return html`<select class="discord-select" aria-label=${placeholder} ?disabled=${disabled || actions.isWaiting(message, custom_id)} @change=${choose}>
    <option value="">${placeholder}</option>
    ${options.map(({ value, label, description }) => html`<option value=${value}>${description === undefined ? label : `${label} — ${description}`}</option>`)}
  </select>`;
}
