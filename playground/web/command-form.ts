// A slash command being filled in: its options typed, hinted, and completed by the bot where it
// offers that.
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { renderOptionField } from './option-field.ts';
import { assignFiles } from './option-files.ts';
import { ATTACHMENT, choicesOf, typed } from './option-values.ts';
import type { Choice, Command, CommandOption } from './shapes.ts';
import { showMarked, stepInList } from './step-in-list.ts';
import { words } from './words/words.ts';

export interface FilledCommand {
  options: Record<string, unknown>;
  files: Record<string, File>;
}

/** What the bot offers for one option just now. */
interface Offered {
  option: string;
  list: Choice[];
  /** Which of it the arrow keys have led to; -1 where none. */
  marked: number;
}

export class CommandForm extends LitElement {
  static override properties = {
    command: { attribute: false },
    files: { attribute: false },
    complete: { attribute: false },
    entities: { attribute: false },
    wrong: { attribute: false },
    locale: {},
    attach: { attribute: false },
    leave: { attribute: false },
    shown: { state: true },
    offered: { state: true },
  };

  declare command: Command;
  /** Those that wait for options that take one, in order. */
  declare files: File[];
  declare complete: (command: Command, options: Record<string, unknown>, focused: string) => Promise<Choice[]>;
  /** People, roles or channels, for an option that names some. */
  declare entities: (option: CommandOption) => Choice[];
  /** The option that was refused. */
  declare wrong: string | undefined;
  /** Whose words it is drawn in. */
  declare locale: string;
  /** @param instead the one that they take the place of */
  declare attach: (files: File[], instead?: File) => void;
  declare leave: () => void;
  declare shown: string[];
  declare offered: Offered | undefined;
  /** As they are shown. */
  #values: Record<string, string> = {};
  /** What was taken from what the bot offers: its value is sent, its name is shown. */
  #picked: Record<string, Choice> = {};
  #chosenFiles: Record<string, File> = {};
  #asked = 0;

  constructor() {
    super();
    this.shown = [];
    this.files = [];
  }

  override createRenderRoot() {
    return this;
  }

  override updated() {
    showMarked(this);
  }

  /** Begins with what is required, and with what is filled in already. */
  begin(command: Command, values: Record<string, string>): void {
    this.command = command;
    this.#values = { ...values };
    this.#picked = {};
    this.#chosenFiles = {};
    this.offered = undefined;
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
      <div class="command" @keydown=${this.#onKey}>
        <b class="name" title=${command.description}>/${command.label}</b>
        ${repeat(
          command.options.filter(({ name }) => this.shown.includes(name)),
          // A field never becomes another option's: what was typed in it is its own.
          ({ name }) => `${command.name} ${name}`,
          (option) => this.#renderOption(option),
        )}
        <button type="submit" class="run">${words().composer.send}</button>
        <button type="button" class="link" @click=${this.leave}>${words().composer.cancel}</button>
      </div>
      ${
        hidden.length === 0
          ? nothing
          : html`<div class="more">
            ${hidden.map(({ name, label, description }) => html`<button type="button" title=${description} @click=${() => this.#show(name)}>+ ${label}</button>`)}
          </div>`
      }
    `;
  }

  #renderOption(option: CommandOption): TemplateResult {
    const { name } = option;
    const offered = this.offered?.option === name ? this.offered : undefined;
    const state = {
      value: this.#values[name] ?? '',
      isWrong: this.wrong === name,
      file: this.#fileFor(name),
      choices: [...choicesOf(option), ...this.entities(option)],
      offered: offered?.list ?? [],
      marked: offered?.marked ?? -1,
    };
    const ask = () => {
      if (option.autocomplete) void this.#complete(name);
    };
    return renderOptionField(option, state, {
      onValue: (value) => {
        this.#values[name] = value;
        delete this.#picked[name];
        ask();
      },
      onFocus: ask,
      onBlur: () => this.#stopOffering(),
      onKey: (event) => this.#onOptionKey(event),
      onFiles: (files) => this.#chooseFile(name, files),
      onChoice: (choice) => this.#choose(name, choice),
    });
  }

  /** Escape leaves the command, as it leaves a list that is open. */
  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    if (this.offered) this.#stopOffering();
    else this.leave();
  }

  #onOptionKey(event: KeyboardEvent): void {
    const { offered } = this;
    if (!offered) return;
    const choice = offered.list[offered.marked];
    const marked = stepInList(event, offered.marked, offered.list.length);
    if (marked !== undefined) this.offered = { ...offered, marked };
    else if (choice && (event.key === 'Enter' || event.key === 'Tab')) this.#choose(offered.option, choice);
    else return;
    event.preventDefault();
  }

  #choose(name: string, choice: Choice): void {
    this.#values[name] = choice.name;
    this.#picked[name] = choice;
    this.#stopOffering();
    this.requestUpdate();
  }

  /** Also what is on its way. */
  #stopOffering(): void {
    this.#asked += 1;
    this.offered = undefined;
  }

  #chooseFile(name: string, files: File[]): void {
    const [file] = files;
    if (!file) return;
    const before = this.#fileFor(name);
    this.#chosenFiles[name] = file;
    this.attach(files, before);
  }

  #fileFor(name: string): File | undefined {
    const slots = this.command.options.filter(
      (option) => option.type === ATTACHMENT && this.shown.includes(option.name),
    );
    return assignFiles(
      slots.map((slot) => slot.name),
      this.files,
      this.#chosenFiles,
    )[name];
  }

  #options(): Record<string, unknown> {
    const given = this.command.options.filter(
      ({ name }) => this.shown.includes(name) && (this.#values[name] ?? '') !== '',
    );
    return Object.fromEntries(
      given.map(({ name, type }) => [name, this.#picked[name]?.value ?? typed(this.#values[name] ?? '', type)]),
    );
  }

  /** What was asked for last counts, whatever comes last. */
  async #complete(name: string): Promise<void> {
    const { command } = this;
    this.#asked += 1;
    const own = this.#asked;
    const list = await this.complete(command, this.#options(), name).catch(() => []);
    if (own === this.#asked && this.command === command)
      this.offered = list.length === 0 ? undefined : { option: name, list, marked: -1 };
  }

  #show(name: string): void {
    this.shown = [...this.shown, name];
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[name="${name}"]`)?.focus());
  }
}

customElements.define('command-form', CommandForm);
