// One option of a slash command as a field: typed, hinted, and completed by the bot where it offers
// that.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ATTACHMENT, INTEGER, NUMBER } from './option-values.ts';
import type { Choice, CommandOption } from './shapes.ts';
import { words } from './words/words.ts';

export interface FieldState {
  /** As it is shown: of a choice, its name. */
  value: string;
  /** Whether Discord's client has refused it. */
  isWrong: boolean;
  /** Of an option that takes a file: the one that is there for it. */
  file: File | undefined;
  /** Everything it can be, where that is few. */
  choices: readonly Choice[];
  /** What the bot offers just now, and which of it is marked. */
  offered: readonly Choice[];
  marked: number;
}

export interface FieldActions {
  onValue(value: string): void;
  onFocus(): void;
  onBlur(): void;
  onKey(event: KeyboardEvent): void;
  onFiles(files: File[]): void;
  onChoice(choice: Choice): void;
}

export function renderOptionField(option: CommandOption, state: FieldState, actions: FieldActions): TemplateResult {
  const { name, label, type } = option;
  return html`<label class=${state.isWrong ? 'option wrong' : 'option'}>
    <span>${label}</span>
    ${drawField(type, option, state, actions)} ${renderOffered(name, state, actions)}
  </label>`;
}

function drawField(type: number, option: CommandOption, state: FieldState, actions: FieldActions): TemplateResult {
  if (type === ATTACHMENT) return renderFile(option, state, actions);
  return state.choices.length > 0 ? renderSelect(option, state, actions) : renderInput(option, state, actions);
}

const textOf = (event: Event) => (event.target as HTMLInputElement).value;

const renderSelect = (
  { name, description }: CommandOption,
  { value, choices, isWrong }: FieldState,
  { onValue }: FieldActions,
) =>
  html`<select name=${name} title=${description} aria-invalid=${isWrong} @change=${(event: Event) => onValue(textOf(event))}>
    <option value=""></option>
    ${choices.map((choice) => html`<option value=${choice.value} .selected=${live(String(choice.value) === value)}>${choice.name}</option>`)}
  </select>`;

const renderInput = (
  { name, description, type, autocomplete = false }: CommandOption,
  { value, isWrong, offered, marked }: FieldState,
  actions: FieldActions,
) =>
  html`<input
    name=${name}
    title=${description}
    placeholder=${description}
    inputmode=${type === INTEGER || type === NUMBER ? 'decimal' : 'text'}
    autocomplete="off"
    role=${autocomplete ? 'combobox' : nothing}
    aria-autocomplete=${autocomplete ? 'list' : nothing}
    aria-expanded=${autocomplete ? offered.length > 0 : nothing}
    aria-controls=${autocomplete ? `offered-${name}` : nothing}
    aria-activedescendant=${autocomplete && marked >= 0 ? `offered-${name}-${marked}` : nothing}
    aria-invalid=${isWrong}
    .value=${live(value)}
    @input=${(event: Event) => actions.onValue(textOf(event))}
    @focus=${actions.onFocus}
    @blur=${actions.onBlur}
    @keydown=${actions.onKey}
  />`;

/** Files that were dropped or pasted fill the options that take one, in order. */
const renderFile = ({ name }: CommandOption, { file, isWrong }: FieldState, { onFiles }: FieldActions) =>
  html`<b class="file-name">${file?.name ?? words().composer.chooseFile}</b>
    <input
      type="file"
      class="unseen"
      name=${name}
      accept="image/*"
      aria-invalid=${isWrong}
      @change=${(event: Event) => takeFiles(event, onFiles)}
    />`;

function takeFiles({ target }: Event, onFiles: (files: File[]) => void): void {
  const field = target as HTMLInputElement;
  onFiles([...(field.files ?? [])]);
  // The same file can be chosen again.
  field.value = '';
}

function renderOffered(
  name: string,
  { offered, marked }: FieldState,
  { onChoice }: FieldActions,
): TemplateResult | typeof nothing {
  if (offered.length === 0) return nothing;
  const choose = (event: MouseEvent, choice: Choice) => {
    // Before the field loses the cursor.
    event.preventDefault();
    onChoice(choice);
  };
  return html`<ul class="completion" role="listbox" id=${`offered-${name}`} aria-label=${words().composer.choices(name)}>
    ${offered.map((choice, index) => html`<li role="option" id=${`offered-${name}-${index}`} aria-selected=${index === marked} @mousedown=${(event: MouseEvent) => choose(event, choice)}>${choice.name}</li>`)}
  </ul>`;
}
