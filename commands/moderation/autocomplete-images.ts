// Images offered while a moderator types: the newest that fit, or those whose charge is still to be
// decided.
import type { AutocompleteInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { AUTOCOMPLETE_MAX, OPTION_LABEL_MAX } from '../../src/discord/api/limits.ts';
import { offerChoices } from '../../src/discord/api/respond.ts';
import { hasAccess, placeOf } from '../../src/discord/interactions/access.ts';
import { plainPrompt } from '../../src/discord/rendering/hidden-prompt.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import { optionsOf } from '../../src/tasks/requests/request-options.ts';
import type { OfferedRequest } from '../../src/tasks/requests/request-view.ts';
import type { Translate } from '../../src/text/text.ts';

const PROMPT_SHOWN_MAX = 60;

/**
 * To those who may look them up: moderators in their server, and of undecided charges the operator
 * everywhere.
 */
export async function offerImages(interaction: AutocompleteInteraction, app: App): Promise<void> {
  const { t } = app.languageOf(interaction.locale);
  const typed = interaction.options.getFocused().trim().toLowerCase();
  const found = (await requestsFor(interaction, app)).map((request) => ({
    value: request.id,
    name: offeredName(request, t),
  }));
  const fitting = found.filter(({ value, name }) => value.includes(typed) || name.toLowerCase().includes(typed));
  await offerChoices(app.webhook, interaction, fitting.slice(0, AUTOCOMPLETE_MAX));
}

async function requestsFor(interaction: AutocompleteInteraction, app: App): Promise<OfferedRequest[]> {
  const { guildId } = placeOf(interaction, app.config);
  const isRelease = interaction.options.getSubcommand() === 'release';
  if (isRelease && app.config.HOST_USER_IDS.includes(interaction.user.id)) return app.requests.unconfirmedIn(undefined);
  if (guildId === null || !(await hasAccess(interaction, 'moderator', app))) return [];
  return isRelease ? app.requests.unconfirmedIn(guildId) : app.requests.recentIn(guildId);
}

/**
 * A suggestion's label: the words of what is private or behind a spoiler are told only to a
 * moderator who looks that image up.
 */
export function offeredName(request: OfferedRequest, t: Translate): string {
  const { created_at } = request;
  const words = hiddenWords(request, t) ?? cut(plainPrompt(request, t), PROMPT_SHOWN_MAX);
  const when = new Date(created_at).toISOString().slice(0, 16).replace('T', ' ');
  return cut(`${words} · ${when} UTC`, OPTION_LABEL_MAX);
}

/**
 * What stands instead of a prompt that is not to be read here.
 * @returns undefined where it may be
 */
function hiddenWords(request: OfferedRequest, t: Translate): string | undefined {
  if (request.is_private === 1) return t('moderate.privatePrompt');
  return optionsOf(request).spoiler === false ? undefined : t('moderate.spoilerPrompt');
}
