// What somebody may delete under a message, in whose name, and how much goes with it: looked up
// when it is asked for and again when it is confirmed.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { hasAccess, placeOf } from '../../src/discord/interactions/access.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import { findGovernedRequest, findShownRequest } from '../shared/find-request.ts';

export interface Deletable {
  /** Of a whole request, or of one of its images. */
  view: RequestView;
  as: 'member' | 'moderator';
  /** Set for what was made elsewhere: only what shows it in this server goes. */
  onlyIn?: string;
}

/**
 * @param id a request's, or a task's where the request has several images
 * @param messageId the message under which Delete was chosen
 * @throws {UserError} for whoever may not, and for what is gone
 */
export async function findDeletable(
  interaction: RepliableInteraction,
  app: App,
  id: string,
  messageId: string,
): Promise<Deletable> {
  const view = await findShownRequest(interaction, app, id);
  const { guildId } = placeOf(interaction, app.config);
  const isFromElsewhere = guildId !== null && view.request.guild_id !== guildId && view.userId !== interaction.user.id;
  if (isFromElsewhere && (await isPosting(app, view, messageId)) && (await hasAccess(interaction, 'moderator', app)))
    return { view, as: 'moderator', onlyIn: guildId };
  return findGovernedRequest(interaction, app, id);
}

const isPosting = async (app: App, { request }: RequestView, wanted: string): Promise<boolean> =>
  (await app.requests.messageCopiesOf(request.id)).some(({ messageId }) => messageId === wanted);
