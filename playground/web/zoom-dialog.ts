// One picture, as large as the window: a click anywhere, the button or Escape close it.
import { html, LitElement } from 'lit';
import type { ShownPicture } from './pictures.ts';
import { words } from './words/words.ts';

class ZoomDialog extends LitElement {
  static override properties = { picture: { attribute: false }, close: { attribute: false } };

  declare picture: ShownPicture;
  declare close: () => void;

  override createRenderRoot() {
    return this;
  }

  override firstUpdated() {
    // Above everything, and with the cursor held inside.
    this.querySelector('dialog')?.showModal();
  }

  override render() {
    const { url, description = '' } = this.picture;
    return html`<dialog class="zoom" aria-label=${words().dialog.picture} @click=${this.close} @close=${this.close}>
      <img src=${url} alt=${description} />
      <button type="button" autofocus>${words().dialog.close}</button>
    </dialog>`;
  }
}

customElements.define('zoom-dialog', ZoomDialog);
