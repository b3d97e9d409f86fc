// The words in a person's language: i18next over the catalogues, English where a language is
// missing.
import { createInstance, type TFunction } from 'i18next';
import { ENGLISH, localesServed } from './catalogues.ts';
import { type CommandMentions, mentionCommands } from './command-mentions.ts';
import type { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/**
 * Looks a key up and puts its values in. The words are shown by Discord, which has escaping of its
 * own.
 */
export type Translate = TFunction;

/** A person's language: its words, and the name `Intl` knows it by. */
export interface Language {
  t: Translate;
  locale: string;
}

/**
 * @param mentions of the commands that texts name; without, they stand in code
 * @returns for a Discord locale such as `es-419`, the function that finds the words in it
 */
export function createText(mentions: CommandMentions = new Map()): (locale: string) => Language {
  const i18n = createInstance({
    resources: Object.fromEntries(
      localesServed().map(
        ([locale, catalogue]) => [locale, { translation: mentionCommands(catalogue, mentions) }] as const,
      ),
    ),
    fallbackLng: ENGLISH,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  void i18n.init();
  return (locale) => ({ t: i18n.getFixedT(locale), locale });
}
