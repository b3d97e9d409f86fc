// What an empty channel says to somebody who is here for the first time.
import { html, nothing, type TemplateResult } from 'lit';
import type { Command } from './shapes.ts';
import { withBold } from './with-bold.ts';
import { words } from './words/words.ts';

export interface WelcomeActions {
  draw(): Promise<void>;
  editSample(): Promise<void>;
  act(step: 'cost'): void;
}

/** @param hasSample whether there is a photo to try an edit on */
export function renderWelcome(
  commands: readonly Command[],
  hasSample: boolean,
  { draw, editSample, act }: WelcomeActions,
): TemplateResult {
  const isThere = (wanted: string) => commands.some(({ name }) => name === wanted);
  const own = words().welcome;
  return html`<div class="welcome">
    <h2>${own.title}</h2>
    <ul>${own.points.map((point) => html`<li>${withBold(point)}</li>`)}</ul>
    <div class="welcome-buttons">
      ${isThere('imagine') ? html`<button type="button" class="run" @click=${() => void draw()}>${own.draw}</button>` : nothing}
      ${isThere('edit') && hasSample ? html`<button type="button" @click=${() => void editSample()}>${own.edit}</button>` : nothing}
      ${isThere('usage me') ? html`<button type="button" @click=${() => act('cost')}>${own.cost}</button>` : nothing}
    </div>
  </div>`;
}
