// The request that a report is about, for moderators of its server: also after its image was deleted.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { requireServer } from '../../src/discord/interactions/access.ts';
import { UserError } from '../../src/errors.ts';
import { showingsOf } from '../../src/tasks/requests/message-copies.store.ts';
import { findPicture, parsePictureId } from '../../src/tasks/requests/request-images.ts';
import { findRequest, type RequestView } from '../../src/tasks/requests/requests.store.ts';

/** @throws {UserError} for whoever is no moderator there, for another server's, and where its member asked to be forgotten */
export async function findReportedMember(
  interaction: RepliableInteraction,
  app: App,
  id: string,
): Promise<{ guildId: string; userId: string }> {
  const guildId = await requireServer(interaction, 'moderator', app);
  const view = await findRequest(app.db, parsePictureId(id).requestId);
  if (view && view.userId !== null && (await isReportedHere(app, view, guildId)))
    return { guildId, userId: view.userId };
  throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
}

/** The same, while its image is there: of the whole request, or of one of its pictures. @throws {UserError} likewise */
export async function findReported(interaction: RepliableInteraction, app: App, id: string): Promise<RequestView> {
  const guildId = await requireServer(interaction, 'moderator', app);
  const view = await findPicture(app.db, id);
  if (view && view.request.deleted_at === null && (await isReportedHere(app, view, guildId))) return view;
  throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
}

/** Drawn in this server, or drawn elsewhere and posted and reported here. */
async function isReportedHere({ db }: App, { request }: RequestView, guildId: string): Promise<boolean> {
  if (request.guild_id === guildId) return true;
  const showings = await showingsOf(db, request.id);
  return showings.some((showing) => showing.kind === 'report' && showing.guildId === guildId);
}
