// Discord's published schemas, held strictly: what they would strip is reported too.
import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  ApplicationCommandUpdateRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  CreatePrivateChannelRequestSchema,
  IncomingWebhookRequestPartialSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
  ModalInteractionCallbackRequestSchema,
  PrivateApplicationResponseSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod';

const schemas = {
  ApplicationCommandUpdateRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  UpdateMessageInteractionCallbackRequestSchema,
  ApplicationCommandAutocompleteCallbackRequestSchema,
  ModalInteractionCallbackRequestSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  IncomingWebhookRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
  CreatePrivateChannelRequestSchema,
  PrivateApplicationResponseSchema,
};

export type SchemaName = keyof typeof schemas;

/** @returns what is wrong with `value`, each with its path; nothing where it fits */
export function checkSchema(name: SchemaName, value: unknown): string[] {
  const parsed = schemas[name].safeParse(value);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  return unknownProperties(value, parsed.data, '');
}

/** Parsing drops what the schema does not name: whatever is missing afterwards was unknown. */
function unknownProperties(given: unknown, known: unknown, path: string): string[] {
  if (Array.isArray(given) && Array.isArray(known)) {
    return given.flatMap((part, index) => unknownProperties(part, known[index], `${path}${index}.`));
  }
  if (!isRecord(given) || !isRecord(known)) return [];
  return Object.entries(given).flatMap(([key, part]) =>
    key in known ? unknownProperties(part, known[key], `${path}${key}.`) : [`${path}${key}: unknown property`],
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
