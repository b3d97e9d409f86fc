// The components around a message, made to pass WCAG: some of their greys and blues are too faint, and the word that dismisses a message cannot be reached by keyboard.
import { DiscordCommand } from '@skyra/discord-components-core/discord-command.js';
import { DiscordMessage } from '@skyra/discord-components-core/discord-message.js';
import { DiscordReply } from '@skyra/discord-components-core/discord-reply.js';
import { css, type ReactiveElement } from 'lit';

const readable = css`
  :host(:is(*, [light-theme])) .discord-message-timestamp.discord-message-timestamp,
  :host(:is(*, [light-theme])) .discord-message-ephemeral.discord-message-ephemeral {
    color: var(--quiet);
  }
  .discord-message-ephemeral-link.discord-message-ephemeral-link {
    color: var(--link);
  }
  .discord-message-ephemeral-link:focus-visible {
    outline: 2px solid var(--accent);
  }
`;

const readableAbove = css`
  :host {
    color: var(--quiet);
  }
  .discord-replied-message-username.discord-replied-message-username {
    color: var(--text);
    opacity: 1;
  }
  .discord-replied-message-content.discord-replied-message-content {
    color: inherit;
    opacity: 1;
  }
  :host .discord-slash-command-name.discord-slash-command-name {
    color: var(--text) !important;
    background-color: color-mix(in srgb, var(--accent) 35%, transparent);
  }
`;

// Before the first message is made: Lit takes an element's styles when it is constructed.
DiscordMessage.elementStyles = [...DiscordMessage.elementStyles, readable];
for (const above of [DiscordReply, DiscordCommand]) above.elementStyles = [...above.elementStyles, readableAbove];

DiscordMessage.addInitializer((element) => {
  const message = element as ReactiveElement; // It is one, behind an interface that hides it.
  message.addController({
    hostUpdated() {
      const dismiss = message.renderRoot.querySelector<HTMLElement>('.discord-message-ephemeral-link');
      if (!dismiss || dismiss.tabIndex === 0) return;
      dismiss.tabIndex = 0;
      dismiss.addEventListener('keydown', ({ key }) => {
        if (key === 'Enter') dismiss.click();
      });
    },
  });
});
