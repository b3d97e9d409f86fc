// A form that the bot has opened, as a dialog: what Discord's client refuses is said in it, and
// nothing typed is lost.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { renderMarkdown } from './markdown.ts';
import type { Form, FormField, World } from './shapes.ts';
import { inReadersWords, words } from './words/words.ts';

const [ROW, TEXT_INPUT, SELECT, TEXT_DISPLAY] = [1, 4, 3, 10];
const PARAGRAPH = 2;

export type Filled = Record<string, string | string[]>;

class FormDialog extends LitElement {
  static override properties = {
    form: { attribute: false },
    world: { attribute: false },
    send: { attribute: false },
    close: { attribute: false },
    problem: { state: true },
    isSending: { state: true },
  };

  declare form: Form;
  /** Whose people and channels its texts name. */
  declare world: World;
  /** Resolves with what went wrong, or nothing. */
  declare send: (fields: Filled) => Promise<string | undefined>;
  declare close: () => void;
  declare problem: string | undefined;
  declare isSending: boolean;

  /** Who goes on by the keyboard goes on there. */
  #opener: Element | null = null;

  constructor() {
    super();
    this.isSending = false;
  }

  override createRenderRoot() {
    return this;
  }

  override firstUpdated() {
    this.#opener = document.activeElement;
    this.querySelector('dialog')?.showModal();
    this.querySelector<HTMLElement>('textarea, input, select')?.focus();
  }

  /** A dialog that is taken out of the page gives the focus to nobody. */
  override disconnectedCallback() {
    super.disconnectedCallback();
    if (this.#opener instanceof HTMLElement) this.#opener.focus();
  }

  override render() {
    const { title, components } = this.form;
    return html`<dialog class="form" aria-label=${title} @cancel=${this.close}>
      <form @submit=${this.#submit}>
        <h2>${title}</h2>
        ${components.map((row) => renderRow(row, this.world))}
        ${this.problem === undefined ? nothing : html`<p class="problem" role="alert">${inReadersWords(this.problem)}</p>`}
        <div class="form-buttons">
          <button type="button" @click=${this.close}>${words().composer.cancel}</button>
          <button type="submit" class="run" ?disabled=${this.isSending}>${words().dialog.submit}</button>
        </div>
      </form>
    </dialog>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.isSending = true;
    this.problem = await this.send(readForm(event.target as HTMLFormElement, this.form));
    this.isSending = false;
  }
}

/** As the form's fields say, not the browser: Discord tells what is wrong once it is sent. */
function readForm(element: HTMLFormElement, { components }: Form): Filled {
  const data = new FormData(element);
  const fields = components.flatMap(({ component, components: inner = [] }) => (component ? [component] : inner));
  return Object.fromEntries(
    fields.map(({ type, custom_id }) => [
      custom_id,
      type === SELECT
        ? data
            .getAll(custom_id)
            .map(String)
            .filter((value) => value !== '')
        : String(data.get(custom_id) ?? ''),
    ]),
  );
}

function renderRow(row: Form['components'][number], world: World): TemplateResult {
  const { type, label = '', description, content, component, components = [] } = row;
  if (type === TEXT_DISPLAY) return html`<p>${renderMarkdown(content ?? '', world)}</p>`;
  if (type === ROW) return html`${components.map((field) => renderField(field, field.custom_id))}`;
  const isMany = component?.type === SELECT && (component.max_values ?? 1) > 1;
  const hint = description === undefined ? nothing : html`<small>${description}</small>`;
  if (!component) return html`<p>${label}</p>`;
  return isMany
    ? html`<fieldset><legend>${label}</legend>${hint} ${renderField(component, label)}</fieldset>`
    : html`<label class="field"><span>${label}</span>${hint} ${renderField(component, label)}</label>`;
}

function renderField(field: FormField, label: string): TemplateResult {
  if (field.type === SELECT) return (field.max_values ?? 1) > 1 ? renderChecks(field) : renderSelect(field);
  if (field.type !== TEXT_INPUT) return html`<em>${label}</em>`;
  const { custom_id, style, value = '', placeholder = '', max_length = 4000 } = field;
  return style === PARAGRAPH
    ? html`<textarea name=${custom_id} rows="3" maxlength=${max_length} placeholder=${placeholder} .value=${value}></textarea>`
    : html`<input name=${custom_id} maxlength=${max_length} placeholder=${placeholder} autocomplete="off" .value=${value} />`;
}

const renderSelect = ({ custom_id, options = [], placeholder = '' }: FormField): TemplateResult =>
  html`<select name=${custom_id}>
    ${options.some((option) => option.default) ? nothing : html`<option value="">${placeholder}</option>`}
    ${options.map(({ value, label, default: isDefault = false }) => html`<option value=${value} ?selected=${isDefault}>${label}</option>`)}
  </select>`;

const renderChecks = ({ custom_id, options = [] }: FormField): TemplateResult =>
  html`${options.map(
    ({ value, label, default: isDefault = false }) =>
      html`<label class="check"><input type="checkbox" name=${custom_id} value=${value} ?checked=${isDefault} /> ${label}</label>`,
  )}`;

customElements.define('form-dialog', FormDialog);
