// A picture behind a spoiler: blurred, and without a word about it, until somebody wants to see it.
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { ShownPicture } from './pictures.ts';
import { words } from './words/words.ts';

class HiddenPicture extends LitElement {
  static override properties = {
    picture: { attribute: false },
    shown: { attribute: false },
    isRevealed: { state: true },
  };

  declare picture: ShownPicture;
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

  /** Links are signed anew each time; another picture in the same place is hidden again. */
  override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('picture');
    if (before && pathOf(before) !== pathOf(this.picture)) this.isRevealed = false;
  }

  override render() {
    if (this.isRevealed) return this.shown;
    const { url, width, height } = this.picture;
    return html`<button type="button" class="picture blurred" aria-label=${words().message.showSpoiler} @click=${this.#reveal}>
      <img src=${url} alt="" width=${ifDefined(width ?? undefined)} height=${ifDefined(height ?? undefined)} />
      <span aria-hidden="true">${words().message.spoiler}</span>
    </button>`;
  }

  #reveal(): void {
    this.isRevealed = true;
    // The cursor stays with the picture.
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.picture')?.focus());
  }
}

const pathOf = ({ url }: ShownPicture): string => url.split('?')[0] ?? '';

customElements.define('hidden-picture', HiddenPicture);
