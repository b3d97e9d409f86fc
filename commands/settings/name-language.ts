// A language by its name instead of its code.

/**
 * @param locale of whoever reads it; in its own language where not given.
 * @returns `German`, or `Deutsch`
 */
export const nameLanguage = (code: string, locale = code): string =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
