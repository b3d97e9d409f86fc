// Putting parts of a text together, as the language that they are in does: Japanese and Chinese
// have no spaces, and commas of their own.
import type { Language } from './text.ts';

interface Marks {
  betweenSentences: string;
  betweenClauses: string;
  betweenItems: string;
}

const SPACED: Marks = { betweenSentences: ' ', betweenClauses: ', ', betweenItems: ', ' };
/**
 * By the languages that there are words in: Intl's own lists set Chinese numbers without anything
 * between them.
 */
const MARKS: Readonly<Record<string, Marks>> = {
  ja: { betweenSentences: '', betweenClauses: '、', betweenItems: '、' },
  'zh-CN': { betweenSentences: '', betweenClauses: '，', betweenItems: '、' },
};

type Spoken = Pick<Language, 'locale'>;

const marksOf = ({ locale }: Spoken): Marks => MARKS[locale] ?? SPACED;

/** `It is so. It was otherwise.` */
export const joinSentences = (sentences: readonly string[], language: Spoken): string =>
  sentences.join(marksOf(language).betweenSentences);

/** `$1.20 used, $0.08 reserved` */
export const joinClauses = (clauses: readonly string[], language: Spoken): string =>
  clauses.join(marksOf(language).betweenClauses);

/** `11, 22, 33`: names and figures, without a word before the last. */
export const listItems = (items: readonly string[], language: Spoken): string =>
  items.join(marksOf(language).betweenItems);
