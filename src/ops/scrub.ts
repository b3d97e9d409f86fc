// What must not be printed, whichever way it came there: secrets, and characters that would steer a
// terminal.

/** A shorter text would take parts of words along. */
const SECRET_MIN_LENGTH = 6;
/** So much of a secret is as good as the secret, where it is printed without the rest. */
const PART_MIN_LENGTH = 10;
/** Interaction tokens open a webhook to whoever knows them; they stand in its addresses. */
const WEBHOOK_TOKEN = /((?:webhooks|interactions)\/\d+\/)[\w.=-]{20,}/g;
const BEARER = /\b(Bearer|Bot) [\w.~+/=-]{8,}/g;
/**
 * JSON leaves these as they are: what a terminal obeys (C1 and DEL), what turns a line around, what
 * some readers take for its end.
 */
const STEERING = /[\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

/** @returns a function that cleans one line of JSON, which stays JSON */
export function createScrubber(secrets: readonly string[]): (line: string) => string {
  const scrub = createTextScrubber(secrets);
  return (line) =>
    scrub(line).replace(STEERING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * @param secrets as they were given, also where they are broken.
 * @returns a function that cleans any text
 */
export function createTextScrubber(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap(partsOf).flatMap(formsOf))].sort((a, b) => b.length - a.length);
  return (text) =>
    forms
      .reduce((cleaned, form) => cleaned.replaceAll(form, '[secret]'), text)
      .replace(WEBHOOK_TOKEN, '$1[secret]')
      .replace(BEARER, '$1 [secret]');
}

/**
 * The secret and its long parts: who prints it may leave out, escape or replace what is no plain
 * character, or break it in two.
 */
function partsOf(secret: string): string[] {
  const whole = secret.trim();
  const lines = whole.split(/[\r\n]+/).map((line) => line.trim());
  const runs = whole.match(/[!#-&(-~]+/g) ?? [];
  const segments = runs.flatMap((run) => run.split('.'));
  return [
    ...[whole, ...lines].filter(({ length }) => length >= SECRET_MIN_LENGTH),
    ...[...runs, ...segments].filter(({ length }) => length >= PART_MIN_LENGTH),
  ];
}

/** As it is, within JSON, and within an address. */
const formsOf = (part: string): string[] => [
  part,
  JSON.stringify(part).slice(1, -1),
  encodeURIComponent(part.toWellFormed()),
];
