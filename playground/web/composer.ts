// Where one writes: text, or a slash command with its options typed, hinted and completed.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { ATTACHMENT, renderOptionField, typed } from './option-field.ts';
import type { Choice, Command, CommandOption } from './shapes.ts';

/** What the composer asks its page to do. */
export interface ComposerWork {
  send(text: string, files: File[], replyTo: string | undefined): Promise<void>;
  run(command: Command, options: Record<string, unknown>, files: Record<string, File>): Promise<void>;
  complete(command: Command, options: Record<string, unknown>, focused: string): Promise<Choice[]>;
}

export class PlaygroundComposer extends LitElement {
  static override properties = {
    commands: { attribute: false },
    work: { attribute: false },
    place: {},
    text: { state: true },
    command: { state: true },
    shown: { state: true },
    choices: { state: true },
    problem: { state: true },
    marked: { state: true },
    files: { state: true },
    replyTo: { attribute: false },
  };

  declare commands: Command[];
  declare work: ComposerWork;
  declare place: string;
  declare text: string;
  declare command: Command | undefined;
  declare shown: string[];
  declare choices: { option: string; list: Choice[] } | undefined;
  declare problem: string;
  declare marked: number;
  /** Attached to the message, or waiting for an option that takes one. */
  declare files: File[];
  declare replyTo: { id: string; author: string } | undefined;
  #values: Record<string, string> = {};
  #asked = 0;

  constructor() {
    super();
    this.commands = [];
    this.place = '';
    this.text = '';
    this.shown = [];
    this.problem = '';
    this.marked = 0;
    this.files = [];
  }

  /** Styled by the page itself. */
  override createRenderRoot() {
    return this;
  }

  /** Fills the composer without sending, as a newcomer's hint does. */
  fill(name: string, values: Record<string, string>): void {
    const command = this.commands.find((candidate) => candidate.name === name);
    if (command) this.#choose(command, values);
  }

  override render() {
    return html`
      <form class="composer" @submit=${this.#submit} @paste=${this.#onPaste} @drop=${this.#onDrop} @dragover=${(event: DragEvent) => event.preventDefault()}>
        ${this.#renderContext()}
        ${this.command ? this.#renderCommand(this.command) : this.#renderText()}
        ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      </form>
    `;
  }

  /** What goes along: the message replied to, and files. */
  #renderContext(): TemplateResult | typeof nothing {
    if (!this.replyTo && this.files.length === 0) return nothing;
    return html`<div class="context">
      ${this.replyTo ? html`<span>Replying to ${this.replyTo.author} <button type="button" class="link" @click=${() => (this.replyTo = undefined)}>Stop</button></span>` : nothing}
      ${this.files.map(
        (file) =>
          html`<span class="file">${file.name} <button type="button" class="link" aria-label=${`Remove ${file.name}`} @click=${() => (this.files = this.files.filter((other) => other !== file))}>✕</button></span>`,
      )}
    </div>`;
  }

  #onPaste(event: ClipboardEvent): void {
    this.#attach([...(event.clipboardData?.files ?? [])]);
  }

  #onDrop(event: DragEvent): void {
    event.preventDefault();
    this.#attach([...(event.dataTransfer?.files ?? [])]);
  }

  #attach(files: File[]): void {
    if (files.length > 0) this.files = [...this.files, ...files];
  }

  #matching(): Command[] {
    if (!this.text.startsWith('/')) return [];
    const typed = this.text.slice(1).toLowerCase();
    return this.commands.filter(({ name }) => name.startsWith(typed));
  }

  #renderText(): TemplateResult {
    const matching = this.#matching();
    return html`
      ${
        matching.length === 0
          ? nothing
          : html`<ul class="completion" role="listbox" id="commands" aria-label="Commands">
            ${matching.map(
              (
                command,
                index,
              ) => html`<li role="option" id=${`command-${index}`} aria-selected=${index === this.marked} @click=${() => this.#choose(command)}>
                <b>/${command.name}</b> <span>${command.description}</span>
              </li>`,
            )}
          </ul>`
      }
      <label class="attach" title="Attach files">+<input type="file" multiple aria-label="Attach files" @change=${(
        event: Event,
      ) => {
        const field = event.target as HTMLInputElement;
        this.#attach([...(field.files ?? [])]);
        field.value = '';
      }} /></label>
      <input
        name="text"
        autocomplete="off"
        role="combobox"
        aria-expanded=${matching.length > 0}
        aria-controls="commands"
        aria-activedescendant=${matching.length > 0 ? `command-${this.marked}` : ''}
        aria-label=${`Message ${this.place}`}
        placeholder=${`Message ${this.place} — type / for commands`}
        .value=${this.text}
        @input=${(event: InputEvent) => {
          this.text = (event.target as HTMLInputElement).value;
          this.marked = 0;
        }}
        @keydown=${this.#onTextKey}
      />
    `;
  }

  #onTextKey(event: KeyboardEvent): void {
    const matching = this.#matching();
    const marked = matching[this.marked];
    if (!marked) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      this.marked = (this.marked + (event.key === 'ArrowDown' ? 1 : matching.length - 1)) % matching.length;
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      this.#choose(marked);
    } else return;
    event.preventDefault();
  }

  #choose(command: Command, values: Record<string, string> = {}): void {
    this.command = command;
    this.#values = { ...values };
    this.shown = command.options
      .filter(({ name, required }) => required === true || name in values)
      .map(({ name }) => name);
    this.text = '';
    this.problem = '';
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('.option input, .option select, .run')?.focus(),
    );
  }

  #renderCommand(command: Command): TemplateResult {
    const hidden = command.options.filter(({ name }) => !this.shown.includes(name));
    return html`
      <div class="command">
        <b class="name">/${command.name}</b>
        ${command.options.filter(({ name }) => this.shown.includes(name)).map((option) => this.#renderOption(command, option))}
        <button type="submit" class="run">Send</button>
        <button type="button" class="link" @click=${this.#leave}>Cancel</button>
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

  #renderOption(command: Command, option: CommandOption): TemplateResult {
    const { name } = option;
    const state = {
      value: this.#values[name] ?? '',
      file: this.#fileFor(name),
      offered: this.choices?.option === name ? this.choices.list : [],
    };
    return renderOptionField(option, state, {
      onValue: (value) => {
        this.#values[name] = value;
        if (option.autocomplete) void this.#complete(command, name);
      },
      onFocus: () => {
        if (option.autocomplete) void this.#complete(command, name);
      },
      onFiles: (files) => this.#attach(files),
      onChoice: ({ value }) => {
        this.#values[name] = String(value);
        this.choices = undefined;
        this.requestUpdate();
      },
    });
  }

  #fileFor(name: string): File | undefined {
    const slots = (this.command?.options ?? []).filter(
      (option) => option.type === ATTACHMENT && this.shown.includes(option.name),
    );
    return this.files[slots.findIndex((option) => option.name === name)];
  }

  #fileOptions(): Record<string, File> {
    return Object.fromEntries(
      this.shown.flatMap((name) => {
        const file = this.#fileFor(name);
        return file ? [[name, file]] : [];
      }),
    );
  }

  /** What was asked for last counts, whatever comes last. */
  async #complete(command: Command, name: string): Promise<void> {
    this.#asked += 1;
    const own = this.#asked;
    const list = await this.work.complete(command, this.#options(command), name).catch(() => []);
    if (own === this.#asked && this.command === command) this.choices = { option: name, list };
  }

  #show(name: string): void {
    this.shown = [...this.shown, name];
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[name="${name}"]`)?.focus());
  }

  #leave(): void {
    this.command = undefined;
    this.choices = undefined;
    this.problem = '';
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('input[name=text]')?.focus());
  }

  /** Typed as the command says; what is not filled in is not sent. */
  #options(command: Command): Record<string, unknown> {
    const given = command.options.filter(({ name }) => this.shown.includes(name) && (this.#values[name] ?? '') !== '');
    return Object.fromEntries(given.map(({ name, type }) => [name, typed(this.#values[name] ?? '', type)]));
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    try {
      if (this.command) {
        await this.work.run(this.command, this.#options(this.command), this.#fileOptions());
        this.files = [];
        this.#leave();
      } else if (this.text.trim() !== '' || this.files.length > 0) {
        await this.work.send(this.text, this.files, this.replyTo?.id);
        Object.assign(this, { text: '', files: [], replyTo: undefined });
      }
      this.problem = '';
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}

customElements.define('playground-composer', PlaygroundComposer);
