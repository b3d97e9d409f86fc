// One image, as large as the window: a click anywhere, the button or Escape close it.
import { html, LitElement } from 'lit';
import type { ShownImage } from './images.ts';
import { words } from './words/words.ts';

class ZoomDialog extends LitElement {
  static override properties = { image: { attribute: false }, close: { attribute: false } };

  declare image: ShownImage;
  declare close: () => void;

  override createRenderRoot() {
    return this;
  }

  override firstUpdated() {
    // Above everything, and with the cursor held inside.
    this.querySelector('dialog')?.showModal();
  }

  override render() {
    const { url, description = '' } = this.image;
    return html`<dialog class="zoom" aria-label=${words().dialog.image} @click=${this.close} @close=${this.close}>
      <img src=${url} alt=${description} />
      <button type="button" autofocus>${words().dialog.close}</button>
    </dialog>`;
  }
}

customElements.define('zoom-dialog', ZoomDialog);
