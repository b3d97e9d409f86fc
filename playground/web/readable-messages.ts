// The components around a message, made to pass WCAG and to speak the reader's language: some of
// their greys are too faint, and spoilers cannot be reached by keyboard.
import { DiscordCommand } from '@skyra/discord-components-core/discord-command.js';
import { DiscordMessage } from '@skyra/discord-components-core/discord-message.js';
import { DiscordReply } from '@skyra/discord-components-core/discord-reply.js';
import { DiscordSpoiler } from '@skyra/discord-components-core/discord-spoiler.js';
import { css, type ReactiveElement } from 'lit';
import { words } from './words/words.ts';

const readable = css`
  :host(:is(*, [light-theme])) .discord-message-timestamp.discord-message-timestamp {
    color: var(--quiet);
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

/** The one word in it is English, whatever one reads. */
DiscordCommand.addInitializer((element) => {
  const command = element as ReactiveElement; // It is one, behind an interface that hides it.
  command.addController({
    hostUpdated() {
      const spans = [...command.renderRoot.querySelectorAll('span')];
      const verb = spans.find(({ textContent }) => textContent?.trim() === 'used');
      if (verb) verb.textContent = ` ${words().message.used} `;
    },
  });
});

DiscordSpoiler.addInitializer((element) => {
  const spoiler = element as ReactiveElement & { activated: boolean }; // It is one, behind an interface that hides it.
  spoiler.addController({
    hostUpdated() {
      const hidden = { tabindex: '0', role: 'button', 'aria-label': words().message.spoiler };
      for (const [name, value] of Object.entries(hidden)) {
        if (spoiler.activated) spoiler.removeAttribute(name);
        else spoiler.setAttribute(name, value);
      }
    },
  });
  spoiler.addEventListener('click', () => {
    spoiler.activated = true;
  });
  spoiler.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    spoiler.activated = true;
  });
});
