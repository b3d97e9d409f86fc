// Who one is, where one can be, and who else is there.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { faceOf } from './avatars.ts';
import { type MenuActions, renderPersonMenu } from './menus.ts';
import { type Channel, channelOf, DIRECT, type World } from './shapes.ts';
import { LANGUAGES, words } from './words/words.ts';

export interface SideState {
  world: World;
  as: string;
  channel: string;
  menu: MenuActions;
  become(person: string): void;
  readIn(locale: string): void;
  go(channel: string): void;
}

/**
 * Keys of the channels that somebody can open: those of their servers, and their own with the bot.
 */
export const placesOf = (world: World, as: string): string[] => [
  ...channelsOf(world, as).map(({ key }) => key),
  DIRECT,
];

const channelsOf = (world: World, as: string): Channel[] =>
  world.channels.filter(
    ({ guildId, kind }) => kind !== 'direct' && world.guilds.find(({ id }) => id === guildId)?.members.includes(as),
  );

export function renderSide(side: SideState): TemplateResult {
  const { world, as, become, readIn } = side;
  const reads = world.people.find(({ key }) => key === as)?.locale;
  const channels = channelsOf(world, as);
  const own = words().side;
  return html`
    <nav aria-label=${own.channels}>
      <label class="who">${own.iAm}
        <select @change=${(event: Event) => become((event.target as HTMLSelectElement).value)}>
          ${world.people.map(({ key, user }) => html`<option value=${key} .selected=${live(key === as)}>${user.global_name}</option>`)}
        </select>
      </label>
      <label class="who reads">${own.iRead}
        <select @change=${(event: Event) => readIn((event.target as HTMLSelectElement).value)}>
          ${Object.entries(LANGUAGES).map(([locale, { name }]) => html`<option value=${locale} lang=${locale} .selected=${live(locale === reads)}>${name}</option>`)}
        </select>
      </label>
      <div class="places">
        ${world.guilds
          .filter(({ members }) => members.includes(as))
          .map(
            (guild) => html`<h2>${guild.name}</h2>
              <ul>
                ${channels.filter(({ guildId }) => guildId === guild.id).map(({ key, name }) => renderPlace(key, `# ${name}`, side))}
              </ul>`,
          )}
        <h2>${own.directMessages}</h2>
        <ul>${renderPlace(DIRECT, 'Kontext', side)}</ul>
      </div>
      ${renderMembers(side)}
    </nav>
  `;
}

const renderPlace = (key: string, name: string, { channel, go }: SideState): TemplateResult =>
  html`<li><button type="button" aria-current=${key === channel ? 'page' : 'false'} @click=${() => go(key)}>${name}</button></li>`;

function renderMembers({ world, as, channel, menu }: SideState): TemplateResult | typeof nothing {
  const guildId = channelOf(world, as, channel)?.guildId;
  const guild = world.guilds.find(({ id }) => id === guildId);
  if (!guild || menu.personApps.length === 0) return nothing;
  return html`<section class="members">
    <h2>${words().side.members}</h2>
    <ul>
      ${world.people
        .filter(({ key }) => guild.members.includes(key))
        .map(
          (person) =>
            html`<li><img src=${faceOf(person.user)} alt="" /><span>${person.user.global_name}</span>${renderPersonMenu(person, menu)}</li>`,
        )}
    </ul>
  </section>`;
}
