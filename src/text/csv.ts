// Tables as comma-separated values (RFC 4180), which spreadsheets must not take for formulas.

/**
 * What makes a spreadsheet calculate (OWASP, CSV Injection), also in the wide forms that some take
 * for the same, and behind spaces.
 */
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;

export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(toField).join(',')}\r\n`).join('');

function toField(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const harmless = FORMULA.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
