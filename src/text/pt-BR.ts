// Every word a person reads, in Brazilian Portuguese.
import type { Catalogue } from './catalogue.ts';
import { administration } from './pt-BR/administration.ts';
import { drawing } from './pt-BR/drawing.ts';
import { guidance } from './pt-BR/guidance.ts';
import { moderation } from './pt-BR/moderation.ts';
import { names } from './pt-BR/names.ts';
import { progress } from './pt-BR/progress.ts';
import { refusals } from './pt-BR/refusals.ts';
import { settings } from './pt-BR/settings.ts';

export const ptBR = {
  ...names,
  ...drawing,
  ...progress,
  ...refusals,
  ...administration,
  ...settings,
  ...moderation,
  ...guidance,
} satisfies Catalogue;
