// Every word a person reads, in Japanese.
import type { Catalogue } from './catalogues.ts';
import { administration } from './ja/administration.ts';
import { drawing } from './ja/drawing.ts';
import { guidance } from './ja/guidance.ts';
import { moderation } from './ja/moderation.ts';
import { names } from './ja/names.ts';
import { progress } from './ja/progress.ts';
import { refusals } from './ja/refusals.ts';

export const ja = {
  ...names,
  ...drawing,
  ...progress,
  ...refusals,
  ...administration,
  ...moderation,
  ...guidance,
} satisfies Catalogue;
