// What must not stand in a line of the log, whichever way it came there: secrets, and characters that would steer a terminal.

/** A shorter text would take parts of words along. */
const SECRET_MIN_LENGTH = 6;
/** Interaction tokens open a webhook to whoever knows them; they stand in its addresses. */
const WEBHOOK_TOKEN = /((?:webhooks|interactions)\/\d+\/)[\w.=-]{20,}/g;
const BEARER = /\b(Bearer|Bot) [\w.~+/=-]{8,}/g;
/** JSON leaves these as they are: what a terminal obeys (C1 and DEL), what turns a line around, what some readers take for its end. */
const STEERING = /[\u007F-\u009F\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

/** @returns a function that cleans one line of JSON, which stays JSON */
export function createScrubber(secrets: readonly string[]): (line: string) => string {
  const inJson = secrets
    .filter((secret) => secret.length >= SECRET_MIN_LENGTH)
    .flatMap((secret) => [JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  return (line) =>
    inJson
      .reduce((text, secret) => text.replaceAll(secret, '[secret]'), line)
      .replace(WEBHOOK_TOKEN, '$1[secret]')
      .replace(BEARER, '$1 [secret]')
      .replace(STEERING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
