// A moment in Discord's notation, kept true while one looks at it, in the language of whoever reads
// (`data-reads` around it).
import { LitElement } from 'lit';
import { relativeTime } from './relative-time.ts';

const TICK_MS = 1_000;

/** What each letter of Discord's notation shows; `R` counts from now. */
const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

class LiveTime extends LitElement {
  static override properties = { at: { type: Number }, look: {} };

  /** Milliseconds since 1970. */
  declare at: number;
  declare look: string;
  #timer: number | undefined;

  override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.look === 'R') this.#timer = window.setInterval(() => this.requestUpdate(), TICK_MS);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.clearInterval(this.#timer);
  }

  override render() {
    const locale = this.closest<HTMLElement>('[data-reads]')?.dataset.reads ?? 'en';
    if (this.look === 'R') return relativeTime(this.at, locale);
    return new Intl.DateTimeFormat(locale, STYLES[this.look] ?? STYLES.f).format(this.at);
  }
}

customElements.define('live-time', LiveTime);
