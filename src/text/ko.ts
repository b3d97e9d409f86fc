// Every word a person reads, in Korean.
import type { Catalogue } from './catalogue.ts';
import { administration } from './ko/administration.ts';
import { drawing } from './ko/drawing.ts';
import { guidance } from './ko/guidance.ts';
import { moderation } from './ko/moderation.ts';
import { names } from './ko/names.ts';
import { progress } from './ko/progress.ts';
import { refusals } from './ko/refusals.ts';
import { settings } from './ko/settings.ts';

export const ko = {
  ...names,
  ...drawing,
  ...progress,
  ...refusals,
  ...administration,
  ...settings,
  ...moderation,
  ...guidance,
} satisfies Catalogue;
