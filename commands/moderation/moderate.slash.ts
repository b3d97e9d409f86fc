// /moderate: keeping order in a server. For moderators alone.

import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { formatUsd } from '../../src/billing/money.ts';
import { type PrivateAnswer, tellPrivately } from '../../src/discord/api/respond.ts';
import { reportThumbnails } from '../../src/discord/delivery/report-thumbnails.ts';
import { requireServer } from '../../src/discord/interactions/access.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { describeDetails } from '../../src/discord/rendering/describe-details.ts';
import { jumpLink, messageAddress, wordsToJump } from '../../src/discord/rendering/message-link.ts';
import { reportControls } from '../../src/discord/rendering/render-report.ts';
import { wrongValue } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { imageIdOf, imagesLost, totalCostMicros } from '../../src/tasks/requests/request-images.ts';
import { isForgotten, type RequestView } from '../../src/tasks/requests/request-view.ts';
import { parseSpan } from '../../src/text/figures.ts';
import { joinSentences } from '../../src/text/join-words.ts';
import { whatStaysElsewhere } from '../confirming/what-stays.ts';
import { auditTable, showAudit } from './audit/audit.ts';
import { offerImages } from './autocomplete-images.ts';
import { changeWords, offerWords } from './blocked-words.ts';
import { blockMember, unblockMember } from './blocks.ts';
import { findImageShownIn, lookUpImage } from './find-image.ts';
import { auditKinds, moderateData } from './moderate-data.ts';
import { releaseCharge } from './release-charge.ts';
import { removeFromServer } from './remove-posting.ts';
import { removeResult } from './remove-result.ts';

export const moderate = defineCommand({
  kind: 'slash',
  name: 'moderate',
  data: moderateData,
  async run(interaction, app) {
    const { options, user } = interaction;
    // What the provider charged is for the operator to say, who need not be a moderator anywhere,
    // wherever it was asked for.
    const isDecision = options.getSubcommand() === 'release' && options.getBoolean('charged') !== null;
    if (isDecision && app.config.HOST_USER_IDS.includes(user.id)) {
      await tellPrivately(app.webhook, interaction, await releaseCharge(interaction, app, undefined));
      return;
    }
    const guildId = await requireServer(interaction, 'moderator', app);
    await tellPrivately(app.webhook, interaction, await runModerateCommand(interaction, app, guildId));
  },
  autocomplete: (interaction, app) =>
    interaction.options.getFocused(true).name === 'image'
      ? offerImages(interaction, app)
      : offerWords(interaction, app),
});

async function runModerateCommand(
  interaction: ChatInputCommandInteraction,
  app: App,
  guildId: string,
): Promise<string | PrivateAnswer> {
  const { options, locale, user } = interaction;
  const { t } = app.languageOf(locale);
  const reason = options.getString('reason')?.trim() || null;
  if (options.getSubcommandGroup() === 'words') return changeWords(interaction, app, guildId);
  switch (options.getSubcommand()) {
    case 'block': {
      const duration = options.getString('duration');
      const spanMs = duration === null ? undefined : parseSpan(duration);
      if (duration !== null && spanMs === undefined)
        throw new UserError(t('refusal.duration', { value: wrongValue(duration) }));
      const userId = options.getUser('member', true).id;
      return (await blockMember(interaction, app, guildId, { userId, reason, spanMs })).words;
    }
    case 'unblock':
      return unblockMember(interaction, app, guildId, options.getUser('member', true).id);
    case 'delete': {
      const view = await findImageShownIn(app, guildId, options.getString('image', true), t);
      const isFromHere = view.request.guild_id === guildId;
      const isDone = isFromHere
        ? (await removeResult(app, view, { userId: user.id, as: 'moderator', reason })).isDone
        : await removeFromServer(app, view, guildId, { userId: user.id, reason });
      if (!isDone) return t('moderate.alreadyDeleted');
      const stays = isFromHere ? await whatStaysElsewhere(app, view, t) : [];
      return joinSentences([t('moderate.deleted'), ...stays], app.languageOf(interaction.locale));
    }
    case 'release':
      return releaseCharge(interaction, app, guildId);
    case 'task':
      return describeTask(interaction, app, guildId);
    default:
      return audit(interaction, app, guildId);
  }
}

function audit(interaction: ChatInputCommandInteraction, app: App, guildId: string): Promise<PrivateAnswer> {
  const { options } = interaction;
  const view = {
    kind: auditKinds.find((known) => known === options.getString('kind')),
    userId: options.getUser('member')?.id,
    page: (options.getInteger('page') ?? 1) - 1,
  };
  return options.getBoolean('csv') === true
    ? auditTable(interaction, app, guildId, view)
    : showAudit(interaction, app, guildId, view);
}

/** Who asked for it and how it stands, beside what Details tells. */
async function describeTask(
  { options, locale, user }: ChatInputCommandInteraction,
  app: App,
  guildId: string,
): Promise<PrivateAnswer> {
  const language = app.languageOf(locale);
  const { t } = language;
  const view = await lookUpImage(app, guildId, options.getString('image', true), t);
  const who = view.userId === null ? t('budget.ofForgotten') : `<@${view.userId}>`;
  const isDeleted = view.request.deleted_at !== null;
  const isPrivate = view.request.is_private === 1;
  const lead = view.tasks
    .map((task) => {
      const state = isDeleted || task.removed_at !== null ? 'deleted' : task.state;
      return t('moderate.taskState', { id: task.id, member: who, state: t(`moderate.state.${state}`) });
    })
    .join('\n');
  if (isForgotten(view.request)) {
    const cost = formatUsd(totalCostMicros(view.tasks), locale);
    return { content: `${lead}\n${t('moderate.taskForgotten', { cost })}` };
  }
  const link = jumpLink(view.request) ?? (await linkToPosting(app, view, guildId));
  const where = link === undefined ? lead : `${lead}\n${wordsToJump(link, t)}`;
  const reader = { readerId: user.id, language, models: app.prices.models, knowsReasons: true };
  const details = describeDetails(await app.requests.chainOf(view), { ...reader, lead: where });
  const actions = [
    ...(isDeleted ? [] : (['report-delete'] as const)),
    ...(view.userId === null ? [] : (['block'] as const)),
  ];
  return {
    ...details,
    // Nothing shows a deleted image any more, although its file may still be there for a while; a
    // private one is for its member's eyes.
    files: [...(isDeleted || isPrivate ? [] : await reportThumbnails(app, view, language)), ...(details.files ?? [])],
    components: reportControls({ id: imageIdOf(view), imageCount: Math.max(imagesLost(view).length, 1) }, t, actions),
  };
}

/** Where its member has shown it to everybody here. */
async function linkToPosting(
  { requests }: App,
  { request, tasks }: RequestView,
  guildId: string,
): Promise<string | undefined> {
  const posting = (await requests.messageCopiesOf(request.id)).find(
    (copy) => copy.kind === 'posting' && copy.guildId === guildId && tasks.some(({ id }) => id === copy.taskId),
  );
  return posting && messageAddress({ ...posting, guildId });
}
