// The form in which an edit, or what is to be changed about a refused request, is put into words:
// built from its draft, and read back.
import type { ModalSubmitInteraction } from 'discord.js';
import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { customId } from '../../src/discord/api/custom-id.ts';
import { MODAL_TITLE_MAX, OPTION_LABEL_MAX, SELECT_OPTIONS_MAX } from '../../src/discord/api/limits.ts';
import { cut, plainLine } from '../../src/discord/rendering/safe-text.ts';
import { commonAspectRatios, PARAMETER_LIMITS } from '../../src/providers/vtrix/parameters.ts';
import type { RequestRow } from '../../src/store/request-tables.ts';
import type { InputSource } from '../../src/tasks/requests/input-source.ts';
import { imageNumber, parseImageId } from '../../src/tasks/requests/request-images.ts';
import type { Translate } from '../../src/text/text.ts';
import { nameAspectRatio } from '../options/name-aspect-ratio.ts';
import { INPUTS_MAX } from './validate-attachments.ts';

const KEEP = 'keep';
/** What a form's text field may hold. */
const PROMPT_MAX = Math.min(PARAMETER_LIMITS.prompt.maxLength, 4_000);
const SEED_DIGITS_MAX = 10;
/** As much as a text field takes. */
const OPTIONS_MAX = 4_000;

const editFields = z.object({
  prompt: z.string().default(''),
  /** Which of the draft's images, counted from 0. */
  images: z.array(z.int()).default([0]),
  /** null keeps that of the first image. */
  aspectRatio: z.string().nullable().default(null),
  seed: z.string().default(''),
  /**
   * All further options as they are written in a chat; null where the form asks for a seed alone.
   */
  options: z.string().nullable().default(null),
  isPrivate: z.boolean().default(false),
});

export type EditFields = z.infer<typeof editFields>;

/** What is not given is as in an empty form. */
export const editFieldsOf = (typed: Partial<EditFields>): EditFields => editFields.parse(typed);

/** @param text a draft's `fields` */
export const parseEditFields = (text: string): EditFields => editFields.parse(JSON.parse(text));

export interface EditForm {
  draftId: string;
  kind: RequestRow['kind'];
  sources: readonly InputSource[];
  fields: EditFields;
  /** What comes of a private image stays private: then there is nothing to choose. */
  mustBePrivate: boolean;
}

export function editForm(form: EditForm, t: Translate): APIModalInteractionResponseCallbackData {
  const { draftId, kind, sources, fields, mustBePrivate } = form;
  const { aspectRatio } = fields;
  return {
    custom_id: customId('edit', draftId),
    title: cut(t(`form.${kind}`), MODAL_TITLE_MAX),
    components: [
      promptField(form, t),
      ...(sources.length > 1 ? [choiceOfImages(sources, fields, t)] : []),
      label(
        t('form.aspectRatio'),
        t('form.aspectRatioHint'),
        aspectRatioSelect(aspectRatio, t, kind === 'imagine' ? t('form.usualAspectRatio') : t('form.keepAspectRatio')),
      ),
      fields.options === null ? seedField(fields.seed, t) : optionsField(fields.options, t),
      ...(mustBePrivate ? [] : [choiceOfAudience(fields, t)]),
    ],
  };
}

const promptField = ({ kind, fields: { prompt } }: EditForm, t: Translate): APILabelComponent =>
  label(
    kind === 'imagine' ? t('form.imaginePrompt') : t('form.prompt'),
    kind === 'imagine' ? undefined : t('form.promptHint'),
    {
      type: ComponentType.TextInput,
      custom_id: 'prompt',
      style: TextInputStyle.Paragraph,
      min_length: 1,
      max_length: PROMPT_MAX,
      ...(kind === 'imagine' ? {} : { placeholder: t('form.promptExample') }),
      ...(prompt === '' ? {} : { value: prompt }),
    },
  );

const seedField = (seed: string, t: Translate): APILabelComponent =>
  label(t('form.seed'), t('form.seedHint'), {
    type: ComponentType.TextInput,
    custom_id: 'seed',
    style: TextInputStyle.Short,
    required: false,
    max_length: SEED_DIGITS_MAX,
    ...(seed === '' ? {} : { value: seed }),
  });

const optionsField = (options: string, t: Translate): APILabelComponent =>
  label(t('form.options'), t('form.optionsHint'), {
    type: ComponentType.TextInput,
    custom_id: 'options',
    style: TextInputStyle.Paragraph,
    required: false,
    max_length: OPTIONS_MAX,
    ...(options === '' ? {} : { value: options }),
  });

/** What was filled in. What the form did not offer is as the draft has it. */
export function readEditForm({ fields }: ModalSubmitInteraction, before: EditFields): EditFields {
  const selected = (name: string) => (fields.fields.has(name) ? fields.getStringSelectValues(name) : undefined);
  const [aspectRatio = KEEP] = selected('aspect_ratio') ?? [];
  const [audience] = selected('audience') ?? [];
  return {
    prompt: fields.getTextInputValue('prompt'),
    images: selected('images')?.map(Number).filter(Number.isInteger) ?? before.images,
    aspectRatio: aspectRatio === KEEP ? null : aspectRatio,
    seed: before.options === null ? fields.getTextInputValue('seed').trim() : before.seed,
    options: before.options === null ? null : fields.getTextInputValue('options').trim(),
    isPrivate: audience === undefined ? before.isPrivate : audience === 'me',
  };
}

const label = (text: string, description: string | undefined, component: APIComponentInLabel): APILabelComponent => ({
  type: ComponentType.Label,
  label: text,
  ...(description === undefined ? {} : { description }),
  component,
});

function choiceOfImages(sources: readonly InputSource[], { images }: EditFields, t: Translate): APILabelComponent {
  const offered = sources.slice(0, SELECT_OPTIONS_MAX);
  return label(t('form.images'), t('form.imagesHint', { most: INPUTS_MAX }), {
    type: ComponentType.StringSelect,
    custom_id: 'images',
    min_values: 1,
    max_values: Math.min(INPUTS_MAX, offered.length),
    options: offered.map((source, index) => ({
      ...nameOfSource(source, index, sources, t),
      value: String(index),
      default: images.includes(index),
    })),
  });
}

/** Several results of one message are called what the message calls them; others are counted. */
function nameOfSource({ name, taskId }: InputSource, index: number, sources: readonly InputSource[], t: Translate) {
  const requestOf = (source: Pick<InputSource, 'taskId'>) => source.taskId && parseImageId(source.taskId).requestId;
  const isOneOfSeveral = sources.filter((source) => requestOf(source) === requestOf({ taskId })).length > 1;
  if (taskId === undefined || !isOneOfSeveral)
    return { label: cut(`${index + 1}. ${plainLine(name)}`, OPTION_LABEL_MAX) };
  return { label: t('gallery.image', { number: imageNumber({ id: taskId }) }), description: plainLine(name) };
}

/**
 * Shared with the form that asks for nothing but a ratio.
 * @param usual what stands for no choice, where there may be none
 */
export const aspectRatioSelect = (chosen: string | null, t: Translate, usual?: string): APIComponentInLabel => ({
  type: ComponentType.StringSelect,
  custom_id: 'aspect_ratio',
  options: [
    ...(usual === undefined ? [] : [{ label: usual, value: KEEP, default: chosen === null }]),
    // One that is not common was typed.
    ...[...new Set([...(chosen === null ? [] : [chosen]), ...commonAspectRatios])].map((ratio) => ({
      label: nameAspectRatio(ratio, t),
      value: ratio,
      default: ratio === chosen,
    })),
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
