// What can be done with a message: reply to it, or one of the apps' commands on it.
import type { APIMessage } from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';

export interface MessageMenu {
  /** Names of the bot's message commands on offer here. */
  apps: readonly string[];
  reply(message: APIMessage): void;
  use(message: APIMessage, app: string): void;
}

export const renderMenu = (
  message: APIMessage,
  { apps, reply, use }: MessageMenu,
): TemplateResult => html`<details class="menu">
  <summary aria-label="Message actions">⋯</summary>
  <div>
    <button type="button" @click=${(event: Event) => close(event, () => reply(message))}>Reply</button>
    ${apps.map((app) => html`<button type="button" @click=${(event: Event) => close(event, () => use(message, app))}>Apps: ${app}</button>`)}
  </div>
</details>`;

function close(event: Event, act: () => void): void {
  (event.currentTarget as HTMLElement).closest('details')?.removeAttribute('open');
  act();
}
