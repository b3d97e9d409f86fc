// /settings: what a server's managers decide for it, and how the operator stops it everywhere.
import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { findTimeZone } from '../../src/billing/calendar.ts';
import { AUTOCOMPLETE_MAX, CONTENT_MAX } from '../../src/discord/api/limits.ts';
import { offerChoices, tellPrivately } from '../../src/discord/api/respond.ts';
import { requireServer } from '../../src/discord/interactions/access.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { EVERYWHERE, readSettings, settingsOf } from '../../src/servers/settings.store.ts';
import { changeSettings, readChanges } from './change-setting.ts';
import { describeChannelProblems } from './channel-problems.ts';
import { botDefaults, describeOtherPause, describeSettings } from './describe-settings.ts';
import { settingsData } from './settings-data.ts';

export const settings = defineCommand({
  kind: 'slash',
  name: 'settings',
  data: settingsData,
  async run(interaction, app) {
    await tellPrivately(app.webhook, interaction, await decide(interaction, app));
  },
  autocomplete: offerTimeZones,
});

async function decide(interaction: ChatInputCommandInteraction, app: App): Promise<string> {
  const { options } = interaction;
  const subcommand = options.getSubcommand();
  const language = app.languageOf(interaction.locale);
  if (subcommand === 'pause' || subcommand === 'resume') {
    const value = subcommand === 'pause' ? (options.getString('reason')?.trim() ?? '') : undefined;
    const place = await placeToStop(interaction, app);
    const answer = await changeSettings(interaction, app, place, () => [{ name: 'paused', value }]);
    const other = place === EVERYWHERE ? 'here' : 'everywhere';
    const ofOther = await settingsOf(app.db, other === 'here' ? interaction.guildId : EVERYWHERE);
    return [answer, ...describeOtherPause(other, ofOther.paused, language)].join('\n');
  }
  const guildId = await requireServer(interaction, 'manager', app);
  if (subcommand !== 'show') return changeSettings(interaction, app, guildId, readChanges(interaction, app, language));
  const known = await readSettings(app.db, guildId);
  const lines = [
    ...describeChannelProblems(interaction.client, guildId, known.settings, language),
    ...describeSettings(guildId, known, language, botDefaults(app)),
  ];
  return cut([`**${language.t('settings.title')}**`, ...lines].join('\n'), CONTENT_MAX);
}

/** @throws {UserError} for whoever may not stop it there */
async function placeToStop(interaction: ChatInputCommandInteraction, app: App): Promise<string> {
  if (interaction.options.getBoolean('everywhere') !== true) return requireServer(interaction, 'manager', app);
  if (app.config.HOST_USER_IDS.includes(interaction.user.id)) return EVERYWHERE;
  throw new UserError(app.languageOf(interaction.locale).t('refusal.hostOnly'));
}

async function offerTimeZones(interaction: AutocompleteInteraction, app: App): Promise<void> {
  const wanted = interaction.options.getFocused().toLowerCase().replaceAll(' ', '_');
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')].filter((zone) => zone.toLowerCase().includes(wanted));
  // Newer names of a zone work, although only its oldest is listed.
  const typed = findTimeZone(wanted);
  const zones = typed === undefined || known.includes(typed) ? known : [typed, ...known];
  const choices = zones.slice(0, AUTOCOMPLETE_MAX).map((zone) => ({ name: zone, value: zone }));
  await offerChoices(app.webhook, interaction, choices);
}
