// The component's grey for times is too faint to read easily: ours passes WCAG's contrast on both grounds.
import { DiscordMessage } from '@skyra/discord-components-core/discord-message.js';
import { css } from 'lit';

const readable = css`
  :host(:is(*, [light-theme])) .discord-message-timestamp.discord-message-timestamp,
  :host(:is(*, [light-theme])) .discord-message-ephemeral.discord-message-ephemeral {
    color: var(--quiet);
  }
`;

// Before the first message is made: Lit takes an element's styles when it is constructed.
DiscordMessage.elementStyles = [...DiscordMessage.elementStyles, readable];
