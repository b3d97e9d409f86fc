// All messages that one person sees in one place.
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Conversation } from './conversation.ts';
import { renderMessage } from './message.ts';
import type { MessageActions } from './message-actions.ts';
import type { World } from './shapes.ts';

export const renderMessageList = (
  { messages, locale, failures }: Conversation,
  world: World,
  actions: MessageActions,
  isLight: boolean,
): TemplateResult =>
  html`<discord-messages ?light-theme=${isLight} data-reads=${locale} no-background>
    ${repeat(
      messages,
      ({ id }) => id,
      (message) => renderMessage(message, world, actions, failures.get(message.id)),
    )}
  </discord-messages>`;
