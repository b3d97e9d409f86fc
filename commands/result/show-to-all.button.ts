// Show to everybody: a private result, posted where it was asked for, once; the private message
// stays.
import type { ButtonInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { messageAddress } from '../../src/discord/rendering/message-link.ts';
import { UserError } from '../../src/errors.ts';
import type { MessageCopy } from '../../src/tasks/requests/shown-messages.ts';
import { findOwnRequest } from '../shared/find-request.ts';
import { postHere } from './post-here.ts';

export const showToAll = defineCommand({
  kind: 'button',
  name: 'show-to-all',
  async run(interaction, app, id) {
    const posted = await findPosting(interaction, app, id);
    if (!posted) return postHere(interaction, app, id);
    const link = messageAddress(posted);
    throw new UserError(app.languageOf(interaction.locale).t('refusal.shownAlready', { link }));
  },
});

/** A message in this channel that shows all that would be posted. */
async function findPosting(interaction: ButtonInteraction, app: App, id: string): Promise<MessageCopy | undefined> {
  const { request, tasks } = await findOwnRequest(interaction, app, id);
  const copies = await app.requests.messageCopiesOf(request.id);
  return copies.find(
    ({ kind, channelId, taskId }) =>
      kind === 'posting' && channelId === interaction.channelId && tasks.some((task) => task.id === taskId),
  );
}
