// The form in which an edit is put into words: built from its draft, and read back.
import type { ModalSubmitInteraction } from 'discord.js';
import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { customId } from '../../src/discord/custom-id.ts';
import { MODAL_TITLE_MAX, OPTION_LABEL_MAX, SELECT_OPTIONS_MAX } from '../../src/discord/limits.ts';
import { cut, plainLine } from '../../src/discord/safe-text.ts';
import { commonAspectRatios, PARAMETER_LIMITS } from '../../src/images/parameters.ts';
import type { InputSource } from '../../src/tasks/inputs.store.ts';
import type { Translate } from '../../src/text/text.ts';
import { INPUTS_MAX } from './declared-pictures.ts';

const KEEP = 'keep';
/** What a form's text field may hold. */
const PROMPT_MAX = Math.min(PARAMETER_LIMITS.prompt.maxLength, 4_000);
const SEED_DIGITS_MAX = 10;

const editFields = z.object({
  prompt: z.string().default(''),
  /** Which of the draft's pictures, counted from 0. */
  pictures: z.array(z.int()).default([0]),
  /** null keeps that of the first picture. */
  aspectRatio: z.string().nullable().default(null),
  seed: z.string().default(''),
  isPrivate: z.boolean().default(false),
});

export type EditFields = z.infer<typeof editFields>;

/** @param text a draft's `fields` */
export const parseEditFields = (text: string): EditFields => editFields.parse(JSON.parse(text));

export interface EditForm {
  draftId: string;
  kind: 'edit' | 'remix';
  sources: readonly InputSource[];
  fields: EditFields;
  /** What comes of a private picture stays private: then there is nothing to choose. */
  mustBePrivate: boolean;
}

export function editForm(form: EditForm, t: Translate): APIModalInteractionResponseCallbackData {
  const { draftId, kind, sources, fields, mustBePrivate } = form;
  return {
    custom_id: customId('edit', draftId),
    title: cut(t(`form.${kind}`), MODAL_TITLE_MAX),
    components: [
      label(t('form.prompt'), t('form.promptHint'), {
        type: ComponentType.TextInput,
        custom_id: 'prompt',
        style: TextInputStyle.Paragraph,
        min_length: 1,
        max_length: PROMPT_MAX,
        placeholder: t('form.promptExample'),
        ...(fields.prompt === '' ? {} : { value: fields.prompt }),
      }),
      ...(sources.length > 1 ? [choiceOfPictures(sources, fields, t)] : []),
      label(t('form.aspectRatio'), t('form.aspectRatioHint'), aspectRatioSelect(fields.aspectRatio, t)),
      label(t('form.seed'), t('form.seedHint'), {
        type: ComponentType.TextInput,
        custom_id: 'seed',
        style: TextInputStyle.Short,
        required: false,
        max_length: SEED_DIGITS_MAX,
        ...(fields.seed === '' ? {} : { value: fields.seed }),
      }),
      ...(mustBePrivate ? [] : [choiceOfAudience(fields, t)]),
    ],
  };
}

/** What was filled in. What the form did not offer is as the draft has it. */
export function readEditForm({ fields }: ModalSubmitInteraction, before: EditFields): EditFields {
  const selected = (name: string) => (fields.fields.has(name) ? fields.getStringSelectValues(name) : undefined);
  const [aspectRatio = KEEP] = selected('aspect_ratio') ?? [];
  const [audience] = selected('audience') ?? [];
  return {
    prompt: fields.getTextInputValue('prompt'),
    pictures: selected('pictures')?.map(Number).filter(Number.isInteger) ?? before.pictures,
    aspectRatio: aspectRatio === KEEP ? null : aspectRatio,
    seed: fields.getTextInputValue('seed').trim(),
    isPrivate: audience === undefined ? before.isPrivate : audience === 'me',
  };
}

const label = (text: string, description: string, component: APIComponentInLabel): APILabelComponent => ({
  type: ComponentType.Label,
  label: text,
  description,
  component,
});

function choiceOfPictures(sources: readonly InputSource[], { pictures }: EditFields, t: Translate): APILabelComponent {
  const offered = sources.slice(0, SELECT_OPTIONS_MAX);
  return label(t('form.pictures'), t('form.picturesHint', { most: INPUTS_MAX }), {
    type: ComponentType.StringSelect,
    custom_id: 'pictures',
    min_values: 1,
    max_values: Math.min(INPUTS_MAX, offered.length),
    options: offered.map(({ name }, index) => ({
      label: cut(`${index + 1}. ${plainLine(name)}`, OPTION_LABEL_MAX),
      value: String(index),
      default: pictures.includes(index),
    })),
  });
}

/** Shared with the form that asks for nothing but a ratio. */
export const aspectRatioSelect = (chosen: string | null, t: Translate, withKeep = true): APIComponentInLabel => ({
  type: ComponentType.StringSelect,
  custom_id: 'aspect_ratio',
  options: [
    ...(withKeep ? [{ label: t('form.keepAspectRatio'), value: KEEP, default: chosen === null }] : []),
    ...commonAspectRatios.map((ratio) => ({ label: ratio, value: ratio, default: ratio === chosen })),
  ],
});

const choiceOfAudience = ({ isPrivate }: EditFields, t: Translate): APILabelComponent =>
  label(t('form.audience'), t('form.audienceHint'), {
    type: ComponentType.StringSelect,
    custom_id: 'audience',
    options: [
      { label: t('form.everybody'), value: 'everybody', default: !isPrivate },
      { label: t('form.onlyMe'), value: 'me', default: isPrivate },
    ],
  });
