// One message as Discord shows it: author, text, pictures, buttons, and the word that only one person sees it.
import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { nameOf, renderMarkdown } from './markdown.ts';
import { type MessageMenu, renderMenu } from './menus.ts';
import type { World } from './shapes.ts';

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const EPHEMERAL = 64;
const LOADING = 128;

export interface MessageActions {
  click(message: APIMessage, customId: string): void;
  zoom(attachment: APIAttachment): void;
  dismiss(message: APIMessage): void;
  menu: MessageMenu;
}

export function renderMessage(message: APIMessage, world: World, actions: MessageActions): TemplateResult {
  const flags = Number(message.flags ?? 0);
  const isLoading = (flags & LOADING) !== 0;
  const isEphemeral = (flags & EPHEMERAL) !== 0;
  const author = nameOf(message.author.id, world);
  return html`
    <discord-message
      data-message=${message.id}
      author=${author}
      avatar=${`/avatar/${message.author.username}.svg`}
      ?bot=${message.author.bot === true}
      ?ephemeral=${isEphemeral}
      .dismissMessageClicked=${() => actions.dismiss(message)}
      timestamp=${clock.format(new Date(message.timestamp))}
    >
      ${renderMenu(message, actions.menu)} ${usedBy(message, world)} ${repliesTo(message, world)}
      ${isLoading ? html`<em class="thinking">Kontext is thinking…</em>` : renderMarkdown(message.content, world)}
      ${message.attachments.map((attachment) => renderPicture(attachment, actions))}
      ${renderButtons(message, actions)}
    </discord-message>
  `;
}

function usedBy(message: APIMessage, world: World): TemplateResult | typeof nothing {
  const user = message.interaction_metadata?.user;
  return user ? html`<div class="used-by">${nameOf(user.id, world)} used the bot</div>` : nothing;
}

function repliesTo(message: APIMessage, world: World): TemplateResult | typeof nothing {
  const target = message.referenced_message;
  if (!target) return nothing;
  const pictures = target.attachments.length > 0 ? ' (picture)' : '';
  return html`<div class="used-by">↩ ${nameOf(target.author.id, world)}: ${target.content.slice(0, 80)}${pictures}</div>`;
}

function renderPicture(attachment: APIAttachment, actions: MessageActions): TemplateResult {
  const { filename, url, description = '', width, height } = attachment;
  if (!/\.(png|jpe?g|webp|gif)$/i.test(filename)) return html`<a href=${url} download=${filename}>${filename}</a>`;
  const picture = html`<button type="button" class="picture" aria-label=${`Enlarge: ${description}`} @click=${() => actions.zoom(attachment)}>
    <img src=${url} alt=${description} width=${ifDefined(width ?? undefined)} height=${ifDefined(height ?? undefined)} />
  </button>`;
  return filename.startsWith('SPOILER_')
    ? html`<details class="spoiler"><summary>Spoiler</summary>${picture}</details>`
    : picture;
}

interface ShownButton {
  label?: string;
  custom_id?: string;
  disabled?: boolean;
}

function renderButtons(message: APIMessage, actions: MessageActions): TemplateResult[] {
  return (message.components ?? []).map((row) => {
    const buttons: ShownButton[] = 'components' in row ? (row.components as ShownButton[]) : [];
    return html`<div class="buttons">
      ${buttons.map(
        ({ label = '', custom_id = '', disabled = false }) =>
          html`<button type="button" class="discord-button" ?disabled=${disabled} @click=${() => actions.click(message, custom_id)}>${label}</button>`,
      )}
    </div>`;
  });
}
