// Options written out as they are in a chat, so that a form's one field holds them all: what
// `parseChatOptions` reads back.
import type { ChatOptions } from './parse-options.ts';

type Written = Exclude<keyof ChatOptions, 'prompt' | 'isPrivate' | 'image' | 'usedPreset'>;

/** In the order in which they are written; the first name of each that the chat knows. */
const NAMES: readonly (readonly [Written, string])[] = [
  ['preset', 'preset'],
  ['aspect_ratio', 'ar'],
  ['seed', 'seed'],
  ['steps', 'steps'],
  ['guidance_scale', 'guidance'],
  ['negative_prompt', 'no'],
  ['output_format', 'format'],
  ['prompt_upsampling', 'upsample'],
  ['safety_tolerance', 'safety'],
  ['count', 'count'],
  ['model', 'model'],
  ['spoiler', 'spoiler'],
];

/** As they were given; what is missing or null was not. */
type WritableOptions = { [Option in Written]?: ChatOptions[Option] | null | undefined };

/**
 * @returns `--seed 7 --steps 30`; what was not given is left out. The prompt and who sees it are
 * fields of their own.
 */
export function writeOptions(given: WritableOptions): string {
  return NAMES.flatMap(([option, name]) => {
    const value = given[option];
    if (value === null || value === undefined || value === '') return [];
    return [value === true ? `--${name}` : `--${name} ${inOneValue(String(value))}`];
  }).join(' ');
}

/** Two hyphens within a value would begin another option. */
export const inOneValue = (value: string): string => value.replace(/(^|\s)(--|—|–)(?=\S)/g, '$1$2 ').trim();
