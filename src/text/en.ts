// Every word a person reads, in English.
import { administration } from './en/administration.ts';
import { drawing } from './en/drawing.ts';
import { guidance } from './en/guidance.ts';
import { moderation } from './en/moderation.ts';
import { names } from './en/names.ts';
import { progress } from './en/progress.ts';
import { refusals } from './en/refusals.ts';
import { settings } from './en/settings.ts';

export const en = {
  ...names,
  ...drawing,
  ...progress,
  ...refusals,
  ...administration,
  ...settings,
  ...moderation,
  ...guidance,
};
