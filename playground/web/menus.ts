// What can be done with a message or a person: reply, and the bot's commands under "Apps".
import type { APIMessage } from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';
import type { App, Person } from './shapes.ts';
import { words } from './words/words.ts';

export interface MenuActions {
  /** The bot's commands on offer here, on messages and on people. */
  messageApps: readonly App[];
  personApps: readonly App[];
  reply(message: APIMessage): void;
  useOnMessage(message: APIMessage, app: string): void;
  useOnPerson(person: Person, app: string): void;
}

type Entry = readonly [label: string, act: () => void];

/** @param author where one of the people here wrote it */
export function renderMessageMenu(message: APIMessage, author: Person | undefined, menu: MenuActions): TemplateResult {
  const onMessage = menu.messageApps.map(
    ({ name, label }): Entry => [words().menu.app(label), () => menu.useOnMessage(message, name)],
  );
  return renderMenu(words().menu.onMessage, [
    [words().menu.reply, () => menu.reply(message)],
    ...onMessage,
    ...(author ? personEntries(author, menu) : []),
  ]);
}

export const renderPersonMenu = (person: Person, menu: MenuActions): TemplateResult =>
  renderMenu(words().menu.onPerson(person.user.global_name ?? ''), personEntries(person, menu));

const personEntries = (person: Person, { personApps, useOnPerson }: MenuActions): Entry[] =>
  personApps.map(({ name, label }) => [
    words().menu.app(`${label} (${person.user.global_name})`),
    () => useOnPerson(person, name),
  ]);

const renderMenu = (
  name: string,
  entries: readonly Entry[],
): TemplateResult => html`<details class="menu" @toggle=${openWhereRoomIs} @keydown=${closeOnEscape} @focusout=${closeWhenLeft}>
  <summary aria-label=${name}>⋯</summary>
  <div>
    ${entries.map(([label, act]) => html`<button type="button" @click=${(event: Event) => close(event, act)}>${label}</button>`)}
  </div>
</details>`;

/** Below, or above where the list of messages or members ends too soon. */
function openWhereRoomIs({ currentTarget }: Event): void {
  const menu = currentTarget as HTMLElement;
  menu.classList.remove('above');
  const frame = menu.closest('.messages, nav')?.getBoundingClientRect();
  const entries = menu.querySelector('div')?.getBoundingClientRect();
  if (!frame || !entries || !menu.hasAttribute('open')) return;
  const fitsAbove = menu.getBoundingClientRect().top - entries.height >= frame.top;
  menu.classList.toggle('above', entries.bottom > frame.bottom && fitsAbove);
}

function close(event: Event, act: () => void): void {
  (event.currentTarget as HTMLElement).closest('details')?.removeAttribute('open');
  act();
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  const menu = event.currentTarget as HTMLElement;
  menu.removeAttribute('open');
  menu.querySelector('summary')?.focus();
}

/** By a click or a key that leads elsewhere. */
function closeWhenLeft({ currentTarget, relatedTarget }: FocusEvent): void {
  const menu = currentTarget as HTMLElement;
  if (!menu.contains(relatedTarget as Node | null)) menu.removeAttribute('open');
}
