// Modals: forms that the bot opens for one person, filled in and sent as Discord's client would let
// it.
import { InteractionType, ComponentType as Type } from 'discord-api-types/v10';
import { type Actor, ClientRefusal, startInteraction } from './interaction-event.ts';
import type { StoredInteraction, StoredMessage } from './model.ts';
import type { DiscordState } from './state.ts';

/**
 * What the bot sent to open it, as far as it is looked at here; Discord's schema has been checked.
 */
export interface Modal {
  custom_id: string;
  title: string;
  components: ModalRow[];
}

interface ModalRow {
  type: number;
  label?: string;
  description?: string;
  /** Of a label. */
  component?: ModalField;
  /** Of an older action row. */
  components?: ModalField[];
}

export interface ModalField {
  type: number;
  custom_id: string;
  required?: boolean;
  min_length?: number;
  max_length?: number;
  min_values?: number;
  max_values?: number;
  options?: { value: string; label: string; default?: boolean }[];
  value?: string;
}

/** What somebody filled in, by the fields' custom ids; of selects the values. */
export type FilledFields = Readonly<Record<string, string | readonly string[]>>;

interface OpenModal {
  modal: Modal;
  personKey: string;
  channelId: string;
  sourceId: string | null;
  /** The interaction by which it was last sent. */
  sentAs?: string;
}

const opened = new WeakMap<DiscordState, Map<string, OpenModal>>();

/** A modal has been opened in answer to `interaction`; opening another one closes it. */
export function openModal(state: DiscordState, interaction: StoredInteraction, modal: Modal): void {
  const { personKey, channelId, sourceId } = interaction;
  const byPerson = opened.get(state) ?? new Map<string, OpenModal>();
  opened.set(state, byPerson.set(personKey, { modal, personKey, channelId, sourceId }));
}

/** A form that was answered is gone; one that was not can be sent again. */
export function closeModal(state: DiscordState, { personKey, id }: StoredInteraction): void {
  if (opened.get(state)?.get(personKey)?.sentAs === id) opened.get(state)?.delete(personKey);
}

/**
 * @returns the interaction's id.
 * @throws {ClientRefusal} as the client would, which then leaves the form open
 */
export function submitModal(state: DiscordState, actor: Actor, customId: string, fields: FilledFields): string {
  const open = opened.get(state)?.get(actor.person.key);
  if (!open || open.modal.custom_id !== customId || open.channelId !== actor.channel.id)
    throw new ClientRefusal(`no form ${customId} is open`);
  const known = open.modal.components.flatMap(fieldsOf).map(({ custom_id }) => custom_id);
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new ClientRefusal(`the form has no field ${unknown}`);
  const components = open.modal.components.map((row, index) => fillRow(row, fields, index));
  const source = open.sourceId === null ? null : (state.messages.get(open.sourceId) ?? null);
  open.sentAs = startInteraction(state, actor, {
    type: InteractionType.ModalSubmit,
    data: { custom_id: customId, components },
    source,
  });
  return open.sentAs;
}

/** What no honest client sends: any id, any content. */
export const forgeModal = (
  state: DiscordState,
  actor: Actor,
  { customId, components }: { customId: string; components: unknown },
  source: StoredMessage | null,
): string =>
  startInteraction(state, actor, {
    type: InteractionType.ModalSubmit,
    data: { custom_id: customId, components },
    source,
  });

const fieldsOf = ({ component, components = [] }: ModalRow): ModalField[] => (component ? [component] : components);

function fillRow(row: ModalRow, fields: FilledFields, index: number) {
  const id = index * 10 + 1;
  if (row.component)
    return { type: row.type, id, component: fillField(row.component, fields, row.label ?? '', id + 1) };
  return { type: row.type, id, components: fieldsOf(row).map((field) => fillField(field, fields, '', id + 1)) };
}

function fillField(field: ModalField, fields: FilledFields, label: string, id: number) {
  const { type, custom_id } = field;
  const refuse = (problem: string): never => {
    throw new ClientRefusal(`${label || custom_id}: ${problem}`);
  };
  const given = fields[custom_id];
  if (type === Type.TextInput) {
    const value = given ?? field.value ?? '';
    if (typeof value !== 'string') return refuse('text is expected');
    checkText(field, value, refuse);
    return { type, id, custom_id, value };
  }
  if (type !== Type.StringSelect) return refuse('this kind of field is not filled in here');
  const options = field.options ?? [];
  const values = valuesChosen(given, options);
  const stranger = values.find((value) => !options.some((option) => option.value === value));
  if (stranger !== undefined) refuse(`${stranger} is not one of the choices`);
  const isEmptyAllowed = field.required === false && values.length === 0;
  if (!isEmptyAllowed && values.length < (field.min_values ?? 1)) refuse('choose at least one');
  if (values.length > (field.max_values ?? 1)) refuse(`choose at most ${field.max_values ?? 1}`);
  return { type, id, custom_id, values };
}

/** @returns what is chosen before anybody did, where nothing is `given` */
function valuesChosen(
  given: FilledFields[string] | undefined,
  options: NonNullable<ModalField['options']>,
): readonly string[] {
  if (given === undefined) return options.filter((option) => option.default).map(({ value }) => value);
  return typeof given === 'string' ? [given] : given;
}

function checkText(
  { required = true, min_length = 0, max_length = 4000 }: ModalField,
  value: string,
  refuse: (problem: string) => never,
): void {
  if (value === '') {
    if (required) refuse('This field is required');
    return;
  }
  if (value.length < min_length) refuse(`at least ${min_length} characters`);
  if (value.length > max_length) refuse(`at most ${max_length} characters`);
}
