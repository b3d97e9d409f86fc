// The head of the page: where one is, whether the bot is there, and what can be shown beside the
// messages.
import { html, nothing, type TemplateResult } from 'lit';
import { words } from './words/words.ts';

export interface HeaderState {
  /** `#general` */
  place: string;
  /** Whether what happens is heard. */
  isConnected: boolean;
  isBotOnline: boolean;
  isBehind: boolean;
  isLight: boolean;
  isGuideHidden: boolean;
  toggleBehind(): void;
  showGuide(): void;
  switchTheme(): void;
}

export function renderHeader(state: HeaderState): TemplateResult {
  const { place, isBehind, isLight, isGuideHidden, toggleBehind, showGuide, switchTheme } = state;
  const { frame } = words();
  return html`<header>
    <h1>${place.replace('#', '# ')}</h1>
    ${renderStatus(state)}
    <button type="button" aria-expanded=${isBehind} @click=${toggleBehind}>${frame.behind}</button>
    ${isGuideHidden ? html`<button type="button" @click=${showGuide}>${frame.guide}</button>` : nothing}
    <button type="button" @click=${switchTheme}>${isLight ? frame.dark : frame.light}</button>
  </header>`;
}

function renderStatus({ isConnected, isBotOnline }: HeaderState): TemplateResult {
  const { frame } = words();
  if (!isConnected) return html`<span class="status broken" role="status">${frame.cutOff}</span>`;
  return html`<span class=${isBotOnline ? 'status on' : 'status'}>${isBotOnline ? frame.online : frame.offline}</span>`;
}
