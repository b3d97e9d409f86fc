// The presets that come with the bot, and how a template takes what is typed.
import { describe, expect, it } from 'vitest';
import { starterNames, starterPrompt } from '../../commands/options/starter-presets.ts';
import { expand } from '../../commands/options/use-preset.ts';
import { presetKey } from '../../src/presets/presets.store.ts';

describe('expand', () => {
  it.each([
    ['{prompt}, watercolour', 'a boat', 'a boat, watercolour'],
    ['watercolour', 'a boat', 'a boat, watercolour'],
    ['{PROMPT} beside {prompt}', ' a boat ', 'a boat beside a boat'],
    ['{prompt}!', '$& $1 {prompt}', '$& $1 {prompt}!'],
  ])('%j with %j', (template, typed, prompt) => {
    expect(expand(template, typed)).toBe(prompt);
  });
});

describe('presetKey', () => {
  it('is the same whatever the case, the width and the spaces', () => {
    expect(presetKey(' Ｎｅｏｎ   NOIR ')).toBe(presetKey('neon noir'));
    expect(presetKey('neon')).not.toBe(presetKey('noir'));
  });
});

describe('starter presets', () => {
  it.each(starterNames)('%s has a place for what is typed, and suits drawing or editing', (name) => {
    const prompts = [starterPrompt(name, false), starterPrompt(name, true)].filter((prompt) => prompt !== undefined);
    expect(prompts.length).toBeGreaterThan(0);
    for (const prompt of prompts) expect(prompt).toContain('{prompt}');
  });
});
