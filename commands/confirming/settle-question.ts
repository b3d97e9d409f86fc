// A question that stands in a private message, with a button for each answer: the answer takes the
// question's place.
import type { ButtonInteraction } from 'discord.js';
import { MessageFlags } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { deferUpdate, editAnswer } from '../../src/discord/api/respond.ts';
import { UserError } from '../../src/errors.ts';

/**
 * Takes the click.
 * @throws {UserError} where it was made on a message for everybody, whose place the answer would
 * take
 */
export async function takeAnswer(interaction: ButtonInteraction, app: App): Promise<void> {
  if (!interaction.message.flags.has(MessageFlags.Ephemeral))
    throw new UserError(app.languageOf(interaction.locale).t('refusal.questionGone'));
  await deferUpdate(app.webhook, interaction);
}

/** @param content what became of it, in words; the buttons go */
export const settleQuestion = (interaction: ButtonInteraction, app: App, content: string): Promise<void> =>
  editAnswer(app.webhook, interaction, { content });
