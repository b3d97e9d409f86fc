// What an empty channel says to somebody who is here for the first time.
import { html, nothing, type TemplateResult } from 'lit';
import type { Command } from './shapes.ts';

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
  return html`<div class="welcome">
    <h2>Welcome to the playground</h2>
    <ul>
      <li>Everything here runs on this machine and costs nothing: the bot is real, Discord and the image API are stand-ins.</li>
      <li>Type <b>/</b> below for the bot’s commands, or let a button fill one in for you; then press <b>Send</b>.</li>
      <li>After each step, a card above the text field suggests the next: edit with words, see what it cost, kill the bot, break the image API.</li>
      <li>Switch who you are to see what others see. <b>Behind the scenes</b> shows tasks, budgets, the ledger and every call.</li>
    </ul>
    <div class="welcome-buttons">
      ${isThere('imagine') ? html`<button type="button" class="run" @click=${() => void draw()}>Draw a lighthouse in fog</button>` : nothing}
      ${isThere('edit') && hasSample ? html`<button type="button" @click=${() => void editSample()}>Edit the sample photo</button>` : nothing}
      ${isThere('usage me') ? html`<button type="button" @click=${() => act('cost')}>Look at usage as the moderator</button>` : nothing}
    </div>
  </div>`;
}
