// What somebody can do where they are: by the place, the bot's own means, their rights, the budget
// in force, and what stands against it just now.
import type { RepliableInteraction } from 'discord.js';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { budgetStates } from '../../src/billing/budgets.ts';
import { formatUsd } from '../../src/billing/money.ts';
import { tighterRules } from '../../src/billing/usage/usage.ts';
import { CONTENT_MAX } from '../../src/discord/api/limits.ts';
import type { PrivateAnswer } from '../../src/discord/api/respond.ts';
import { hasAccess, type PlaceKind, placeKind } from '../../src/discord/interactions/access.ts';
import { guildContextOf } from '../../src/discord/interactions/guild-context.ts';
import { describeAllowance, describeTighter } from '../../src/discord/rendering/describe-usage.ts';
import { button, row } from '../../src/discord/rendering/result-controls.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import { joinSentences } from '../../src/text/join-words.ts';
import type { Language } from '../../src/text/text.ts';
import { countMax, usualModel } from '../options/validate-options.ts';
import { findObstacle } from './find-obstacle.ts';

/**
 * The example comes with a button into the form, unless something stands against making an image
 * just now.
 */
export async function helpAnswer(interaction: RepliableInteraction, app: App): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const { t } = language;
  const accountId = await accountOf(app.db, interaction.user.id, app.now());
  const most = countMax(app.config);
  const obstacle = await findObstacle(interaction, app, accountId, language);
  const example = t('help.example');
  const title = `**${t('help.title')}**`;
  const lines = [
    most > 1 ? t('help.drawSeveral', { most, example }) : t('help.draw', { example }),
    t('help.edit'),
    t(`help.${replyWay(placeKind(interaction), app)}`, { bot: `<@${app.botId()}>` }),
    t('help.own'),
    await describeBudget(interaction, app, accountId, language),
    ...(await describeRights(interaction, app, language)),
  ];
  if (obstacle === undefined) {
    const controls = [row(button('try-example', t('button.tryExample'), 'imagine'))];
    return { content: [title, ...lines].join('\n'), components: controls };
  }
  // A reason is as long as whoever paused it has typed; all the rest is shorter than a message.
  const say = (reason: string) => [title, t('help.notNow', { reason }), ...lines].join('\n');
  return { content: say(cut(obstacle, CONTENT_MAX - say('').length)) };
}

/** How an image is edited without a command, where that is possible. */
function replyWay(kind: PlaceKind, { config }: App) {
  if (kind === 'guest') return 'guest';
  if (kind === 'direct') return 'direct';
  return config.MESSAGE_CONTENT_INTENT ? 'replyAny' : 'replyOwn';
}

/** What is left of the allowance, and which rules leave less. */
async function describeBudget(
  interaction: RepliableInteraction,
  app: App,
  accountId: number,
  language: Language,
): Promise<string> {
  const { t, locale } = language;
  const { guildId, roleIds, settings } = await guildContextOf(interaction, app);
  const spender = { accountId, guildId, roleIds, at: app.now(), rules: app.budgetRules, settings };
  const model = usualModel(settings, app);
  const cost = t('help.cost', { cost: formatUsd(app.costs.estimateMicros(model, 'imagine'), locale) });
  const [allowance, ...others] = await budgetStates(app.db, spender);
  if (!allowance) return cost;
  const tighter = tighterRules(allowance, others).map((state) => describeTighter(state, language));
  return joinSentences([cost, describeAllowance(allowance, language), ...tighter], { locale });
}

async function describeRights(interaction: RepliableInteraction, app: App, { t }: Language): Promise<string[]> {
  const [isModerator, isManager] = await Promise.all(
    (['moderator', 'manager'] as const).map((access) => hasAccess(interaction, access, app)),
  );
  return [
    ...(isModerator ? [t('help.moderator')] : []),
    ...(isManager ? [t('help.manager')] : []),
    ...(app.config.HOST_USER_IDS.includes(interaction.user.id) ? [t('help.host')] : []),
  ];
}
