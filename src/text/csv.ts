// Tables as comma-separated values (RFC 4180), which spreadsheets must not take for formulas.

/**
 * What makes a spreadsheet calculate (OWASP, CSV Injection), also in the wide forms that some take
 * for the same, and behind spaces.
 */
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;

export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(toField).join(',')}\r\n`).join('');

/** Spreadsheets take a file without it for one in an old 8-bit encoding. */
const BYTE_ORDER_MARK = '\uFEFF';
/** Spreadsheets keep 15 digits of a number, which makes one of many ids. */
const TOO_LONG_TO_COUNT = /^\d{16,}$/;

/** The same for people, who open it in a spreadsheet: ids are texts. */
export const toSpreadsheet = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(
    BYTE_ORDER_MARK + toCsv(rows.map((row) => row.map((text) => (TOO_LONG_TO_COUNT.test(text) ? `'${text}` : text)))),
  );

function toField(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const harmless = FORMULA.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
