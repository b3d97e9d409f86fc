// Every word a person reads, in Simplified Chinese.
import type { Catalogue } from './catalogue.ts';
import { administration } from './zh-CN/administration.ts';
import { drawing } from './zh-CN/drawing.ts';
import { guidance } from './zh-CN/guidance.ts';
import { moderation } from './zh-CN/moderation.ts';
import { names } from './zh-CN/names.ts';
import { progress } from './zh-CN/progress.ts';
import { refusals } from './zh-CN/refusals.ts';
import { settings } from './zh-CN/settings.ts';

export const zhCN = {
  ...names,
  ...drawing,
  ...progress,
  ...refusals,
  ...administration,
  ...settings,
  ...moderation,
  ...guidance,
} satisfies Catalogue;
