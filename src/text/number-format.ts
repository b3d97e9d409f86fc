// Formatters of numbers, made once and kept: making one takes a hundred times as long as using it.

const formats = new Map<string, Intl.NumberFormat>();

/**
 * The formatter of a language for these options. There are as many as languages times the sets of
 * options that the code names.
 */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, options);
    formats.set(key, format);
  }
  return format;
}
