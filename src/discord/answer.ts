// Answers to interactions, by their own webhook: discord.js would hold them to 50 a second, which Discord does not, and three seconds are soon over.

import type { AutocompleteInteraction, ButtonInteraction, REST, RepliableInteraction } from 'discord.js';
import { type APIInteractionResponse, InteractionResponseType, MessageFlags, Routes } from 'discord-api-types/v10';
import { z } from 'zod';

type Answerable = RepliableInteraction | AutocompleteInteraction;

/** What Discord says of a deferral it took. */
export interface Deferral {
  messageId: string | null;
  isPrivate: boolean;
}

const deferralFacts = z.object({
  interaction: z.object({
    response_message_id: z.string().optional(),
    response_message_ephemeral: z.boolean().optional(),
  }),
});

/** "Kontext is thinking…", to everybody or to one. Throws what Discord answered where it was not taken. */
export async function deferAnswer(
  webhook: REST,
  interaction: RepliableInteraction,
  isPrivate: boolean,
): Promise<Deferral> {
  const flags = isPrivate ? { flags: MessageFlags.Ephemeral as const } : {};
  const query = new URLSearchParams({ with_response: 'true' });
  const body: APIInteractionResponse = { type: InteractionResponseType.DeferredChannelMessageWithSource, data: flags };
  const answer = await callback(webhook, interaction, body, query);
  interaction.deferred = true;
  // The deferral holds whether or not the answer says more about it.
  const facts = deferralFacts.safeParse(answer).data?.interaction;
  return {
    messageId: facts?.response_message_id ?? null,
    // Discord may make an answer private although a public one was asked for.
    isPrivate: isPrivate || facts?.response_message_ephemeral === true,
  };
}

/** Takes a click on a component without changing its message yet. */
export async function deferUpdate(webhook: REST, interaction: ButtonInteraction): Promise<void> {
  await callback(webhook, interaction, { type: InteractionResponseType.DeferredMessageUpdate });
  interaction.deferred = true;
}

/** Tells one person something: as the first answer, or after it as a follow-up. */
export async function tellPrivately(webhook: REST, interaction: RepliableInteraction, content: string): Promise<void> {
  const data = { content, flags: MessageFlags.Ephemeral as const, allowed_mentions: { parse: [] } };
  if (interaction.deferred || interaction.replied) {
    await webhook.post(Routes.webhook(interaction.applicationId, interaction.token), { body: data, auth: false });
    return;
  }
  await callback(webhook, interaction, { type: InteractionResponseType.ChannelMessageWithSource, data });
  interaction.replied = true;
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

const callback = (webhook: REST, { id, token }: Answerable, body: APIInteractionResponse, query?: URLSearchParams) =>
  webhook.post(Routes.interactionCallback(id, token), { body, auth: false, ...(query ? { query } : {}) });
