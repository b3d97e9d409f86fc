// Text that may be very long, where there is little room: its beginning, and the rest for whoever
// asks.
import { html, type TemplateResult } from 'lit';

const SHORT = 80;

export function renderLong(text: string): TemplateResult | string {
  const letters = [...text];
  if (letters.length <= SHORT) return text;
  return html`<details class="long">
    <summary>${letters.slice(0, SHORT).join('')}…</summary>
    ${text}
  </details>`;
}
