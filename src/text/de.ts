// Every word a person reads, in German.
import type { Catalogue } from './catalogue.ts';
import { administration } from './de/administration.ts';
import { drawing } from './de/drawing.ts';
import { guidance } from './de/guidance.ts';
import { moderation } from './de/moderation.ts';
import { names } from './de/names.ts';
import { progress } from './de/progress.ts';
import { refusals } from './de/refusals.ts';
import { settings } from './de/settings.ts';

export const de = {
  ...names,
  ...drawing,
  ...progress,
  ...refusals,
  ...administration,
  ...settings,
  ...moderation,
  ...guidance,
} satisfies Catalogue;
