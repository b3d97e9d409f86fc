// Where one writes: text, or a slash command with its options typed, hinted and completed.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Choice, Command, CommandOption } from './shapes.ts';

const [INTEGER, BOOLEAN, NUMBER] = [4, 5, 10];

/** What the composer asks its page to do. */
export interface ComposerWork {
  send(text: string): Promise<void>;
  run(command: Command, options: Record<string, unknown>): Promise<void>;
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
  #values: Record<string, string> = {};

  constructor() {
    super();
    this.commands = [];
    this.place = '';
    this.text = '';
    this.shown = [];
    this.problem = '';
    this.marked = 0;
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
      <form class="composer" @submit=${this.#submit}>
        ${this.command ? this.#renderCommand(this.command) : this.#renderText()}
        ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      </form>
    `;
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
    const { name, description, type, required = false } = option;
    const value = this.#values[name] ?? '';
    const keep = (event: Event) => {
      this.#values[name] = (event.target as HTMLInputElement).value;
      if (option.autocomplete) void this.#complete(command, name);
    };
    const choices =
      type === BOOLEAN
        ? [
            { name: 'True', value: 'true' },
            { name: 'False', value: 'false' },
          ]
        : (option.choices ?? []);
    const field =
      choices.length > 0
        ? html`<select name=${name} title=${description} @change=${keep}>
            <option value=""></option>
            ${choices.map((choice) => html`<option value=${choice.value} ?selected=${String(choice.value) === value}>${choice.name}</option>`)}
          </select>`
        : html`<input
            name=${name}
            title=${description}
            placeholder=${description}
            inputmode=${type === INTEGER || type === NUMBER ? 'decimal' : 'text'}
            maxlength=${option.max_length ?? 6000}
            autocomplete="off"
            ?required=${required}
            .value=${value}
            @input=${keep}
            @focus=${() => option.autocomplete && void this.#complete(command, name)}
          />`;
    return html`<label class="option"><span>${name}</span>${field}${this.#renderChoices(name)}</label>`;
  }

  #renderChoices(name: string): TemplateResult | typeof nothing {
    if (this.choices?.option !== name || this.choices.list.length === 0) return nothing;
    return html`<ul class="completion" role="listbox" aria-label=${`Choices for ${name}`}>
      ${this.choices.list.map(
        (choice) =>
          html`<li role="option" aria-selected="false" @mousedown=${(event: MouseEvent) => {
            event.preventDefault();
            this.#values[name] = String(choice.value);
            this.choices = undefined;
            this.requestUpdate();
          }}>${choice.name}</li>`,
      )}
    </ul>`;
  }

  async #complete(command: Command, name: string): Promise<void> {
    const list = await this.work.complete(command, this.#options(command), name).catch(() => []);
    this.choices = { option: name, list };
  }

  #show(name: string): void {
    this.shown = [...this.shown, name];
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[name="${name}"]`)?.focus());
  }

  #leave(): void {
    this.command = undefined;
    this.choices = undefined;
    this.problem = '';
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('input')?.focus());
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
        await this.work.run(this.command, this.#options(this.command));
        this.#leave();
      } else if (this.text.trim() !== '') {
        await this.work.send(this.text);
        this.text = '';
      }
      this.problem = '';
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}

function typed(text: string, type: number): unknown {
  if (type === BOOLEAN) return text === 'true';
  return type === INTEGER || type === NUMBER ? Number(text) : text;
}

customElements.define('playground-composer', PlaygroundComposer);
