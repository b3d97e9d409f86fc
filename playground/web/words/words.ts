// The page's own words in the language that whoever one is reads: chosen anew whenever the page is
// drawn.
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { esES } from './es-ES.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ptBR } from './pt-BR.ts';
import { zhCN } from './zh-CN.ts';

/** By Discord's name of the language, and what it calls itself. */
export const LANGUAGES: Readonly<Record<string, { name: string; words: Words }>> = {
  'en-US': { name: 'English', words: en },
  de: { name: 'Deutsch', words: de },
  fr: { name: 'Français', words: fr },
  'es-ES': { name: 'Español', words: esES },
  'pt-BR': { name: 'Português do Brasil', words: ptBR },
  ja: { name: '日本語', words: ja },
  ko: { name: '한국어', words: ko },
  'zh-CN': { name: '简体中文', words: zhCN },
};

let current = { locale: 'en-US', words: en };

/** Called before the page is drawn. Languages without words of their own get the English ones. */
export function readIn(locale: string): void {
  current = { locale, words: LANGUAGES[locale]?.words ?? en };
}

export const words = (): Words => current.words;

export const readingLocale = (): string => current.locale;

/**
 * What Discord's client says, which the stand-in says in English; what is no word of the client's
 * stays as it is.
 */
export function inReadersWords(refusal: string): string {
  for (const [key, english] of Object.entries(en.refusals)) {
    const values = new RegExp(`^${english.replaceAll('{}', '(.+)')}$`).exec(refusal)?.slice(1);
    if (!values) continue;
    const own = words().refusals[key as keyof Words['refusals']]; // The keys of the same record.
    return own.replaceAll('{}', () => values.shift() ?? '');
  }
  return refusal;
}
