// One message as Discord shows it: author, text, pictures, components, and the word that only one person sees it.
import type { APIMessage, APIUser } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { avatarOf, faceOf } from './avatars.ts';
import { nameOf, renderMarkdown } from './markdown.ts';
import { type MenuActions, renderMessageMenu } from './menus.ts';
import { renderComponents } from './message-components.ts';
import { renderPictures, type ShownPicture } from './pictures.ts';
import { dayAndTime } from './relative-time.ts';
import type { World } from './shapes.ts';

const EPHEMERAL = 64;
const LOADING = 128;

export interface MessageActions {
  /** A button, or what was chosen in a select. */
  use(message: APIMessage, customId: string, values?: string[]): void;
  /** Whether the bot has not yet answered that. */
  isWaiting(message: APIMessage, customId: string): boolean;
  zoom(picture: ShownPicture): void;
  dismiss(message: APIMessage): void;
  menu: MenuActions;
}

/** @param failure what went wrong with the last thing done on it */
export function renderMessage(
  message: APIMessage,
  world: World,
  actions: MessageActions,
  failure: string | undefined,
): TemplateResult {
  const flags = Number(message.flags ?? 0);
  const isLoading = (flags & LOADING) !== 0;
  const isEphemeral = (flags & EPHEMERAL) !== 0;
  const author = world.people.find(({ user }) => user.id === message.author.id);
  return html`
    <discord-message
      id=${`message-${message.id}`}
      data-message=${message.id}
      author=${nameOf(message.author.id, world)}
      avatar=${avatarOf(message, world)}
      ?bot=${message.author.bot === true}
      ?ephemeral=${isEphemeral}
      .dismissMessageClicked=${() => actions.dismiss(message)}
      timestamp=${dayAndTime(Date.parse(message.timestamp))}
    >
      ${renderMessageMenu(message, author, actions.menu)} ${usedBy(message, world)} ${repliesTo(message, world)}
      ${isLoading ? html`<em class="thinking">Kontext is thinking…</em>` : renderMarkdown(message.content, world)}
      ${renderPictures(message, actions.zoom)} ${renderComponents(message, world, actions)}
      ${failure === undefined ? nothing : html`<p class="failure" role="status">${failure}</p>`}
    </discord-message>
  `;
}

/** Mentions as names, where there is no room for more. */
const withNames = (content: string, world: World) =>
  content.replace(/<@!?(\d+)>/g, (_mention, id: string) => `@${nameOf(id, world)}`);

function usedBy(message: APIMessage, world: World): TemplateResult | typeof nothing {
  const { user, name } = (message.interaction_metadata ?? {}) as { user?: APIUser; name?: string }; // Discord names commands, its types do not.
  if (!user || name === undefined) return nothing;
  const person = world.people.find((candidate) => candidate.user.id === user.id);
  return html`<discord-command slot="reply" author=${nameOf(user.id, world)} avatar=${faceOf(person?.user)} command=${name} role-color=""></discord-command>`;
}

function repliesTo(message: APIMessage, world: World): TemplateResult | typeof nothing {
  const target = message.referenced_message;
  if (!target) return nothing;
  return html`<discord-reply
    slot="reply"
    author=${nameOf(target.author.id, world)}
    avatar=${avatarOf(target, world)}
    role-color=""
    ?bot=${target.author.bot === true}
    ?attachment=${target.attachments.length > 0}
    >${withNames(target.content, world).slice(0, 80) || 'a picture'}</discord-reply
  >`;
}
