// The message of a request as a function of the request: whatever happened, rendering its rows
// again gives what people should see.
import type { TaskRow } from '../../store/request-tables.ts';
import {
  currentImageId,
  imageNumber,
  isWithdrawn,
  shownTasks,
  totalCostMicros,
} from '../../tasks/requests/request-images.ts';
import { aspectRatioOf, isMadePrivate, optionsOf } from '../../tasks/requests/request-options.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import { isOpen } from '../../tasks/requests/task-states.ts';
import { formatSpan } from '../../text/figures.ts';
import { listItems } from '../../text/join-words.ts';
import { ATTACHMENT_DESCRIPTION_MAX } from '../api/limits.ts';
import { isReadAlone } from './explain-refusal.ts';
import { plainPrompt } from './hidden-prompt.ts';
import type { RenderContext } from './render-context.ts';
import { renderOutcomes, usd } from './render-outcome.ts';
import { progressControls, renderProgress } from './render-progress.ts';
import { requestWords } from './request-words.ts';
import { type ControlRow, endControls } from './result-controls.ts';
import { cut } from './safe-text.ts';

/** How much of the prompt stands above the images; Details and their descriptions hold more. */
const PROMPT_SHOWN_MAX = 300;

/** An image to be uploaded with the message, as a plain attachment. */
export interface RenderedImage {
  id: string;
  name: string;
  /** Its alternative text. */
  description: string;
}

/** A whole message; one image, or several as a gallery. */
export interface RenderedRequest {
  content: string;
  components: ControlRow[];
  allowed_mentions: { parse: [] };
  images: RenderedImage[];
}

export function renderRequest(view: RequestView, given: RenderContext): RenderedRequest {
  const { request, tasks, userId } = view;
  if (tasks.length === 0) throw new Error(`request ${request.id} has no task`);
  const renderContext = { ...given, isReadAlone: given.isReadAlone === true || isReadAlone(request) };
  const { t } = renderContext.language;
  const body = isAtWork(tasks)
    ? { lines: renderProgress(view, renderContext), components: progressControls(view, renderContext), images: [] }
    : renderEnd(view, renderContext);
  const prompt = renderContext.hidePrompt
    ? t('request.gone')
    : requestWords(request, renderContext.language.t, PROMPT_SHOWN_MAX);
  // A prompt that was refused does not stay in public.
  const isHidden = !renderContext.isReadAlone && !isAtWork(tasks) && isWithdrawn(view);
  const why = isMadePrivateHere(request, given) ? [`-# ${t('request.madePrivate')}`] : [];
  const words = [...(isHidden ? [] : [prompt]), ...body.lines, ...why].join('\n');
  return {
    content: userId === null ? words : `<@${userId}> · ${words}`,
    components: body.components,
    allowed_mentions: { parse: [] },
    images: body.images,
  };
}

/**
 * Discord does so only where a server does not have the bot; a direct message in the answer's place
 * stands elsewhere.
 */
const isMadePrivateHere = (request: RequestView['request'], given: RenderContext): boolean =>
  request.guild_id === null && given.isReadAlone !== true && (given.isMadePrivate ?? isMadePrivate(request));

/**
 * Whether more is to be waited for: a straggler, of which its member knows, holds back nothing that
 * is ready.
 */
function isAtWork(tasks: readonly TaskRow[]): boolean {
  const open = tasks.filter(isOpen);
  return open.length === tasks.length || open.some(({ late_notice_at }) => late_notice_at === null);
}

function renderEnd(view: RequestView, renderContext: RenderContext & { isReadAlone: boolean }) {
  const { t } = renderContext.language;
  const shown = shownTasks(view);
  const isUndone = view.request.undone_at !== null;
  return {
    lines: [
      ...(shown.length > 0 ? [factsOf(shown, view, renderContext)] : []),
      ...(isUndone ? [t('request.undone')] : []),
      ...renderOutcomes(view, renderContext),
    ],
    components: endControls(view, t, renderContext.isReadAlone),
    // Before the edit there was one.
    images: shown.slice(0, isUndone ? 1 : undefined).map((task) => imageOf(task, view, renderContext)),
  };
}

function imageOf(task: TaskRow, view: RequestView, renderContext: RenderContext): RenderedImage {
  const { parameters, spoiler } = optionsOf(view.request);
  const isUndone = view.request.undone_at !== null;
  const extension = parameters.output_format === 'png' ? 'png' : 'jpg';
  return {
    id: currentImageId(view, task) ?? '',
    name: `${spoiler ? 'SPOILER_' : ''}kontext-${isUndone ? 'before' : task.seed}.${extension}`,
    description: isUndone ? renderContext.language.t('request.undone') : describeImage(task, view, renderContext),
  };
}

/** What an image is called by those who cannot see it. */
export function describeImage(
  task: TaskRow,
  { request }: RequestView,
  { language: { t }, hidePrompt }: Pick<RenderContext, 'language' | 'hidePrompt'>,
): string {
  const prompt = hidePrompt ? t('request.gone') : plainPrompt(request, t);
  const shown = t(`request.shows.${request.kind}`, { prompt });
  const { count } = optionsOf(request);
  const words = count === 1 ? shown : t('request.oneOf', { number: imageNumber(task), count, shown });
  return cut(words, ATTACHMENT_DESCRIPTION_MAX);
}

/**
 * `-# 16:9 · seed 8123 · 11.2 s · $0.08`: of several images every seed, the whole time, and what
 * they cost together; apart from that, what deleted ones cost.
 */
function factsOf(shown: readonly TaskRow[], { tasks }: RequestView, renderContext: RenderContext): string {
  const { t } = renderContext.language;
  const [first] = shown;
  const seeds = shown.map(({ seed }) => String(seed));
  const spanMs = Math.max(
    ...shown.map(({ finished_steady, admitted_steady }) => (finished_steady ?? 0) - admitted_steady),
  );
  const cost = usd(totalCostMicros(shown), renderContext);
  const deleted = tasks.filter(({ removed_at, cost_micros }) => removed_at !== null && cost_micros);
  const isEstimated = shown.some(({ cost_estimated }) => cost_estimated === 1);
  const facts = [
    first && aspectRatioOf(first),
    t('request.seed', { count: seeds.length, seed: listItems(seeds, renderContext.language) }),
    formatSpan(spanMs, renderContext.language, 1),
    ...(renderContext.hideCosts ? [] : [isEstimated ? t('request.estimated', { cost }) : cost]),
    ...(renderContext.hideCosts || deleted.length === 0
      ? []
      : [t('request.deletedToo', { count: deleted.length, cost: usd(totalCostMicros(deleted), renderContext) })]),
  ];
  return `-# ${facts.filter((fact) => fact !== undefined).join(' · ')}`;
}
