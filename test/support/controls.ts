// The controls of a message as people use them, so that a change of the menu or of a question is a
// change here alone.
import type { APIMessage } from 'discord-api-types/v10';
import type { Player } from '../../playground/discord-api/people.ts';
import type { Reply } from '../../playground/discord-api/reply.ts';
import { isEphemeral, labels } from './shown.ts';

/** What stands under a result of one image, in order; its menu comes after it. */
export const RESULT_BUTTONS = ['Re-roll', 'Edit', 'Details'];

/** Chooses Delete in a result's menu. @returns what is asked, or why not: an ephemeral message */
export const askToDelete = (who: Player, message: APIMessage): Promise<Reply> => {
  const isGallery = JSON.stringify(message.components).includes('"delete-all"');
  return who.select(message, 'more', [isGallery ? 'delete-all' : 'delete']);
};

/**
 * Deletes a result, says yes when asked, and sees that it was done.
 * @returns the click that said yes
 */
export const deleteResult = async (who: Player, message: APIMessage): Promise<Reply> =>
  sayYes(who, await askToDelete(who, message), 'Delete');

/**
 * Deletes what a report, or what `/moderate task` shows, is about: says yes when asked, and sees
 * that it was done.
 */
export const deleteReported = async (who: Player, report: APIMessage, label = 'Delete image'): Promise<Reply> =>
  sayYes(who, await who.click(report, label), 'Delete');

/** Whether an image is at the provider: cancelling it is not free any more. */
export const isBeingMade = (message: APIMessage): boolean =>
  message.content.includes('%') && labels(message).includes('Cancel');

/**
 * Cancels what is charged anyway, says yes when asked, and sees that it was done.
 * @returns the click that said yes
 */
export const cancelAnyway = async (who: Player, message: APIMessage): Promise<Reply> =>
  sayYes(who, await who.click(message, 'Cancel'), 'Cancel anyway');

/** A question that was answered. */
export const isSettled = (message: APIMessage): boolean => isEphemeral(message) && labels(message).length === 0;

async function sayYes(who: Player, asked: Reply, yes: string): Promise<Reply> {
  const question = await asked.until((message) => labels(message).includes(yes));
  const click = await who.click(question, yes);
  // What was asked hears what becomes of the question.
  await asked.until(isSettled);
  return click;
}
