// A slash command being filled in: its options typed, hinted, and completed by the bot where it offers that.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { ATTACHMENT, renderOptionField, typed } from './option-field.ts';
import type { Choice, Command, CommandOption } from './shapes.ts';

export interface FilledCommand {
  options: Record<string, unknown>;
  files: Record<string, File>;
}

export class CommandForm extends LitElement {
  static override properties = {
    command: { attribute: false },
    files: { attribute: false },
    complete: { attribute: false },
    attach: { attribute: false },
    leave: { attribute: false },
    shown: { state: true },
    choices: { state: true },
  };

  declare command: Command;
  /** Those that wait for options that take one, in order. */
  declare files: File[];
  declare complete: (command: Command, options: Record<string, unknown>, focused: string) => Promise<Choice[]>;
  declare attach: (files: File[]) => void;
  declare leave: () => void;
  declare shown: string[];
  declare choices: { option: string; list: Choice[] } | undefined;
  #values: Record<string, string> = {};
  #asked = 0;

  constructor() {
    super();
    this.shown = [];
    this.files = [];
  }

  override createRenderRoot() {
    return this;
  }

  /** Begins with what is required, and with what is filled in already. */
  begin(command: Command, values: Record<string, string>): void {
    this.command = command;
    this.#values = { ...values };
    this.choices = undefined;
    this.shown = command.options
      .filter(({ name, required }) => required === true || name in values)
      .map(({ name }) => name);
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('.option input, .option select, .run')?.focus(),
    );
  }

  /** Typed as the command says; what is not filled in is not sent. */
  filled(): FilledCommand {
    const files = this.shown.flatMap((name) => {
      const file = this.#fileFor(name);
      return file ? [[name, file] as const] : [];
    });
    return { options: this.#options(), files: Object.fromEntries(files) };
  }

  override render() {
    const { command } = this;
    if (!command) return nothing;
    const hidden = command.options.filter(({ name }) => !this.shown.includes(name));
    return html`
      <div class="command">
        <b class="name">/${command.name}</b>
        ${command.options.filter(({ name }) => this.shown.includes(name)).map((option) => this.#renderOption(option))}
        <button type="submit" class="run">Send</button>
        <button type="button" class="link" @click=${this.leave}>Cancel</button>
      </div>
      ${
        hidden.length === 0
          ? nothing
          : html`<div class="more">
            ${hidden.map(({ name, description }) => html`<button type="button" title=${description} @click=${() => this.#show(name)}>+ ${name}</button>`)}
          </div>`
      }
    `;
  }

  #renderOption(option: CommandOption): TemplateResult {
    const { name } = option;
    const state = {
      value: this.#values[name] ?? '',
      file: this.#fileFor(name),
      offered: this.choices?.option === name ? this.choices.list : [],
    };
    const ask = () => {
      if (option.autocomplete) void this.#complete(name);
    };
    return renderOptionField(option, state, {
      onValue: (value) => {
        this.#values[name] = value;
        ask();
      },
      onFocus: ask,
      onFiles: this.attach,
      onChoice: ({ value }) => {
        this.#values[name] = String(value);
        this.choices = undefined;
        this.requestUpdate();
      },
    });
  }

  #fileFor(name: string): File | undefined {
    const slots = this.command.options.filter(
      (option) => option.type === ATTACHMENT && this.shown.includes(option.name),
    );
    return this.files[slots.findIndex((option) => option.name === name)];
  }

  #options(): Record<string, unknown> {
    const given = this.command.options.filter(
      ({ name }) => this.shown.includes(name) && (this.#values[name] ?? '') !== '',
    );
    return Object.fromEntries(given.map(({ name, type }) => [name, typed(this.#values[name] ?? '', type)]));
  }

  /** What was asked for last counts, whatever comes last. */
  async #complete(name: string): Promise<void> {
    const { command } = this;
    this.#asked += 1;
    const own = this.#asked;
    const list = await this.complete(command, this.#options(), name).catch(() => []);
    if (own === this.#asked && this.command === command) this.choices = { option: name, list };
  }

  #show(name: string): void {
    this.shown = [...this.shown, name];
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[name="${name}"]`)?.focus());
  }
}

customElements.define('command-form', CommandForm);
