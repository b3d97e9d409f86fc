// Every word a person reads, in Japanese.
import type { Catalogue } from './catalogue.ts';
import { administration } from './ja/administration.ts';
import { drawing } from './ja/drawing.ts';
import { guidance } from './ja/guidance.ts';
import { moderation } from './ja/moderation.ts';
import { names } from './ja/names.ts';
import { progress } from './ja/progress.ts';
import { refusals } from './ja/refusals.ts';
import { settings } from './ja/settings.ts';

export const ja = {
  ...names,
  ...drawing,
  ...progress,
  ...refusals,
  ...administration,
  ...settings,
  ...moderation,
  ...guidance,
} satisfies Catalogue;
