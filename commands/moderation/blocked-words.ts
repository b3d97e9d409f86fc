// The words that a server does not allow: added, removed and listed by its moderators, for their
// eyes alone.
import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { AUTOCOMPLETE_MAX, CONTENT_MAX, OPTION_LABEL_MAX } from '../../src/discord/api/limits.ts';
import { offerChoices, type PrivateAnswer } from '../../src/discord/api/respond.ts';
import { hasAccess, placeOf } from '../../src/discord/interactions/access.ts';
import { cut, quote } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import {
  type BlockedWord,
  isSameWord,
  isUseless,
  PATTERNS_COST_MAX,
  patternProblem,
  patternsCost,
} from '../../src/servers/blocked-words.ts';
import { changeSetting, settingsOf } from '../../src/servers/settings.store.ts';
import type { Translate } from '../../src/text/text.ts';

const WORDS_MAX = 500;
const SHOWN_MAX = 80;
const PROBLEM_SHOWN_MAX = 150;

export async function changeWords(
  { options, locale, user }: ChatInputCommandInteraction,
  app: App,
  guildId: string,
): Promise<PrivateAnswer> {
  const { t } = app.languageOf(locale);
  const subcommand = options.getSubcommand();
  if (subcommand === 'list') {
    const { blocked_words } = await settingsOf(app.db, guildId);
    return listWords(blocked_words, t);
  }
  const change = subcommand === 'add' ? 'add' : 'remove';
  const word = { text: options.getString('text', true).trim(), isPattern: options.getBoolean('pattern') ?? false };
  const now = app.now();
  // Read inside, so that two moderators at the same time cannot undo each other.
  await app.db.transaction().execute(async (trx) => {
    const actor_account_id = await accountOf(trx, user.id, now);
    const { blocked_words: before } = await settingsOf(trx, guildId);
    await changeSetting(
      trx,
      guildId,
      'blocked_words',
      change === 'add' ? withWord(before, word, t) : without(before, word, t),
    );
    const entry = { guild_id: guildId, actor_account_id, target: word.text, before: null, after: null, reason: null };
    await addAudit(trx, { ...entry, action: `words.${change}`, created_at: now });
  });
  return { content: t(change === 'add' ? 'words.added' : 'words.removed', { text: quote(word.text, SHOWN_MAX) }) };
}

function withWord(before: readonly BlockedWord[], word: BlockedWord, t: Translate): BlockedWord[] {
  const text = quote(word.text, SHOWN_MAX);
  const problem = word.isPattern ? patternProblem(word.text) : undefined;
  if (problem !== undefined)
    throw new UserError(`${t('words.noPattern', { text })} (RE2: ${quote(problem, PROBLEM_SHOWN_MAX)})`);
  if (isUseless(word)) throw new UserError(t(word.isPattern ? 'words.matchesAll' : 'words.matchesNone', { text }));
  if (before.some((known) => isSameWord(known, word))) throw new UserError(t('words.already', { text }));
  if (before.length >= WORDS_MAX) throw new UserError(t('words.tooMany', { most: WORDS_MAX }));
  const after = [...before, word];
  if (word.isPattern && patternsCost(after) > PATTERNS_COST_MAX) throw new UserError(t('words.tooHeavy', { text }));
  return after;
}

/** Without all that the text stands for: a pattern, or a word however it is written. */
function without(before: readonly BlockedWord[], { text }: BlockedWord, t: Translate): BlockedWord[] {
  const after = before.filter((known) => known.text !== text && !isSameWord(known, { text, isPattern: false }));
  if (after.length === before.length) throw new UserError(t('words.unknown', { text: quote(text, SHOWN_MAX) }));
  return after;
}

/** What does not fit into a message is in a file. */
function listWords(words: readonly BlockedWord[], t: Translate): PrivateAnswer {
  if (words.length === 0) return { content: t('words.none') };
  const line = ({ isPattern }: BlockedWord, shown: string) => `• ${isPattern ? `/${shown}/` : shown}`;
  const lines = words.map((word) => line(word, quote(word.text, SHOWN_MAX)));
  const content = [`**${t('words.title')}**`, ...lines].join('\n');
  if (content.length <= CONTENT_MAX) return { content };
  const whole = words.map((word) => line(word, word.text)).join('\n');
  return { content: cut(content, CONTENT_MAX), files: [{ name: 'words.txt', data: Buffer.from(whole) }] };
}

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
