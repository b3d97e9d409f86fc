// The page's own texts, with what stands between two pairs of stars in bold.
import { html, type TemplateResult } from 'lit';

export const withBold = (text: string): (TemplateResult | string)[] =>
  text.split('**').map((part, index) => (index % 2 === 1 ? html`<b>${part}</b>` : part));
