// How things stand now: the provider, the queue, how long images take, and one's own requests with
// a way to call each off.
import type { RepliableInteraction } from 'discord.js';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import type { PrivateAnswer } from '../../src/discord/api/respond.ts';
import { behindBars } from '../../src/discord/rendering/hidden-prompt.ts';
import { jumpLink, wordsToJump } from '../../src/discord/rendering/message-link.ts';
import { button, row } from '../../src/discord/rendering/result-controls.ts';
import { cut, quote } from '../../src/discord/rendering/safe-text.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import { isAtProvider } from '../../src/tasks/requests/task-states.ts';
import { formatSpan, relativeTime, timeAgo } from '../../src/text/figures.ts';
import { joinClauses, joinSentences } from '../../src/text/join-words.ts';
import type { Language } from '../../src/text/text.ts';
import { findObstacle } from '../help/find-obstacle.ts';

const LATELY_MS = 60 * 60 * 1000;
/** As many as one row has buttons. */
const SHOWN_MAX = 5;
const PROMPT_SHOWN_MAX = 80;
const OBSTACLE_SHOWN_MAX = 500;

export async function statusPage(interaction: RepliableInteraction, app: App): Promise<PrivateAnswer> {
  const language = app.languageOf(interaction.locale);
  const { t } = language;
  const accountId = await accountOf(app.db, interaction.user.id, app.now());
  const obstacle = await findObstacle(interaction, app, accountId, language);
  const ids = await app.requests.openOf(accountId, SHOWN_MAX + 1);
  const views = await Promise.all(ids.slice(0, SHOWN_MAX).map((id) => app.requests.find(id)));
  const own = views.filter((view) => view !== undefined);
  const lines = await Promise.all(own.map((view, index) => describeOwn(app, view, index + 1, language)));
  const cancels = own.flatMap((view, index) => cancelButton(view, index + 1, language));
  return {
    content: [
      `**${t('status.title')}**`,
      ...(obstacle === undefined ? [] : [t('help.notNow', { reason: cut(obstacle, OBSTACLE_SHOWN_MAX) })]),
      await describeProvider(app, language),
      await describeQueue(app, language),
      `**${t('status.own')}**`,
      ...(lines.length === 0 ? [t('status.nothing')] : lines),
      ...(ids.length > SHOWN_MAX ? [t('status.more')] : []),
    ].join('\n'),
    components: [
      ...(cancels.length > 0 ? [row(...cancels)] : []),
      row(button('status', t('status.refresh'), 'refresh')),
    ],
  };
}

async function describeProvider(app: App, language: Language): Promise<string> {
  const { durations, prices } = app;
  const [typical, most] = [0.5, 0.9].map((share) =>
    formatSpan(durations.quantileMs(prices.defaultModel, share), language),
  );
  return joinSentences(
    [await describeHealth(app, language), language.t('status.typical', { typical, most })],
    language,
  );
}

/** Whether it answers at all; else what the limiter has learned, and how the last hour went. */
async function describeHealth(
  { queue, config, circuit, limiter, now, steadyNow }: App,
  { t }: Language,
): Promise<string> {
  switch (circuit.state()) {
    case 'open':
      return t('status.provider.silent', { when: relativeTime(circuit.triesAt() ?? now()) });
    case 'trying':
      return t('status.provider.trying');
    case 'closed': {
      const { ended, troubled } = await queue.recentEnds(steadyNow() - LATELY_MS);
      if (troubled * 2 > ended) return t('status.provider.bad', { troubled, count: ended });
      if (limiter.limit() < config.MAX_CONCURRENT) return t('status.provider.slowed', { count: limiter.limit() });
      if (troubled > 0) return t('status.provider.some', { troubled, count: ended });
      return t(ended === 0 ? 'status.provider.quiet' : 'status.provider.well');
    }
  }
}

async function describeQueue({ queue }: App, language: Language): Promise<string> {
  const { t } = language;
  const [working, waiting] = await Promise.all([queue.countAtProvider(), queue.countQueued()]);
  return joinSentences([t('status.working', { count: working }), t('status.waiting', { count: waiting })], language);
}

async function describeOwn({ queue }: App, view: RequestView, number: number, language: Language): Promise<string> {
  const { t } = language;
  const { request, tasks } = view;
  const places = [...(await queue.placesOf(tasks)).values()];
  const working = tasks.filter(isAtProvider).length;
  const link = jumpLink(request);
  const state = [
    working > 0 && t('status.inProgress', { count: working }),
    places.length > 0 && t('status.inQueue', { count: places.length, place: Math.min(...places) }),
    tasks.some(({ cancel_requested_at }) => cancel_requested_at !== null) && t('status.cancelled'),
  ].filter((words) => typeof words === 'string');
  return [
    `${number}\\. ${behindBars(`**${quote(request.prompt, PROMPT_SHOWN_MAX)}**`, request)}`,
    joinClauses(state, language),
    timeAgo(request.created_at),
    ...(link === undefined ? [] : [wordsToJump(link, t)]),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** None where everything is called off already. */
function cancelButton({ request, tasks }: RequestView, number: number, { t }: Language) {
  const isFree = tasks.some(({ state }) => state === 'queued');
  const isCharged = tasks.some((task) => isAtProvider(task) && task.cancel_requested_at === null);
  if (!isFree && !isCharged) return [];
  return [button('status', t('status.cancel', { number }), request.id)];
}
