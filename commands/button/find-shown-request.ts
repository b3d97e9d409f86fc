// The request a button is about: looked up and checked at every click, since anybody can send any id.
import type { ButtonInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { checkPlace } from '../../src/discord/access.ts';
import { UserError } from '../../src/errors.ts';
import { findRequest, type RequestView } from '../../src/tasks/requests.store.ts';

/** @throws {UserError} unless the request is the clicker's own, or public in this very channel */
export async function findShownRequest(interaction: ButtonInteraction, app: App, id: string): Promise<RequestView> {
  const view = await findRequest(app.db, id);
  const verdict = checkPlace(interaction, app.config);
  const guildId = verdict.allowed ? verdict.place.guildId : null;
  const isOwn = view?.userId === interaction.user.id;
  const isPublicHere =
    view?.request.is_private === 0 &&
    view.request.guild_id === guildId &&
    view.request.channel_id === interaction.channelId;
  // Their own may have reached somebody elsewhere, in a direct message for one.
  if (!view || !(isOwn || isPublicHere))
    throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
  return view;
}

/** @throws {UserError} unless it is also the clicker's own */
export async function findOwnRequest(interaction: ButtonInteraction, app: App, id: string): Promise<RequestView> {
  const view = await findShownRequest(interaction, app, id);
  if (view.userId !== interaction.user.id)
    throw new UserError(app.languageOf(interaction.locale).t('refusal.notYours'));
  return view;
}
