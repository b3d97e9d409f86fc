// A select of a message: a list that opens beside its button, and acts on nothing but what was
// decided on. A browser's own acts on the first arrow key.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { showMarked, stepInList } from './step-in-list.ts';

/** How much of the window the list may take, as its style says. */
const LIST_MAX = 0.4;

export interface SelectOption {
  value: string;
  label: string;
  description?: string;
}

class MessageSelect extends LitElement {
  static override properties = {
    key: {},
    label: {},
    options: { attribute: false },
    disabled: { type: Boolean },
    choose: { attribute: false },
    isOpen: { state: true },
    marked: { state: true },
    isBelow: { state: true },
  };

  /** Tells its elements from those of other selects on the page. */
  declare key: string;
  declare label: string;
  declare options: readonly SelectOption[];
  declare disabled: boolean;
  declare choose: (value: string) => void;
  declare isOpen: boolean;
  declare marked: number;
  /** Where there is no room above. */
  declare isBelow: boolean;

  constructor() {
    super();
    this.options = [];
    this.disabled = false;
    this.isOpen = false;
    this.marked = 0;
    this.isBelow = false;
  }

  /** Styled by the page itself. */
  override createRenderRoot() {
    return this;
  }

  override updated() {
    showMarked(this);
  }

  override render() {
    const { key, label, isOpen, marked, disabled } = this;
    return html`
      <button
        type="button"
        role="combobox"
        class="discord-select"
        aria-label=${label}
        aria-haspopup="listbox"
        aria-expanded=${isOpen}
        aria-controls=${isOpen ? key : nothing}
        aria-activedescendant=${isOpen ? `${key}-${marked}` : nothing}
        ?disabled=${disabled}
        @click=${() => this.#show(!this.isOpen)}
        @keydown=${this.#onKey}
        @blur=${() => this.#show(false)}
      ><span>${label}</span></button>
      ${isOpen ? this.#renderList() : nothing}
    `;
  }

  #renderList(): TemplateResult {
    const { key, label, options, marked } = this;
    return html`<ul class=${classMap({ completion: true, below: this.isBelow })} role="listbox" id=${key} aria-label=${label}>
      ${options.map(
        (option, index) => html`<li
          role="option"
          id=${`${key}-${index}`}
          aria-selected=${index === marked}
          @mousedown=${(event: Event) => event.preventDefault()}
          @click=${() => this.#decide(option)}
        ><b>${option.label}</b>${option.description === undefined ? nothing : html` <span>${option.description}</span>`}</li>`,
      )}
    </ul>`;
  }

  #onKey(event: KeyboardEvent): void {
    const { options, marked, isOpen } = this;
    if (isOpen && (event.key === 'Enter' || event.key === ' ')) this.#decide(options[marked]);
    else if (isOpen && event.key === 'Escape') this.#show(false);
    else {
      const next = stepInList(event, marked, options.length) ?? edgeOf(event, options.length);
      if (next === undefined) return;
      // The first arrow only opens the list.
      if (isOpen) this.marked = next;
      else this.#show(true);
    }
    event.preventDefault();
  }

  #show(isOpen: boolean): void {
    if (isOpen !== this.isOpen) this.marked = 0;
    if (isOpen) this.isBelow = this.#roomAbove() < window.innerHeight * LIST_MAX;
    this.isOpen = isOpen;
  }

  /** In pixels, within what scrolls. */
  #roomAbove(): number {
    const list = this.closest('.messages');
    return this.getBoundingClientRect().top - (list?.getBoundingClientRect().top ?? 0) + (list?.scrollTop ?? 0);
  }

  #decide(option: SelectOption | undefined): void {
    this.#show(false);
    if (option) this.choose(option.value);
  }
}

function edgeOf({ key }: KeyboardEvent, length: number): number | undefined {
  if (key === 'Home') return 0;
  return key === 'End' ? length - 1 : undefined;
}

customElements.define('message-select', MessageSelect);
