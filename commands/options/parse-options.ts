// Options at the end of a chat message: `make it night --ar 16:9 --seed 7`.

import { wrongValue } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import type { Translate } from '../../src/text/text.ts';
import type { GivenOptions } from './validate-options.ts';

type Kind = 'text' | 'whole' | 'number' | 'flag' | 'spoiler';

/** What can be said in a chat: also which of several images is meant. */
export interface ChatOptions extends GivenOptions {
  image?: number;
  preset?: string;
}

type OptionName = Exclude<keyof ChatOptions, 'prompt' | 'isPrivate'>;

const OPTIONS: readonly { option: OptionName; kind: Kind; names: readonly string[] }[] = [
  { option: 'aspect_ratio', kind: 'text', names: ['ar', 'aspect', 'aspect_ratio'] },
  { option: 'seed', kind: 'whole', names: ['seed'] },
  { option: 'steps', kind: 'whole', names: ['steps'] },
  { option: 'guidance_scale', kind: 'number', names: ['guidance', 'guidance_scale'] },
  { option: 'negative_prompt', kind: 'text', names: ['no', 'negative', 'negative_prompt'] },
  { option: 'output_format', kind: 'text', names: ['format', 'output_format'] },
  { option: 'prompt_upsampling', kind: 'flag', names: ['upsample', 'prompt_upsampling'] },
  { option: 'safety_tolerance', kind: 'whole', names: ['safety', 'safety_tolerance'] },
  { option: 'spoiler', kind: 'spoiler', names: ['spoiler'] },
  { option: 'model', kind: 'text', names: ['model'] },
  { option: 'count', kind: 'whole', names: ['count'] },
  { option: 'preset', kind: 'text', names: ['preset', 'style'] },
  { option: 'image', kind: 'whole', names: ['image', 'picture'] },
];

const NAMES = OPTIONS.flatMap(({ names }) => names).join('|');

/**
 * Two hyphens directly before an option's name; phones make a dash of them. People write dashes in
 * prose too, so whatever is not followed by a name stands in the prompt as it is.
 */
const MARK = new RegExp(`(?:^|\\s)(?:--|—|–)(?=(?:${NAMES})(?:[\\s=]|$))`, 'i');

/** @returns the prompt, and the options as they were written after it */
export function splitChatOptions(text: string): { prompt: string; options: string } {
  const at = text.search(MARK);
  return at < 0
    ? { prompt: text.trim(), options: '' }
    : { prompt: text.slice(0, at).trim(), options: text.slice(at).trim() };
}

/**
 * @returns the prompt, and what was said of the options
 * @throws {UserError} naming the option whose value is not understood
 */
export function parseChatOptions(text: string, t: Translate): ChatOptions {
  const [prompt = '', ...parts] = text.split(MARK);
  const given: ChatOptions = { prompt: prompt.trim() };
  for (const part of parts) {
    const [, name = '', value = ''] = /^([^\s=]+)[\s=]*([\s\S]*)$/.exec(part.trim()) ?? [];
    const known = OPTIONS.find(({ names }) => names.includes(name.toLowerCase()));
    if (!known) throw new Error(`an option's name was matched and is not known: ${name}`);
    Object.assign(given, { [known.option]: readValue(known.kind, name, value.trim(), t) });
  }
  return given;
}

function readValue(kind: Kind, name: string, value: string, t: Translate): string | number | boolean {
  const wrong = () => new UserError(t('chat.wrongValue', { option: wrongValue(name), value: wrongValue(value) }));
  switch (kind) {
    case 'flag':
      if (value === '' || value === 'true') return true;
      if (value === 'false') return false;
      throw wrong();
    case 'spoiler':
      // The image alone unless the prompt is named.
      return value === 'image' || (value === 'prompt' ? value : readValue('flag', name, value, t));
    case 'whole':
      if (!/^\d{1,15}$/.test(value)) throw wrong();
      return Number(value);
    case 'number':
      if (!/^\d{1,9}([.,]\d{1,9})?$/.test(value)) throw wrong();
      return Number(value.replace(',', '.'));
    case 'text':
      if (value === '') throw wrong();
      return value.replace(/^["“](.*)["”]$/s, '$1');
  }
}
