// One message as Discord shows it: author, text, images, components, and the word that only one
// person sees it.
import type { APIMessage, APIUser } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { avatarOf, faceOf } from './avatars.ts';
import { renderImages } from './images.ts';
import { nameOf, renderInOneLine, renderMarkdown } from './markdown.ts';
import { renderMessageMenu } from './menus.ts';
import type { MessageActions } from './message-actions.ts';
import { renderComponents } from './message-components.ts';
import { dayAndTime } from './relative-time.ts';
import { EPHEMERAL, type World } from './shapes.ts';
import { inReadersWords, words } from './words/words.ts';

const LOADING = 128;

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
      class=${isEphemeral ? 'ephemeral' : ''}
      timestamp=${dayAndTime(Date.parse(message.timestamp))}
    >
      ${renderMessageMenu(message, author, actions.menu)} ${usedBy(message, world)} ${repliesTo(message, world)}
      ${isLoading ? html`<em class="thinking">${words().message.thinking}</em>` : renderMarkdown(message.content, world)}
      ${renderImages(message, world, actions.zoom)} ${renderComponents(message, world, actions)}
      ${failure === undefined ? nothing : html`<p class="failure" role="status">${inReadersWords(failure)}</p>`}
      ${isEphemeral ? renderForOneAlone(() => actions.dismiss(message)) : nothing}
    </discord-message>
  `;
}

const renderForOneAlone = (dismiss: () => void): TemplateResult =>
  html`<p class="one-alone">
    ${words().message.onlyYou} • <button type="button" class="link" @click=${dismiss}>${words().message.dismiss}</button>
  </p>`;

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
    >${target.content === '' ? words().message.image : renderInOneLine(target.content, world)}</discord-reply
  >`;
}
