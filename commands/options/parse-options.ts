// Options in a chat message, behind the prompt or before it: `make it night --ar 16:9 --seed 7`.

import { wrongValue } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { PARAMETER_LIMITS } from '../../src/providers/vtrix/parameters.ts';
import { IMAGES_MAX } from '../../src/tasks/requests/request-options.ts';
import type { Translate } from '../../src/text/text.ts';
import type { GivenOptions } from './validate-options.ts';

type Kind = 'text' | 'word' | 'whole' | 'number' | 'flag' | 'spoiler';

/** What can be said in a chat: also which of several images is meant. */
export interface ChatOptions extends GivenOptions {
  image?: number;
  preset?: string;
}

type OptionName = Exclude<keyof ChatOptions, 'prompt' | 'isPrivate'>;

interface Option {
  option: OptionName;
  kind: Kind;
  names: readonly string[];
}

/** A name and the value after it, as they were typed. */
interface Written {
  name: string;
  value: string;
}

const OPTIONS: readonly Option[] = [
  { option: 'aspect_ratio', kind: 'word', names: ['ar', 'aspect', 'aspect_ratio'] },
  { option: 'seed', kind: 'whole', names: ['seed'] },
  { option: 'steps', kind: 'whole', names: ['steps'] },
  { option: 'guidance_scale', kind: 'number', names: ['guidance', 'guidance_scale'] },
  { option: 'negative_prompt', kind: 'text', names: ['no', 'negative', 'negative_prompt'] },
  { option: 'output_format', kind: 'word', names: ['format', 'output_format'] },
  { option: 'prompt_upsampling', kind: 'flag', names: ['upsample', 'prompt_upsampling'] },
  { option: 'safety_tolerance', kind: 'whole', names: ['safety', 'safety_tolerance'] },
  { option: 'spoiler', kind: 'spoiler', names: ['spoiler'] },
  { option: 'model', kind: 'word', names: ['model'] },
  { option: 'count', kind: 'whole', names: ['count'] },
  { option: 'preset', kind: 'text', names: ['preset', 'style'] },
  { option: 'image', kind: 'whole', names: ['image', 'picture'] },
];

const FLAG_VALUES: readonly string[] = ['true', 'false'];
const SPOILER_VALUES: readonly string[] = ['image', 'prompt', 'false'];

/** Whoever reads a chat reads its answers, so that this one is known only to be refused. */
const PRIVATE = 'private';

const NAMES = [...OPTIONS.flatMap(({ names }) => names), PRIVATE].join('|');

/**
 * Two hyphens directly before an option's name; phones make a dash of them. People write dashes in
 * prose too, so whatever is not followed by a name stands in the prompt as it is.
 */
const MARK = new RegExp(`(?:^|\\s)(?:--|—|–)(?=(?:${NAMES})(?:[\\s=]|$))`, 'i');

/** @returns the prompt, and the options as they were written after it; written anew where it follows them */
export function splitChatOptions(text: string): { prompt: string; options: string } {
  const at = text.search(MARK);
  if (at < 0) return { prompt: text.trim(), options: '' };
  const before = text.slice(0, at).trim();
  if (before !== '') return { prompt: before, options: text.slice(at).trim() };
  const { prompt, written } = readChat(text);
  return { prompt, options: written.map(({ name, value }) => `--${name} ${value}`.trim()).join(' ') };
}

/**
 * @returns the prompt, and what was said of the options
 * @throws {UserError} naming the option whose value is not understood, and what it may be
 */
export function parseChatOptions(text: string, t: Translate): ChatOptions {
  const { prompt, written } = readChat(text);
  const given: ChatOptions = { prompt };
  for (const { name, value } of written) {
    if (name.toLowerCase() === PRIVATE) throw new UserError(t('chat.notPrivate'));
    const known = optionOf(name);
    if (!known) throw new Error(`an option's name was matched and is not known: ${name}`);
    Object.assign(given, { [known.option]: readValue(known, { name, value }, t) });
  }
  return given;
}

const optionOf = (name: string): Option | undefined => OPTIONS.find(({ names }) => names.includes(name.toLowerCase()));

/** Where nothing stands before the options, what follows their values is the prompt. */
function readChat(text: string): { prompt: string; written: Written[] } {
  const [before = '', ...parts] = text.split(MARK);
  const written = parts.map((part): Written => {
    const [, name = '', value = ''] = /^([^\s=]+)[\s=]*([\s\S]*)$/.exec(part.trim()) ?? [];
    return { name, value: value.trim() };
  });
  if (before.trim() !== '') return { prompt: before.trim(), written };
  const divided = written.map(({ name, value }) => ({ name, ...divide(optionOf(name), value) }));
  const rests = divided.flatMap(({ rest }) => (rest === '' ? [] : [rest]));
  return { prompt: rests.join(' '), written: divided.map(({ name, value }) => ({ name, value })) };
}

/** What belongs to an option, and what cannot: most take one word or none, some take words. */
function divide(known: Option | undefined, text: string): { value: string; rest: string } {
  const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  switch (known?.kind) {
    case 'word':
    case 'whole':
    case 'number':
      return { value: word, rest };
    case 'flag':
      return FLAG_VALUES.includes(word) ? { value: word, rest } : { value: '', rest: text };
    case 'spoiler':
      return SPOILER_VALUES.includes(word) ? { value: word, rest } : { value: '', rest: text };
    default: {
      // Words end with the next option, or, in quotation marks, with the closing one.
      const [, quoted = text, after = ''] = /^(["“][^"”]*["”])\s*([\s\S]*)$/.exec(text) ?? [];
      return { value: quoted, rest: after };
    }
  }
}

function readValue(known: Option, { name, value }: Written, t: Translate): string | number | boolean {
  const wrong = () => {
    const figures = { option: wrongValue(name), value: wrongValue(value), valid: describeValid(known, t) };
    return new UserError(t('chat.wrongValue', figures));
  };
  switch (known.kind) {
    case 'flag':
      return readFlag(value, wrong);
    case 'spoiler':
      // The image alone unless the prompt is named.
      return value === 'image' || (value === 'prompt' ? value : readFlag(value, wrong));
    case 'whole':
      if (!/^\d{1,15}$/.test(value)) throw wrong();
      return Number(value);
    case 'number':
      if (!/^\d{1,9}([.,]\d{1,9})?$/.test(value)) throw wrong();
      return Number(value.replace(',', '.'));
    case 'text':
    case 'word':
      if (value === '') throw wrong();
      return value.replace(/^["“](.*)["”]$/s, '$1');
  }
}

function readFlag(value: string, wrong: () => UserError): boolean {
  if (value === '' || value === 'true') return true;
  if (value === 'false') return false;
  throw wrong();
}

function describeValid({ option, kind }: Option, t: Translate): string {
  switch (kind) {
    case 'flag':
      return t('chat.writeOneOf', { values: FLAG_VALUES.join(', ') });
    case 'spoiler':
      return t('chat.writeOneOf', { values: SPOILER_VALUES.join(', ') });
    case 'text':
    case 'word':
      return t('chat.writeSomething');
    case 'whole':
      return t('chat.writeWhole', rangeOf(option));
    case 'number':
      return t('chat.writeNumber', rangeOf(option));
  }
}

function rangeOf(option: OptionName): { least: number; most: number } {
  const limits = Object.entries(PARAMETER_LIMITS).find(([name]) => name === option)?.[1];
  return limits && 'min' in limits ? { least: limits.min, most: limits.max } : { least: 1, most: IMAGES_MAX }; // How many images, or which of them.
}
