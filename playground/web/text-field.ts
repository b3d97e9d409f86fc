// Where a message is written: the text, the files that go with it, and what can be completed.
import { html, type TemplateResult } from 'lit';
import { type Completion, renderCompletions } from './completion.ts';
import { words } from './words/words.ts';

interface TextFieldState {
  text: string;
  place: string;
  completions: Completion[];
  /** Which completion is marked. */
  marked: number;
}

interface TextFieldActions {
  choose(completion: Completion): void;
  attach(files: File[]): void;
  type(text: string): void;
  press(event: KeyboardEvent): void;
}

export function renderTextField(
  { text, place, completions, marked }: TextFieldState,
  { choose, attach, type, press }: TextFieldActions,
): TemplateResult {
  const own = words().composer;
  const takeFiles = (event: Event) => {
    const field = event.target as HTMLInputElement;
    attach([...(field.files ?? [])]);
    field.value = '';
  };
  return html`
    ${renderCompletions(completions, marked, choose)}
    <label class="attach" title=${own.attach}>+<input type="file" class="unseen" multiple aria-label=${own.attach} @change=${takeFiles} /></label>
    <input
      name="text"
      autocomplete="off"
      role="combobox"
      aria-expanded=${completions.length > 0}
      aria-controls="completions"
      aria-activedescendant=${completions.length > 0 ? `completion-${marked}` : ''}
      aria-label=${own.message(place)}
      placeholder=${own.hint(place)}
      .value=${text}
      @input=${(event: InputEvent) => type((event.target as HTMLInputElement).value)}
      @keydown=${press}
    />
  `;
}
