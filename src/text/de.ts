// Every word a person reads, in German.
import type { Catalogue } from './catalogues.ts';
import { administration } from './de/administration.ts';
import { drawing } from './de/drawing.ts';
import { guidance } from './de/guidance.ts';
import { moderation } from './de/moderation.ts';
import { names } from './de/names.ts';
import { progress } from './de/progress.ts';
import { refusals } from './de/refusals.ts';

export const de = {
  ...names,
  ...drawing,
  ...progress,
  ...refusals,
  ...administration,
  ...moderation,
  ...guidance,
} satisfies Catalogue;
