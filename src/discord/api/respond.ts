// Answers to interactions, by their own webhook: discord.js would hold them to 50 a second, which
// Discord does not, and three seconds are soon over.

import type {
  AutocompleteInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
  RawFile,
  REST,
  RepliableInteraction,
} from 'discord.js';
import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APIInteractionResponse,
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
  Routes,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { isAlreadyAnswered, isCutOff, isUnknownMessage } from './discord-error.ts';
import { spoilerMark } from './spoiler.ts';

type Answerable = Pick<RepliableInteraction | AutocompleteInteraction, 'id' | 'token'>;

/** What Discord says of a deferral it took. */
export interface Deferral {
  messageId: string | null;
  isPrivate: boolean;
}

/** A message for one person; `files` are attached in order. */
export interface PrivateAnswer {
  content: string;
  components?: APIActionRowComponent<APIComponentInMessageActionRow>[];
  files?: (RawFile & { description?: string })[];
}

const deferralFacts = z.object({
  interaction: z.object({
    response_message_id: z.string().optional(),
    response_message_ephemeral: z.boolean().optional(),
  }),
});

/**
 * "Kontext is thinking…", to everybody or to one. Throws what Discord answered where it was not
 * taken.
 */
export async function deferAnswer(
  webhook: REST,
  interaction: RepliableInteraction,
  isPrivate: boolean,
): Promise<Deferral> {
  const flags = isPrivate ? { flags: MessageFlags.Ephemeral as const } : {};
  const query = new URLSearchParams({ with_response: 'true' });
  const body: APIInteractionResponse = { type: InteractionResponseType.DeferredChannelMessageWithSource, data: flags };
  const answer = await callback(webhook, interaction, body, { query });
  interaction.deferred = true;
  // The deferral holds whether or not the answer says more about it.
  const facts = deferralFacts.safeParse(answer).data?.interaction;
  return {
    messageId: facts?.response_message_id ?? null,
    // Discord may make an answer private although a public one was asked for.
    isPrivate: isPrivate || facts?.response_message_ephemeral === true,
  };
}

/**
 * Takes a click on a component without changing its message yet; `@original` is that message from
 * then on.
 */
export async function deferUpdate(
  webhook: REST,
  interaction: MessageComponentInteraction | ModalSubmitInteraction,
): Promise<void> {
  await callback(webhook, interaction, { type: InteractionResponseType.DeferredMessageUpdate });
  interaction.deferred = true;
}

/** Opens a form. It must be the first answer. */
export async function showModal(
  webhook: REST,
  interaction: RepliableInteraction,
  modal: APIModalInteractionResponseCallbackData,
): Promise<void> {
  await callback(webhook, interaction, { type: InteractionResponseType.Modal, data: modal });
  interaction.replied = true;
}

/** Tells one person something: as the first answer, or after it as a follow-up. */
export async function tellPrivately(
  webhook: REST,
  interaction: RepliableInteraction,
  answer: string | PrivateAnswer,
): Promise<void> {
  const { files, ...message } = toMessage(typeof answer === 'string' ? { content: answer } : answer);
  const data = { ...message, flags: MessageFlags.Ephemeral as const };
  if (interaction.deferred || interaction.replied) {
    const route = Routes.webhook(interaction.applicationId, interaction.token);
    await webhook.post(route, { body: data, files, auth: false });
    return;
  }
  await callback(webhook, interaction, { type: InteractionResponseType.ChannelMessageWithSource, data }, { files });
  interaction.replied = true;
}

/** Fills in a deferred answer, or changes the message that a deferred click belongs to. */
export async function editAnswer(
  webhook: REST,
  { applicationId, token }: RepliableInteraction,
  answer: PrivateAnswer,
): Promise<void> {
  const { files, ...body } = toMessage(answer);
  await webhook.patch(Routes.webhookMessage(applicationId, token, '@original'), { body, files, auth: false });
}

/**
 * Deletes a deferred answer, or the message that a deferred click belongs to; one that is gone
 * already counts as deleted.
 */
export async function deleteAnswer(
  webhook: REST,
  { applicationId, token }: Pick<RepliableInteraction, 'applicationId' | 'token'>,
): Promise<void> {
  const route = Routes.webhookMessage(applicationId, token, '@original');
  await webhook.delete(route, { auth: false }).catch((error: unknown) => {
    if (!isUnknownMessage(error)) throw error;
  });
}

/** What is offered for the option being typed. */
export async function offerChoices(
  webhook: REST,
  interaction: AutocompleteInteraction,
  choices: { name: string; value: string }[],
): Promise<void> {
  await callback(webhook, interaction, {
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices },
  });
}

function toMessage({ content, components = [], files = [] }: PrivateAnswer) {
  return {
    content,
    components,
    attachments: files.map(({ name, description }, index) => ({
      id: String(index),
      ...(description === undefined ? {} : { description }),
      ...spoilerMark(name),
    })),
    allowed_mentions: { parse: [] },
    files: files.map(({ name, data }) => ({ name, data })),
  };
}

/**
 * Discord takes no first answer later than this, so a call that is still open then is as good as
 * lost.
 */
const FIRST_ANSWER_MS = 3_000;

/** A first answer whose connection breaks is given once more: Discord takes only one of them. */
async function callback(
  webhook: REST,
  { id, token }: Answerable,
  body: APIInteractionResponse,
  { query, files = [] }: { query?: URLSearchParams; files?: RawFile[] } = {},
): Promise<unknown> {
  const signal = AbortSignal.timeout(FIRST_ANSWER_MS);
  const request = { body, files, auth: false, signal, ...(query ? { query } : {}) };
  const give = () => webhook.post(Routes.interactionCallback(id, token), request);
  try {
    return await give();
  } catch (error) {
    if (!isCutOff(error)) throw error;
  }
  return give().catch((error: unknown) => {
    // The first one had arrived. Whoever asked for Discord's answer to it has to look elsewhere.
    if (query || !isAlreadyAnswered(error)) throw error;
  });
}
