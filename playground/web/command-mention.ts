// A command named in a message: a click puts it into the message field, as in Discord.
import { html, type TemplateResult } from 'lit';

const USE = 'use-command';

/** @param path in English, as it is registered: `usage me` */
export const renderCommandMention = (path: string): TemplateResult =>
  html`<button type="button" class="mention" @click=${(event: Event) => announce(event, path)}>/${path}</button>`;

function announce({ currentTarget }: Event, path: string): void {
  currentTarget?.dispatchEvent(new CustomEvent(USE, { bubbles: true, composed: true, detail: path }));
}

/** @param use is given the path of the command that was clicked anywhere in `element` */
export function takeMentionedCommands(element: HTMLElement, use: (path: string) => void): void {
  element.addEventListener(USE, (event) => {
    if (event instanceof CustomEvent) use(String(event.detail));
  });
}
