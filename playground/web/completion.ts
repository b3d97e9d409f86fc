// What is offered while one types: commands after a slash, people after an at sign.
import { html, nothing, type TemplateResult } from 'lit';
import type { Command } from './shapes.ts';
import { words } from './words/words.ts';

/** Somebody who can be named: the bot, or who else is here. */
export interface Named {
  id: string;
  name: string;
}

export type Completion = { kind: 'command'; command: Command } | { kind: 'person'; person: Named };

export function completionsOf(text: string, commands: readonly Command[], people: readonly Named[]): Completion[] {
  if (text.startsWith('/')) {
    const typed = text.slice(1).toLowerCase();
    return commands
      .filter(({ name, label }) => name.startsWith(typed) || label.startsWith(typed))
      .map((command) => ({ kind: 'command', command }));
  }
  const typed = mentionAt(text);
  if (typed === undefined) return [];
  return people
    .filter(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase()))
    .map((person) => ({ kind: 'person', person }));
}

/**
 * `/imagine a cat`: a space after its whole name chooses a command, and what follows begins its
 * first option.
 */
export function begunBy(text: string, commands: readonly Command[]): { command: Command; rest: string } | undefined {
  for (const command of commands) {
    const typed = [command.label, command.name].find((name) => text.startsWith(`/${name} `));
    if (typed !== undefined) return { command, rest: text.slice(typed.length + 2) };
  }
  return undefined;
}

/** What stands after the last at sign, while a name may still come of it. */
const mentionAt = (text: string): string | undefined => /(?:^|\s)@([^@\s]*)$/.exec(text)?.[1];

export const withMention = (text: string, { name }: Named): string => text.replace(/@[^@\s]*$/, `@${name} `);

/**
 * Names as people read them become mentions as Discord sends them; longer names first, since they
 * may begin with shorter ones.
 */
export const toMentions = (text: string, people: readonly Named[]): string =>
  people
    .toSorted((a, b) => b.name.length - a.name.length)
    .reduce((sent, { id, name }) => sent.replaceAll(`@${name}`, `<@${id}>`), text);

export function renderCompletions(
  completions: readonly Completion[],
  marked: number,
  choose: (completion: Completion) => void,
): TemplateResult | typeof nothing {
  if (completions.length === 0) return nothing;
  const isCommands = completions[0]?.kind === 'command';
  return html`<ul class="completion" role="listbox" id="completions" aria-label=${isCommands ? words().composer.commands : words().composer.people}>
    ${completions.map(
      (completion, index) =>
        html`<li role="option" id=${`completion-${index}`} aria-selected=${index === marked} @click=${() => choose(completion)}>${describe(completion)}</li>`,
    )}
  </ul>`;
}

const describe = (completion: Completion): TemplateResult =>
  completion.kind === 'command'
    ? html`<b>/${completion.command.label}</b> <span>${completion.command.description}</span>`
    : html`<b>@${completion.person.name}</b>`;
