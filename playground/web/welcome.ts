// What an empty channel says to somebody who is here for the first time.
import { html, nothing, type TemplateResult } from 'lit';
import type { Command } from './shapes.ts';

export interface WelcomeActions {
  fill(command: string, values: Record<string, string>): void;
  editSample(): void;
  lookAsModerator(): void;
}

/** @param hasSample whether there is a photo to try an edit on */
export function renderWelcome(
  commands: readonly Command[],
  hasSample: boolean,
  actions: WelcomeActions,
): TemplateResult {
  const { fill, editSample, lookAsModerator } = actions;
  const isThere = (wanted: string) => commands.some(({ name }) => name === wanted);
  const draw = () => fill('imagine', { prompt: 'a lighthouse in fog, oil painting', aspect_ratio: '16:9' });
  return html`<div class="welcome">
    <h2>Welcome to the playground</h2>
    <ul>
      <li>Everything here runs on this machine and costs nothing: the bot is real, Discord and the image API are stand-ins.</li>
      <li>Type <b>/</b> below for the bot’s commands, or let a button fill one in for you; then press <b>Send</b>.</li>
      <li>Switch who you are to see what others see, and look behind the scenes.</li>
    </ul>
    <div class="welcome-buttons">
      ${isThere('imagine') ? html`<button type="button" class="run" @click=${draw}>Draw a lighthouse in fog</button>` : nothing}
      ${isThere('edit') && hasSample ? html`<button type="button" @click=${editSample}>Edit the sample photo</button>` : nothing}
      ${isThere('usage me') ? html`<button type="button" @click=${lookAsModerator}>Look at usage as the moderator</button>` : nothing}
    </div>
  </div>`;
}
