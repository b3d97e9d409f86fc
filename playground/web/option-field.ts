// One option of a slash command as a field: typed, hinted, and completed by the bot where it offers that.
import { html, nothing, type TemplateResult } from 'lit';
import type { Choice, CommandOption } from './shapes.ts';

/** Discord's numbers for kinds of options. */
export const [INTEGER, BOOLEAN, NUMBER, ATTACHMENT] = [4, 5, 10, 11];

export interface FieldState {
  value: string;
  /** Of an option that takes a file: the one that is there for it. */
  file: File | undefined;
  /** What the bot offers just now. */
  offered: readonly Choice[];
}

export interface FieldActions {
  onValue(value: string): void;
  onFocus(): void;
  onFiles(files: File[]): void;
  onChoice(choice: Choice): void;
}

export function renderOptionField(option: CommandOption, state: FieldState, actions: FieldActions): TemplateResult {
  const { name, type } = option;
  if (type === ATTACHMENT) return renderFile(option, state, actions);
  const choices = type === BOOLEAN ? TRUE_OR_FALSE : (option.choices ?? []);
  const field =
    choices.length > 0 ? renderSelect(option, choices, state, actions) : renderInput(option, state, actions);
  return html`<label class="option"><span>${name}</span>${field}${renderOffered(name, state.offered, actions)}</label>`;
}

const TRUE_OR_FALSE: Choice[] = [
  { name: 'True', value: 'true' },
  { name: 'False', value: 'false' },
];

const textOf = (event: Event) => (event.target as HTMLInputElement).value;

const renderSelect = (
  { name, description }: CommandOption,
  choices: readonly Choice[],
  { value }: FieldState,
  { onValue }: FieldActions,
) =>
  html`<select name=${name} title=${description} @change=${(event: Event) => onValue(textOf(event))}>
    <option value=""></option>
    ${choices.map((choice) => html`<option value=${choice.value} ?selected=${String(choice.value) === value}>${choice.name}</option>`)}
  </select>`;

const renderInput = (
  { name, description, type, required = false, max_length = 6000 }: CommandOption,
  { value }: FieldState,
  actions: FieldActions,
) =>
  html`<input
    name=${name}
    title=${description}
    placeholder=${description}
    inputmode=${type === INTEGER || type === NUMBER ? 'decimal' : 'text'}
    maxlength=${max_length}
    autocomplete="off"
    ?required=${required}
    .value=${value}
    @input=${(event: Event) => actions.onValue(textOf(event))}
    @focus=${actions.onFocus}
  />`;

/** Files that were dropped or pasted fill the options that take one, in order. */
const renderFile = (
  { name, required = false }: CommandOption,
  { file }: FieldState,
  { onFiles }: FieldActions,
): TemplateResult =>
  html`<label class="option"><span>${name}</span>
    <input
      type="file"
      class=${file ? 'has-file' : ''}
      name=${name}
      accept="image/*"
      ?required=${required && !file}
      @change=${(event: Event) => onFiles([...((event.target as HTMLInputElement).files ?? [])])}
    />
    ${file ? html`<b>${file.name}</b>` : nothing}
  </label>`;

function renderOffered(
  name: string,
  offered: readonly Choice[],
  { onChoice }: FieldActions,
): TemplateResult | typeof nothing {
  if (offered.length === 0) return nothing;
  const choose = (event: MouseEvent, choice: Choice) => {
    // Before the field loses the cursor.
    event.preventDefault();
    onChoice(choice);
  };
  return html`<ul class="completion" role="listbox" aria-label=${`Choices for ${name}`}>
    ${offered.map((choice) => html`<li role="option" aria-selected="false" @mousedown=${(event: MouseEvent) => choose(event, choice)}>${choice.name}</li>`)}
  </ul>`;
}

/** What was typed, as the option's kind wants it. */
export function typed(text: string, type: number): unknown {
  if (type === BOOLEAN) return text === 'true';
  return type === INTEGER || type === NUMBER ? Number(text) : text;
}
