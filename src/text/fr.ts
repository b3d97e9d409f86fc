// Every word a person reads, in French. No-break spaces stand before : ; ? ! and within « », so
// that no line begins with a mark.
import type { Catalogue } from './catalogue.ts';
import { administration } from './fr/administration.ts';
import { drawing } from './fr/drawing.ts';
import { guidance } from './fr/guidance.ts';
import { moderation } from './fr/moderation.ts';
import { names } from './fr/names.ts';
import { progress } from './fr/progress.ts';
import { refusals } from './fr/refusals.ts';
import { settings } from './fr/settings.ts';

export const fr = {
  ...names,
  ...drawing,
  ...progress,
  ...refusals,
  ...administration,
  ...settings,
  ...moderation,
  ...guidance,
} satisfies Catalogue;
