// Options behind a prompt in a chat: what people write, and what they are told where it is not
// understood.
import { describe, expect, it } from 'vitest';
import { parseChatOptions, splitChatOptions } from '../../commands/options/parse-options.ts';
import { UserError } from '../../src/errors.ts';
import { createText } from '../../src/text/text.ts';

const { t } = createText()('en-US');
const parse = (text: string) => parseChatOptions(text, t);

describe('options in a chat', () => {
  it.each<[string, Record<string, unknown>]>([
    ['make it night', { prompt: 'make it night' }],
    ['make it night --ar 16:9 --seed 7', { prompt: 'make it night', aspect_ratio: '16:9', seed: 7 }],
    ['make it night --AR=16:9 --Seed = 7', { prompt: 'make it night', aspect_ratio: '16:9', seed: 7 }],
    ['make it night —steps 20 –guidance 3,5', { prompt: 'make it night', steps: 20, guidance_scale: 3.5 }],
    [
      'make it\nnight\n--no “people, cars” --spoiler',
      { prompt: 'make it\nnight', negative_prompt: 'people, cars', spoiler: true },
    ],
    ['a half-timbered house -- very old — and dark', { prompt: 'a half-timbered house -- very old — and dark' }],
    ['he says —hola— and smiles', { prompt: 'he says —hola— and smiles' }],
    ['a fox –running --constructor 1', { prompt: 'a fox –running --constructor 1' }],
    ['a sign that says --seed-- and —no— words', { prompt: 'a sign that says --seed-- and —no— words' }],
    ['--upsample false', { prompt: '', prompt_upsampling: false }],
    ['a fox --spoiler image', { prompt: 'a fox', spoiler: true }],
    ['a fox —Spoiler=prompt --seed 7', { prompt: 'a fox', spoiler: 'prompt', seed: 7 }],
    ['a prompt --spoiler false', { prompt: 'a prompt', spoiler: false }],
    ['--ar 16:9 make it blue', { prompt: 'make it blue', aspect_ratio: '16:9' }],
    ['--preset "Day to night" a street', { prompt: 'a street', preset: 'Day to night' }],
    ['--no “people, cars” --seed 7 a street', { prompt: 'a street', negative_prompt: 'people, cars', seed: 7 }],
    ['--preset Day to night', { prompt: '', preset: 'Day to night' }],
    ['--seed=7 --upsample a fox --spoiler', { prompt: 'a fox', seed: 7, prompt_upsampling: true, spoiler: true }],
    [
      '--spoiler prompt --no red, green --steps 9 a fox',
      { prompt: 'a fox', spoiler: 'prompt', negative_prompt: 'red, green', steps: 9 },
    ],
    ['--preset day to night', { prompt: '', preset: 'day to night' }],
  ])('reads %j', (text, given) => {
    expect(parse(text)).toEqual(given);
  });

  it.each([
    ['--seed x', 'Write a whole number from 0 to 4294967295.'],
    ['--image second', 'Write a whole number from 1 to 4.'],
    ['--steps many', 'Write a whole number from 1 to 50.'],
    ['--guidance much', 'Write a number from 1 to 10.'],
    ['--upsample maybe', 'Write one of these: true, false.'],
    ['--spoiler maybe', 'Write one of these: image, prompt, false.'],
    ['--ar', 'Write something after it.'],
    ['--spoiler --private', 'For a private image, use `/edit` and choose `private`.'],
    ['--private true', 'For a private image, use `/edit` and choose `private`.'],
  ])('says what would be valid instead of %j', (text, valid) => {
    expect(() => parse(`x ${text}`)).toThrow(valid);
  });

  it.each(['--ar', '--seed', '--seed -1', '--seed 1.5', '--seed 7 8', '--spoiler maybe', '--ar= '])(
    'refuses %j, naming it',
    (text) => {
      const [, name = ''] = /^--(\w+)/.exec(text) ?? [];
      const refusal = () => parse(`x ${text}`);
      expect(refusal).toThrow(UserError);
      expect(refusal).toThrow(`--${name}`);
    },
  );
});

it.each<[string, string, string]>([
  ['a fox --ar banana --seed 7', 'a fox', '--ar banana --seed 7'],
  ['--ar banana a fox', 'a fox', '--ar banana'],
  ['a fox —seed = 7', 'a fox', '—seed = 7'],
])('a refused message %j stands in its form as prompt and options', (text, prompt, options) => {
  expect(splitChatOptions(text)).toEqual({ prompt, options });
});
