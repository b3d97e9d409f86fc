// The words that a server does not allow: added, removed and listed by its moderators, for their eyes alone.
import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { hasAccess, placeOf } from '../../src/discord/access.ts';
import { offerChoices } from '../../src/discord/answer.ts';
import { AUTOCOMPLETE_MAX, CONTENT_MAX, OPTION_LABEL_MAX } from '../../src/discord/limits.ts';
import { cut, quote } from '../../src/discord/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import { type BlockedWord, compilePattern } from '../../src/servers/blocked-words.ts';
import { changeSetting, settingsOf } from '../../src/servers/settings.store.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';

const WORDS_MAX = 500;
const SHOWN_MAX = 80;

export async function changeWords(
  { options, locale, user }: ChatInputCommandInteraction,
  app: App,
  guildId: string,
): Promise<string> {
  const { t } = app.languageOf(locale);
  const { blocked_words: before } = await settingsOf(app.db, guildId);
  const subcommand = options.getSubcommand();
  if (subcommand === 'list') return before.length === 0 ? t('words.none') : listWords(before, t('words.title'));
  const text = options.getString('text', true).trim();
  const isPattern = options.getBoolean('pattern') ?? false;
  const others = before.filter((word) => word.text !== text || (subcommand === 'add' && word.isPattern !== isPattern));
  if (subcommand === 'remove' && others.length === before.length)
    throw new UserError(t('words.unknown', { text: quote(text, SHOWN_MAX) }));
  if (subcommand === 'add') {
    if (text === '' || (isPattern && !compilePattern(text)))
      throw new UserError(t('words.noPattern', { text: quote(text, SHOWN_MAX) }));
    if (others.length >= WORDS_MAX) throw new UserError(t('words.tooMany', { most: WORDS_MAX }));
  }
  const after = subcommand === 'add' ? [...others, { text, isPattern }] : others;
  const now = app.now();
  const actor_account_id = await accountOf(app.db, user.id, now);
  await app.db.transaction().execute(async (trx) => {
    await changeSetting(trx, guildId, 'blocked_words', after);
    const entry = { guild_id: guildId, actor_account_id, target: text, before: null, after: null, reason: null };
    await addAudit(trx, { ...entry, action: `words.${subcommand}`, created_at: now });
  });
  return t(subcommand === 'add' ? 'words.added' : 'words.removed', { text: quote(text, SHOWN_MAX) });
}

const listWords = (words: readonly BlockedWord[], title: string): string =>
  cut(
    [
      `**${title}**`,
      ...words.map(({ text, isPattern }) => `• ${isPattern ? `/${quote(text, SHOWN_MAX)}/` : quote(text, SHOWN_MAX)}`),
    ].join('\n'),
    CONTENT_MAX,
  );

/** To those who may see them. */
export async function offerWords(interaction: AutocompleteInteraction, app: App): Promise<void> {
  const { guildId } = placeOf(interaction, app.config);
  const mayLook = guildId !== null && (await hasAccess(interaction, 'moderator', app));
  const { blocked_words } = await settingsOf(app.db, mayLook ? guildId : null);
  const typed = interaction.options.getFocused().toLowerCase();
  const matching = blocked_words.map(({ text }) => text).filter((text) => text.toLowerCase().includes(typed));
  const choices = [...new Set(matching)]
    .slice(0, AUTOCOMPLETE_MAX)
    .map((text) => ({ name: cut(text, OPTION_LABEL_MAX), value: text }));
  await offerChoices(app.webhook, interaction, choices);
}
