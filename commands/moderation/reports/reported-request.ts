// The request that a report is about, for moderators of its server: also after its image was
// deleted.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../../src/app.ts';
import type { WallMs } from '../../../src/clock.ts';
import { requireServer } from '../../../src/discord/interactions/access.ts';
import { UserError } from '../../../src/errors.ts';
import { lastDeletion } from '../../../src/servers/audit.store.ts';
import { parseImageId } from '../../../src/tasks/requests/request-images.ts';
import type { RequestView } from '../../../src/tasks/requests/request-view.ts';
import type { Deletable } from '../../confirming/deletable.ts';

/**
 * @throws {UserError} for whoever is no moderator there, for another server's, and where its member
 * asked to be forgotten
 */
export async function findReportedMember(
  interaction: RepliableInteraction,
  app: App,
  id: string,
): Promise<{ guildId: string; userId: string }> {
  const guildId = await requireServer(interaction, 'moderator', app);
  const view = await app.requests.find(parseImageId(id).requestId);
  if (view && view.userId !== null && (await isReportedHere(app, view, guildId)))
    return { guildId, userId: view.userId };
  throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
}

/** An image, or all of a request's, that was deleted before. */
export interface GoneImage {
  deletedAt: WallMs;
  /** Undefined where it was no moderator of this server, but its member. */
  moderatorId: string | undefined;
  imageCount: number;
}

export const isGone = (found: Deletable | GoneImage): found is GoneImage => 'deletedAt' in found;

/**
 * What Delete on a report is about: of the whole request, or of one of its images.
 * @throws {UserError} for whoever is no moderator there, and for another server's
 */
export async function findReported(
  interaction: RepliableInteraction,
  app: App,
  id: string,
): Promise<Deletable | GoneImage> {
  const guildId = await requireServer(interaction, 'moderator', app);
  const gone = await findGone(app, guildId, id);
  if (gone) return gone;
  const view = await app.requests.findImage(id);
  if (!view || !(await isReportedHere(app, view, guildId)))
    throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
  // What was made elsewhere is taken away here alone.
  return { view, as: 'moderator', ...(view.request.guild_id === guildId ? {} : { onlyIn: guildId }) };
}

/** @returns undefined where it is there, and where there never was one */
async function findGone({ db, requests }: App, guildId: string, id: string): Promise<GoneImage | undefined> {
  const { requestId, taskId } = parseImageId(id);
  const view = await requests.find(requestId);
  const removed = view?.tasks.find((task) => task.id === taskId && task.removed_at !== null);
  const deletedAt = removed?.removed_at ?? view?.request.deleted_at ?? null;
  if (!view || deletedAt === null) return undefined;
  // The last one of several is deleted as its request, and is in the trail by its own id.
  const tasks = removed ? [removed] : view.tasks.filter(({ removed_at }) => removed_at === null);
  const ids = [...(removed ? [] : [requestId]), ...tasks.map((task) => task.id)];
  const entry = await lastDeletion(db, guildId, ids);
  const imageCount = tasks.filter(({ image_id }) => image_id !== null).length;
  return { deletedAt, moderatorId: entry?.userId ?? undefined, imageCount: Math.max(imageCount, 1) };
}

/** Somebody was faster. */
export async function describeGone(app: App, guildId: string, id: string): Promise<GoneImage> {
  const gone = await findGone(app, guildId, id);
  if (gone) return gone;
  // What was made elsewhere is still there, and was taken away here alone.
  const entry = await lastDeletion(app.db, guildId, [id]);
  return { deletedAt: entry?.at ?? app.now(), moderatorId: entry?.userId ?? undefined, imageCount: 1 };
}

/** Made in this server, or made elsewhere and posted or reported here, also before it was deleted. */
async function isReportedHere({ requests }: App, { request }: RequestView, guildId: string): Promise<boolean> {
  if (request.guild_id === guildId) return true;
  const [shown, closed] = await Promise.all([
    requests.messageCopiesOf(request.id),
    requests.closedReportsOf(request.id),
  ]);
  return [...shown, ...closed].some((message) => message.guildId === guildId);
}
