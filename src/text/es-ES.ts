// Every word a person reads, in Spanish.
import type { Catalogue } from './catalogue.ts';
import { administration } from './es-ES/administration.ts';
import { drawing } from './es-ES/drawing.ts';
import { guidance } from './es-ES/guidance.ts';
import { moderation } from './es-ES/moderation.ts';
import { names } from './es-ES/names.ts';
import { progress } from './es-ES/progress.ts';
import { refusals } from './es-ES/refusals.ts';
import { settings } from './es-ES/settings.ts';

export const esES = {
  ...names,
  ...drawing,
  ...progress,
  ...refusals,
  ...administration,
  ...settings,
  ...moderation,
  ...guidance,
} satisfies Catalogue;
