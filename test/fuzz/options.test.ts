// Options, typed into fields or into a chat: understood as the image API takes them, or refused in
// harmless words.
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { aspectRatioChoices } from '../../commands/options/autocomplete-aspect-ratio.ts';
import { parseChatOptions } from '../../commands/options/parse-options.ts';
import { chooseOptions, type GivenOptions } from '../../commands/options/validate-options.ts';
import { validateGeneration } from '../../playground/vtrix-api/validate.ts';
import type { App } from '../../src/app.ts';
import { UserError } from '../../src/errors.ts';
import { createPriceTable } from '../../src/providers/price-table.ts';
import { NO_SETTINGS } from '../../src/servers/settings.store.ts';
import { createText } from '../../src/text/text.ts';
import { holds, hostileText } from '../support/fuzz.ts';
import { activeParts } from '../support/harmless.ts';

const MODELS = ['flux_kontext_max', 'flux_kontext_pro'];
const language = createText()('en-US');
const app = {
  config: { MAX_SAFETY_TOLERANCE: 2 },
  prices: createPriceTable(MODELS.map((model) => ({ model, priceMicros: 80_000 }))),
} as unknown as App; // Outside servers no other part of it is asked.
const CONTENT_MAX = 2_000;

function expectHarmless(error: unknown): void {
  expect(error).toBeInstanceOf(UserError);
  const { message } = error as UserError; // Just looked at.
  expect(message.length).toBeLessThanOrEqual(CONTENT_MAX);
  // Commands of ours are named in code.
  expect(activeParts(message).filter((kind) => kind !== 'inlineCode')).toEqual([]);
}

async function expectUnderstoodOrRefused(choose: () => Promise<Awaited<ReturnType<typeof chooseOptions>>>) {
  const chosen = await choose().catch((error: unknown) => expectHarmless(error));
  if (!chosen) return;
  expect(MODELS).toContain(chosen.model);
  expect(chosen.parameters.safety_tolerance ?? 0).toBeLessThanOrEqual(2);
  // The stand-in for the image API reads the vendor's page for itself.
  const verdict = validateGeneration({ model: chosen.model, input: [{ params: chosen.parameters }] });
  expect(verdict).toHaveProperty('request');
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const number = fc.oneof(fc.double(), fc.integer(), fc.integer({ min: 0, max: 60 }), fc.constantFrom(0.5, -0, 2 ** 32));
const ratio = fc.oneof(
  hostileText(30),
  fc
    .tuple(fc.nat(99_999), fc.constantFrom(':', 'x', '×', '/', ' : ', '::', '-'), fc.nat(99_999))
    .map((parts) => parts.join('')),
);
const given: fc.Arbitrary<GivenOptions> = fc.record(
  {
    prompt: fc.oneof(hostileText(), fc.string({ unit: 'binary', minLength: 3_990, maxLength: 4_010 })),
    aspect_ratio: maybe(ratio),
    negative_prompt: maybe(hostileText()),
    seed: maybe(number),
    steps: maybe(number),
    guidance_scale: maybe(number),
    output_format: maybe(fc.oneof(fc.constantFrom('jpeg', 'png'), hostileText(20))),
    prompt_upsampling: maybe(fc.boolean()),
    safety_tolerance: maybe(number),
    model: maybe(fc.oneof(fc.constantFrom(...MODELS), hostileText(60))),
    spoiler: maybe(fc.constantFrom(true, false, 'prompt' as const)),
    isPrivate: maybe(fc.boolean()),
  },
  { requiredKeys: ['prompt'] },
);

const OUTSIDE_SERVERS = { guildId: null, settings: NO_SETTINGS };

describe('options', () => {
  holds(
    'of any kind are taken as the API takes them, or refused in harmless words',
    fc.asyncProperty(given, fc.boolean(), (options, isEdit) =>
      expectUnderstoodOrRefused(() => chooseOptions(options, app, language, { ...OUTSIDE_SERVERS, isEdit })),
    ),
  );

  holds(
    'that are offered while a ratio is typed can be chosen',
    fc.asyncProperty(ratio, async (typed) => {
      for (const { name, value } of aspectRatioChoices(typed, language.t).slice(0, 3)) {
        expect(name.length).toBeLessThanOrEqual(100);
        const chosen = await chooseOptions({ prompt: 'x', aspect_ratio: value }, app, language, {
          ...OUTSIDE_SERVERS,
          isEdit: false,
        });
        expect(chosen.parameters.aspect_ratio).toBe(value);
      }
    }),
  );
});

describe('a chat message', () => {
  holds(
    'of any kind is understood, or refused in harmless words',
    fc.asyncProperty(fc.array(fc.oneof(hostileText(60), writtenOption()), { maxLength: 8 }), (parts) =>
      expectUnderstoodOrRefused(async () => {
        const options = parseChatOptions(parts.join(' '), language.t);
        return chooseOptions(options, app, language, { ...OUTSIDE_SERVERS, isEdit: true });
      }),
    ),
  );

  holds(
    'says the same as the options it was written from',
    fc.property(
      fc.stringMatching(/^[a-z]{1,20}( [a-z]{1,20}){0,5}$/),
      fc.record({ seed: fc.nat(2 ** 31), steps: fc.integer({ min: 1, max: 50 }), spoiler: fc.boolean() }),
      fc.constantFrom('--', '—', '–'),
      (prompt, { seed, steps, spoiler }, mark) => {
        const text = `${prompt} ${mark}seed ${seed} ${mark}STEPS ${steps}${spoiler ? ` ${mark}spoiler` : ''} ${mark}ar 16:9`;
        expect(parseChatOptions(text, language.t)).toEqual({
          prompt,
          seed,
          steps,
          aspect_ratio: '16:9',
          ...(spoiler ? { spoiler } : {}),
        });
      },
    ),
  );
});

function writtenOption(): fc.Arbitrary<string> {
  const names = [
    'ar',
    'seed',
    'steps',
    'guidance',
    'no',
    'format',
    'upsample',
    'safety',
    'spoiler',
    'model',
    'toString',
  ];
  const values = fc.oneof(
    ratio,
    number.map(String),
    hostileText(20),
    fc.constantFrom('', 'true', 'false', 'png', 'flux_kontext_pro', '16:9', '3,5', '1e9', '0x10', '“quoted”'),
  );
  return fc
    .tuple(fc.constantFrom('--', '—', '–', '-'), fc.constantFrom(...names), values)
    .map(([mark, name, value]) => `${mark}${name} ${value}`);
}
