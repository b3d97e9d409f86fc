// An image behind a spoiler: blurred, and without a word about it, until somebody wants to see it.
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { ShownImage } from './images.ts';
import { words } from './words/words.ts';

class HiddenImage extends LitElement {
  static override properties = {
    image: { attribute: false },
    shown: { attribute: false },
    isRevealed: { state: true },
  };

  declare image: ShownImage;
  /** How it is drawn once it is revealed. */
  declare shown: TemplateResult;
  declare isRevealed: boolean;

  constructor() {
    super();
    this.isRevealed = false;
  }

  /** Styled by the page itself. */
  override createRenderRoot() {
    return this;
  }

  /** Links are signed anew each time; another image in the same place is hidden again. */
  override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('image');
    if (before && pathOf(before) !== pathOf(this.image)) this.isRevealed = false;
  }

  override render() {
    if (this.isRevealed) return this.shown;
    const { url, width, height } = this.image;
    return html`<button type="button" class="image blurred" aria-label=${words().message.showSpoiler} @click=${this.#reveal}>
      <img src=${url} alt="" width=${ifDefined(width ?? undefined)} height=${ifDefined(height ?? undefined)} />
      <span aria-hidden="true">${words().message.spoiler}</span>
    </button>`;
  }

  #reveal(): void {
    this.isRevealed = true;
    // The cursor stays with the image.
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.image')?.focus());
  }
}

const pathOf = ({ url }: ShownImage): string => url.split('?')[0] ?? '';

customElements.define('hidden-image', HiddenImage);
