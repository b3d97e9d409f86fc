// What a refused command leaves in the form: every option as it was typed, and the very preset that
// was chosen.
import type { ChatInputCommandInteraction } from 'discord.js';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editFieldsOf, editForm } from '../../commands/edit/edit-form.ts';
import { typedFields } from '../../commands/edit/typed-fields.ts';
import { parseChatOptions } from '../../commands/options/parse-options.ts';
import { usablePresets } from '../../commands/options/use-preset.ts';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { findChosen, savePreset } from '../../src/presets/presets.store.ts';
import type { Database } from '../../src/store/schema.ts';
import { languages } from '../../src/text/catalogues.ts';
import { createText } from '../../src/text/text.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';

const GUILD = '200000000000000001';
const USER = '100000000000000001';
const languageOf = createText();
const { t } = languageOf('en-US');

let db: Kysely<Database>;
let app: App;
const use = { userId: USER, guildId: GUILD, isEdit: false };
const save = async (name: string, isServers: boolean) => {
  const accountId = await accountOf(db, USER, 1);
  const owner = isServers ? { guildId: GUILD } : { accountId };
  await savePreset(db, owner, { name, prompt: `${name} {prompt}`, options: {} }, { accountId, now: 1 });
};

beforeAll(async () => {
  db = await openEmptyDatabase();
  app = { db, now: () => 1, languageOf, config: { USER_INSTALL: false, HOST_USER_IDS: [] } } as unknown as App; // What is asked of it here.
  await save('neon', false);
  await save('neon', true);
  await save('rain --seed 5', false);
  await save('—no people', true);
  await save('#1', true);
  await save('two  spaces', true);
});
afterAll(() => db.destroy());

function typed(given: Record<string, string | number | boolean>): ChatInputCommandInteraction {
  const get = (name: string) => given[name] ?? null;
  const options = {
    getString: get,
    getInteger: get,
    getNumber: get,
    getBoolean: get,
    get: (name: string) => (name in given ? { value: given[name] } : null),
  };
  const place = { guildId: GUILD, authorizingIntegrationOwners: { 0: GUILD } };
  return { options, locale: 'en-US', user: { id: USER }, ...place } as unknown as ChatInputCommandInteraction; // What is read of it.
}

describe('a preset', () => {
  it('of any name is found again as the one that was chosen', async () => {
    const presets = await usablePresets(app, use, t);
    expect(presets.length).toBeGreaterThan(6);
    for (const chosen of presets) {
      const { options } = await typedFields(typed({ prompt: 'x', preset: chosen.value, seed: 7 }), app, 0);
      const { preset, seed } = parseChatOptions(options ?? '', t);
      expect([findChosen(presets, preset ?? ''), seed], JSON.stringify(options)).toEqual([chosen, 7]);
    }
  });

  it('that is written by its name stands there by its name', async () => {
    const { options } = await typedFields(typed({ prompt: 'x', preset: 'Two spaces' }), app, 0);
    expect(options).toBe('--preset two  spaces');
  });

  it('that is none stands there as it was typed', async () => {
    expect((await typedFields(typed({ prompt: 'x', preset: 'neno' }), app, 0)).options).toBe('--preset neno');
  });
});

describe.each(languages)('a form in %s', (locale) => {
  it('holds the longest that can be typed, within what Discord takes', async () => {
    const fields = await typedFields(
      typed({
        prompt: 'p'.repeat(4_000),
        negative_prompt: ' --n'.repeat(500),
        aspect_ratio: '9'.repeat(20),
        preset: 'x'.repeat(100),
        model: 'm'.repeat(100),
        seed: 4_294_967_295,
        steps: 50,
        guidance_scale: 9.999_999_999,
        output_format: 'jpeg',
        prompt_upsampling: false,
        safety_tolerance: 6,
        spoiler: 'prompt',
        count: 4,
        private: true,
      }),
      app,
      4,
    );
    const sources = Array.from({ length: 30 }, (_, index) => ({
      name: `${index}`.repeat(300),
      url: 'https://x/y.png',
    }));
    const form = {
      draftId: 'd'.repeat(24),
      kind: 'edit',
      sources,
      fields: editFieldsOf(fields),
      mustBePrivate: false,
    } as const;
    const { title, components, custom_id } = editForm(form, languageOf(locale).t);
    expect(title.length).toBeLessThanOrEqual(45);
    expect(custom_id.length).toBeLessThanOrEqual(100);
    expect(components.length).toBeLessThanOrEqual(5);
    for (const part of components) {
      if (!('component' in part)) throw new Error('a form of labels');
      expect(part.label.length).toBeLessThanOrEqual(45);
      expect((part.description ?? '').length).toBeLessThanOrEqual(100);
      const { component } = part;
      if ('value' in component) expect((component.value ?? '').length).toBeLessThanOrEqual(4_000);
      if (!('options' in component)) continue;
      const chosen = (component.options ?? []).filter((option) => option.default);
      expect(chosen.length).toBeLessThanOrEqual('max_values' in component ? (component.max_values ?? 1) : 1);
      expect(component.options?.length).toBeLessThanOrEqual(25);
      for (const option of component.options ?? []) {
        expect(option.label.length).toBeLessThanOrEqual(100);
        expect(option.value.length).toBeLessThanOrEqual(100);
      }
    }
  });
});

describe('the choice of images', () => {
  const labels = (sources: { name: string; taskId?: string }[]) => {
    const images = sources.map((source) => ({ ...source, imageId: 'x' }));
    const draft = {
      draftId: 'd',
      kind: 'edit',
      sources: images,
      fields: editFieldsOf({}),
      mustBePrivate: false,
    } as const;
    const choices = editForm(draft, t).components.flatMap((row) =>
      'component' in row && 'custom_id' in row.component && row.component.custom_id === 'images' ? row.component : [],
    );
    return choices.flatMap((choice) => ('options' in choice ? choice.options?.map(({ label }) => label) : []));
  };

  it('calls several results what their message calls them, whichever of them was deleted', () => {
    const taskId = (number: number) => `0123456789abcdef-${number}`;
    expect(
      labels([
        { name: 'kontext-8', taskId: taskId(2) },
        { name: 'kontext-9', taskId: taskId(3) },
      ]),
    ).toEqual(['Image 2', 'Image 3']);
  });

  it('counts what was given, beside a result too', () => {
    expect(labels([{ name: 'kontext-8', taskId: '0123456789abcdef-2' }, { name: 'a.jpg' }])).toEqual([
      '1. kontext-8',
      '2. a.jpg',
    ]);
  });
});
