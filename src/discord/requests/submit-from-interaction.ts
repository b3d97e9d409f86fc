// The way that every interaction for an image takes: admitted, answered, and only then set to work.

import { setTimeout as sleepFor } from 'node:timers/promises';
import type { RepliableInteraction } from 'discord.js';
import { MessageFlags, type RESTGetAPIWebhookWithTokenMessageResult, Routes } from 'discord-api-types/v10';
import type { App } from '../../app.ts';
import type { Acknowledgement } from '../../tasks/lifecycle/acknowledge.ts';
import type { GenerationRequest } from '../../tasks/requests/generation-request.ts';
import { isAlreadyAnswered, isTokenDead } from '../api/discord-error.ts';
import { TOKEN_LIFE_MS, uploadLimitOf } from '../api/limits.ts';
import { deferAnswer, tellPrivately } from '../api/respond.ts';
import { type GuildContext, guildContextOf } from '../interactions/guild-context.ts';
import { announceNotices } from './budget-notices.ts';
import { submitImageRequest } from './submit-image-request.ts';

/**
 * Admits `request`, answers the interaction, and lets the work begin; a denial is told to its
 * member alone.
 * @throws {UserError} where a limit, a budget or an image that is gone stands against it
 */
export async function acceptRequest(
  interaction: RepliableInteraction,
  app: App,
  request: GenerationRequest,
): Promise<void> {
  const { isPrivate } = request.options;
  const guild = await guildContextOf(interaction, app);
  const language = app.languageOf(interaction.locale);
  const admitted = await submitImageRequest(app, request, {
    guild,
    language,
    key: interaction.id,
    userId: interaction.user.id,
    channelId: interaction.channelId ?? '',
    // A private answer is in its member's language, a public one in its server's.
    locale: isPrivate ? interaction.locale : publicLocale(interaction, guild),
    memberLocale: interaction.locale,
    applicationId: interaction.applicationId,
    answeredBy: { interactionToken: interaction.token, tokenExpiresAt: app.steadyNow() + TOKEN_LIFE_MS },
    uploadLimitBytes: uploadLimitOf(interaction),
  });
  if (!admitted) return;
  const { requestId, notices } = admitted;
  const answer = await giveFirstAnswer(interaction, app, isPrivate);
  if (!answer) {
    app.log.warn({ requestId }, 'initial response failed: request dropped');
    await app.tasks.drop(requestId);
    return;
  }
  try {
    await app.tasks.acknowledge(requestId, answer);
  } catch (error) {
    // Without it nothing would ever be submitted, and the reservation would stand until the next
    // start.
    await app.tasks.drop(requestId);
    throw error;
  }
  await announceNotices(app, notices, { guildId: guild.guildId, language }, async (words) => {
    await untilShown(interaction, app);
    await tellPrivately(app.webhook, interaction, words);
  });
}

const WAIT_MS = 500;
const MOST_WAITS = 20;

/**
 * Straight after a deferral a follow-up takes the answer's place, for everybody to read: it has to
 * wait for the first edit.
 * @throws where that does not come
 */
async function untilShown(interaction: RepliableInteraction, app: App): Promise<void> {
  const route = Routes.webhookMessage(interaction.applicationId, interaction.token, '@original');
  for (let waits = 0; waits < MOST_WAITS; waits += 1) {
    const { flags = 0 } = (await app.webhook.get(route, { auth: false })) as RESTGetAPIWebhookWithTokenMessageResult; // What this route answers with.
    if ((flags & MessageFlags.Loading) === 0) return;
    await sleepFor(WAIT_MS);
  }
  throw new Error('the answer is not shown yet');
}

/** As the server has chosen, else as Discord has it for the server. */
const publicLocale = (interaction: RepliableInteraction, { settings }: GuildContext): string =>
  settings.language ?? interaction.guildLocale ?? interaction.locale;

/**
 * Defers, and makes sure of it.
 * @returns undefined where Discord did not take the answer: the member saw none
 */
async function giveFirstAnswer(
  interaction: RepliableInteraction,
  app: App,
  isPrivate: boolean,
): Promise<Acknowledgement | undefined> {
  try {
    return await deferAnswer(app.webhook, interaction, isPrivate);
  } catch (error) {
    if (isTokenDead(error)) return undefined;
    app.log.warn(
      { err: error },
      isAlreadyAnswered(error) ? 'first answer had arrived before' : 'first answer uncertain',
    );
    return lookForAnswer(interaction, app, isPrivate);
  }
}

const LOOKS_MS = [0, 500, 1_500];

/** The deferral's answer was lost: whether it arrived shows in whether the message exists. */
async function lookForAnswer(
  interaction: RepliableInteraction,
  app: App,
  isPrivate: boolean,
): Promise<Acknowledgement | undefined> {
  for (const waitMs of LOOKS_MS) {
    await sleepFor(waitMs);
    try {
      const route = Routes.webhookMessage(interaction.applicationId, interaction.token, '@original');
      const message = await app.webhook.get(route, { auth: false });
      const { id, flags = 0 } = message as RESTGetAPIWebhookWithTokenMessageResult; // What this route answers with.
      // Else what is still to be told would be sent as a first answer.
      interaction.deferred = true;
      return { messageId: id, isPrivate: isPrivate || (flags & MessageFlags.Ephemeral) !== 0 };
    } catch (error) {
      app.log.warn({ err: error }, 'initial response not confirmed');
    }
  }
  return undefined;
}
