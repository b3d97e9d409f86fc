// Options that are kept with a refused request are written so that the form reads them back as they
// were.
import { describe, expect, it } from 'vitest';
import { aspectRatioChoices } from '../../commands/options/autocomplete-aspect-ratio.ts';
import { nameAspectRatio } from '../../commands/options/name-aspect-ratio.ts';
import { parseChatOptions, splitChatOptions } from '../../commands/options/parse-options.ts';
import { writeOptions } from '../../commands/options/write-options.ts';
import { commonAspectRatios, parseAspectRatio } from '../../src/providers/vtrix/parameters.ts';
import { catalogues } from '../../src/text/catalogues.ts';
import { createText } from '../../src/text/text.ts';

const languageOf = createText();
const { t } = languageOf('en-US');

describe('options that were typed', () => {
  it('are read back as they were, every one of them', () => {
    const given = {
      preset: 'Watercolour',
      aspect_ratio: '22:9',
      seed: 0,
      steps: 99,
      guidance_scale: 3.5,
      negative_prompt: 'text, people',
      output_format: 'png',
      prompt_upsampling: false,
      safety_tolerance: 6,
      count: 4,
      model: 'other',
    };
    for (const spoiler of [true, false, 'prompt'] as const)
      expect(parseChatOptions(writeOptions({ ...given, spoiler }), t)).toEqual({ prompt: '', ...given, spoiler });
  });

  it('that were not given are left out', () => {
    expect(writeOptions({ seed: null, negative_prompt: '' })).toBe('');
    expect(writeOptions({})).toBe('');
  });

  it('hold no further option within a value', () => {
    const written = writeOptions({ negative_prompt: 'a —steps 3 --seed 5 b' });
    expect(parseChatOptions(written, t)).toEqual({ prompt: '', negative_prompt: 'a — steps 3 -- seed 5 b' });
  });

  it('are cut off a chat message as they stand, right or wrong', () => {
    expect(splitChatOptions('make it night —no rain --steps 99x')).toEqual({
      prompt: 'make it night',
      options: '—no rain --steps 99x',
    });
    expect(splitChatOptions(' he says —hola— ')).toEqual({ prompt: 'he says —hola—', options: '' });
  });
});

describe('an aspect ratio', () => {
  it.each(Object.keys(catalogues))(
    'that is common has a name of its own in %s, which can be sent as it stands',
    (locale) => {
      const language = languageOf(locale);
      const names = commonAspectRatios.map((ratio) => nameAspectRatio(ratio, language.t));
      expect(new Set(names).size).toBe(commonAspectRatios.length);
      for (const [index, name] of names.entries()) {
        expect(name).toMatch(/^\d+:\d+ – \S/);
        expect(name.length).toBeLessThanOrEqual(100);
        expect(parseAspectRatio(name)?.text).toBe(commonAspectRatios[index]);
      }
    },
  );

  it('is found by the beginning of its figures or a part of its name', () => {
    const values = (typed: string) => aspectRatioChoices(typed, t).map(({ value }) => value);
    expect(values('16')).toEqual(['16:9']);
    expect(values('WIDE')).toEqual(['16:9', '21:9']);
    expect(values('7x5')).toEqual(['7:5']);
    expect(values('')).toEqual(commonAspectRatios);
    expect(aspectRatioChoices('1:1', t)).toEqual([{ name: '1:1 – square', value: '1:1' }]);
  });
});
