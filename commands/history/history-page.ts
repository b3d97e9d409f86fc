// One page of a member's own images: shown small, with what can be done from here.

import type { RepliableInteraction } from 'discord.js';
import { ComponentType } from 'discord-api-types/v10';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { formatUsd } from '../../src/billing/money.ts';
import { withAutoModFallback } from '../../src/discord/api/automod-fallback.ts';
import { customId } from '../../src/discord/api/custom-id.ts';
import { ATTACHMENT_DESCRIPTION_MAX, OPTION_LABEL_MAX } from '../../src/discord/api/limits.ts';
import { editAnswer, type PrivateAnswer } from '../../src/discord/api/respond.ts';
import { readThumbnail } from '../../src/discord/delivery/read-thumbnail.ts';
import { jumpLink, wordsToJump } from '../../src/discord/rendering/message-link.ts';
import { pageSpan, pageTurns } from '../../src/discord/rendering/pages.ts';
import { describeImage } from '../../src/discord/rendering/render-request.ts';
import { plainRequestWords, requestWords } from '../../src/discord/rendering/request-words.ts';
import { type ControlRow, row } from '../../src/discord/rendering/result-controls.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import { imageGate } from '../../src/media/image-gate.ts';
import { currentImageId, imageNumber } from '../../src/tasks/requests/request-images.ts';
import { optionsOf } from '../../src/tasks/requests/request-options.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import { timeAgo } from '../../src/text/figures.ts';
import type { Language, Translate } from '../../src/text/text.ts';

/** As many as Discord shows as a tidy grid. */
const PER_PAGE = 4;
const PROMPT_SHOWN_MAX = 120;

/** Fills in an answer that was deferred. @param page from 0 */
export async function showHistoryPage(interaction: RepliableInteraction, app: App, page: number): Promise<void> {
  await withAutoModFallback(async (hidePrompts) =>
    editAnswer(app.webhook, interaction, await historyPage(interaction, app, { page, hidePrompts })),
  );
}

/** `hidePrompts` where a server's AutoMod minds what may have been written elsewhere. */
interface Wanted {
  page: number;
  hidePrompts: boolean;
}

async function historyPage(
  interaction: RepliableInteraction,
  app: App,
  { page, hidePrompts }: Wanted,
): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const { t } = language;
  const accountId = await accountOf(app.db, interaction.user.id, app.now());
  const ids = await app.requests.historyOf(accountId, pageSpan(page, PER_PAGE));
  const views = await Promise.all(ids.slice(0, PER_PAGE).map((id) => app.requests.findImage(id)));
  const shown = views.filter((view) => view !== undefined);
  if (hidePrompts) for (const { request } of shown) hidePrompt(request, t);
  if (shown.length === 0) return { content: t(page === 0 ? 'history.empty' : 'history.noMore') };
  const entries: Entry[] = [];
  // One turn for the page, one image after the other.
  await imageGate.run(async () => {
    for (const [index, view] of shown.entries()) entries.push(await entryOf(app, view, index + 1, language));
  }, 'person');
  return {
    content: [`**${t('history.title', { page: page + 1 })}**`, ...entries.map(({ line }) => line)].join('\n'),
    files: entries.flatMap(({ file }) => file ?? []),
    components: controls(entries, { page, hasOlder: ids.length > PER_PAGE }, language),
  };
}

/** With what was typed into a preset. */
function hidePrompt(request: RequestView['request'], t: Translate): void {
  request.prompt = t('request.gone');
  const { preset: _, ...options } = optionsOf(request);
  request.options = JSON.stringify(options);
}

interface Entry {
  id: string;
  number: number;
  prompt: string;
  line: string;
  /** undefined where the image is no longer kept. */
  file?: NonNullable<PrivateAnswer['files']>[number];
}

/** @param view of one image alone */
async function entryOf(app: App, view: RequestView, number: number, language: Language): Promise<Entry> {
  const { t, locale } = language;
  const { request, tasks } = view;
  const [task] = tasks;
  if (!task) throw new Error('a view of one image has its task');
  const { count, spoiler } = optionsOf(request);
  const small = await readThumbnail(app, currentImageId(view, task) ?? '');
  const link = jumpLink(request);
  const facts = [
    `${number}\\. ${requestWords(request, t, PROMPT_SHOWN_MAX)}`,
    ...(count > 1 ? [t('history.oneOf', { number: imageNumber(task), count })] : []),
    timeAgo(request.created_at),
    formatUsd(task.cost_micros ?? 0, locale),
    ...(request.is_private === 1 ? [t('history.private')] : []),
    ...(link === undefined ? [] : [wordsToJump(link, t)]),
    ...(small ? [] : [t('history.notKept')]),
  ];
  const entry = { id: task.id, number, prompt: plainRequestWords(request, t), line: facts.join(' · ') };
  if (!small) return entry;
  const description = cut(`${number}. ${describeImage(task, view, { language })}`, ATTACHMENT_DESCRIPTION_MAX);
  const name = `${spoiler ? 'SPOILER_' : ''}${number}.jpg`;
  return { ...entry, file: { name, data: small, description } };
}

function controls(
  entries: readonly Entry[],
  turned: { page: number; hasOlder: boolean },
  { t }: Language,
): ControlRow[] {
  const options = entries
    .filter(({ file }) => file !== undefined)
    .map(({ id, number, prompt }) => ({ value: id, label: cut(`${number}. ${prompt}`, OPTION_LABEL_MAX) }));
  const choice = (action: 'edit' | 'post', placeholder: string) =>
    row({ type: ComponentType.StringSelect, custom_id: customId(`history-${action}`, 'chosen'), placeholder, options });
  return [
    ...(options.length > 0 ? [choice('edit', t('history.edit')), choice('post', t('history.post'))] : []),
    ...pageTurns('history', turned, String, t),
  ];
}
