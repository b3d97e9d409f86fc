// Who one is, and where one can be.
import { html, type TemplateResult } from 'lit';
import type { World } from './shapes.ts';

export interface SideState {
  world: World;
  as: string;
  channel: string;
  become(person: string): void;
  go(channel: string): void;
}

/** Channels of the servers that somebody is a member of. */
export const channelsOf = (world: World, as: string) =>
  world.channels.filter(
    ({ guildId, kind }) => kind !== 'direct' && world.guilds.find(({ id }) => id === guildId)?.members.includes(as),
  );

export function renderSide({ world, as, channel, become, go }: SideState): TemplateResult {
  const channels = channelsOf(world, as);
  return html`
    <nav aria-label="Channels">
      <label class="who">I am
        <select @change=${(event: Event) => become((event.target as HTMLSelectElement).value)}>
          ${world.people.map(({ key, user }) => html`<option value=${key} ?selected=${key === as}>${user.global_name}</option>`)}
        </select>
      </label>
      ${world.guilds
        .filter(({ members }) => members.includes(as))
        .map(
          (guild) => html`<h2>${guild.name}</h2>
            <ul>
              ${channels
                .filter(({ guildId }) => guildId === guild.id)
                .map(
                  ({ key, name }) => html`<li>
                    <button type="button" aria-current=${key === channel ? 'page' : 'false'} @click=${() => go(key)}># ${name}</button>
                  </li>`,
                )}
            </ul>`,
        )}
    </nav>
  `;
}
