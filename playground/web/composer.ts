// Where one writes: text with people named in it, or a slash command.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { CommandForm } from './command-form.ts';
import { begunBy, type Completion, completionsOf, type Named, toMentions, withMention } from './completion.ts';
import { type ReplyTo, renderContext } from './composer-context.ts';
import { explainRefusal } from './refusal.ts';
import type { Choice, Command, CommandOption } from './shapes.ts';
import { showMarked, stepInList } from './step-in-list.ts';
import { renderTextField } from './text-field.ts';
import { inReadersWords } from './words/words.ts';

/** What the composer asks its page to do. */
export interface ComposerWork {
  send(text: string, files: File[], replyTo: string | undefined): Promise<void>;
  run(command: Command, options: Record<string, unknown>, files: Record<string, File>): Promise<void>;
  complete(command: Command, options: Record<string, unknown>, focused: string): Promise<Choice[]>;
}

export class PlaygroundComposer extends LitElement {
  static override properties = {
    commands: { attribute: false },
    people: { attribute: false },
    work: { attribute: false },
    entities: { attribute: false },
    place: {},
    locale: {},
    text: { state: true },
    command: { state: true },
    problem: { state: true },
    wrong: { state: true },
    marked: { state: true },
    files: { state: true },
    replyTo: { attribute: false },
  };

  declare commands: Command[];
  /** Who can be named here. */
  declare people: Named[];
  declare work: ComposerWork;
  /** What an option that names people, roles or channels can be given here. */
  declare entities: (option: CommandOption) => Choice[];
  declare place: string;
  /** Whose words it is drawn in. */
  declare locale: string;
  declare text: string;
  declare command: Command | undefined;
  declare problem: string;
  /** The option that the problem is about. */
  declare wrong: string | undefined;
  declare marked: number;
  /** Attached to the message, or waiting for an option that takes one. */
  declare files: File[];
  declare replyTo: ReplyTo | undefined;

  constructor() {
    super();
    this.commands = [];
    this.people = [];
    this.place = '';
    this.text = '';
    this.problem = '';
    this.marked = 0;
    this.files = [];
  }

  /** Styled by the page itself. */
  override createRenderRoot() {
    return this;
  }

  /** Fills the composer without sending, as a newcomer's hint does. */
  fill(name: string, values: Record<string, string>, files: File[] = []): void {
    const command = this.commands.find((candidate) => candidate.name === name);
    if (!command) return;
    this.files = files;
    this.#begin(command, values);
  }

  /** @param text written for them, not sent */
  reply(to: ReplyTo, text?: string): void {
    if (text !== undefined) Object.assign(this, { command: undefined, files: [], text });
    this.replyTo = to;
    this.focus();
  }

  /**
   * What is being filled in follows the language that one reads, and what was typed early becomes
   * the command that it is.
   */
  override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('commands')) return;
    const { command } = this;
    if (command) this.command = this.commands.find(({ name }) => name === command.name) ?? command;
    else this.#beginTyped();
  }

  override updated() {
    showMarked(this);
  }

  override render() {
    return html`
      <form class="composer" novalidate @submit=${this.#submit}>
        ${renderContext(this.replyTo, this.files, {
          stopReplying: () => (this.replyTo = undefined),
          remove: (file) => (this.files = this.files.filter((other) => other !== file)),
        })}
        ${this.command ? this.#renderCommand() : this.#renderText()}
        ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${inReadersWords(this.problem)}</p>`}
      </form>
    `;
  }

  /** Files by the button, dropped or pasted. @param instead the one that they take the place of */
  attach(files: readonly File[], instead?: File): void {
    if (files.length > 0) this.files = [...this.files.filter((file) => file !== instead), ...files];
  }

  /** To write on: in the text, or in the command that is being filled in. */
  override focus(): void {
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('input[name=text], .option input:not(.unseen), .command .run')?.focus(),
    );
  }

  #renderCommand(): TemplateResult {
    return html`<command-form
      .command=${this.command}
      .files=${this.files}
      .complete=${this.work.complete}
      .entities=${this.entities}
      .wrong=${this.wrong}
      locale=${this.locale}
      .attach=${(files: File[], instead?: File) => this.attach(files, instead)}
      .leave=${() => this.#leave()}
    ></command-form>`;
  }

  #completions(): Completion[] {
    return completionsOf(this.text, this.commands, this.people);
  }

  #renderText(): TemplateResult {
    return renderTextField(
      { text: this.text, place: this.place, completions: this.#completions(), marked: this.marked },
      {
        choose: (completion) => this.#choose(completion),
        attach: (files) => this.attach(files),
        type: (text) => {
          Object.assign(this, { text, marked: 0 });
          this.#beginTyped();
        },
        press: (event) => this.#onTextKey(event),
      },
    );
  }

  /** Goes on in the command's own fields where the text has named one. */
  #beginTyped(): void {
    const begun = begunBy(this.text, this.commands);
    if (!begun) return;
    const [first] = begun.command.options;
    this.#begin(begun.command, first && begun.rest !== '' ? { [first.name]: begun.rest } : {});
  }

  #onTextKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.replyTo = undefined;
    const completions = this.#completions();
    const marked = completions[this.marked];
    if (!marked) return;
    const next = stepInList(event, this.marked, completions.length);
    if (next !== undefined) this.marked = next;
    else if (event.key === 'Enter' || event.key === 'Tab') this.#choose(marked);
    else return;
    event.preventDefault();
  }

  #choose(completion: Completion): void {
    if (completion.kind === 'command') {
      this.#begin(completion.command, {});
      return;
    }
    this.text = withMention(this.text, completion.person);
    this.focus();
  }

  #begin(command: Command, values: Record<string, string>): void {
    this.command = command;
    this.text = '';
    this.#forgetProblem();
    void this.updateComplete.then(() => this.#form()?.begin(command, values));
  }

  #form(): CommandForm | null {
    return this.querySelector<CommandForm>('command-form');
  }

  #leave(): void {
    this.command = undefined;
    this.files = [];
    this.#forgetProblem();
    this.focus();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    try {
      const filled = this.#form()?.filled();
      if (this.command && filled) {
        await this.work.run(this.command, filled.options, filled.files);
        this.#leave();
      } else if (this.text.trim() !== '' || this.files.length > 0) {
        await this.work.send(toMentions(this.text, this.people), this.files, this.replyTo?.id);
        Object.assign(this, { text: '', files: [], replyTo: undefined });
      }
      this.#forgetProblem();
    } catch (error) {
      Object.assign(this, explainRefusal(error, this.command?.options));
      if (this.wrong !== undefined) this.querySelector<HTMLElement>(`[name="${this.wrong}"]`)?.focus();
    }
  }

  #forgetProblem(): void {
    Object.assign(this, { problem: '', wrong: undefined });
  }
}

customElements.define('playground-composer', PlaygroundComposer);
