// Tasks on their way, in words: a line for each, with a bar that moves.
import type { TaskRow } from '../../store/request-tables.ts';
import { imageNumber } from '../../tasks/requests/request-images.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import { isAtProvider } from '../../tasks/requests/task-states.ts';
import type { DurationEstimator } from '../../tasks/scheduling/duration-estimator.ts';
import { formatPercent, formatSpan, progressBar } from '../../text/figures.ts';
import type { RenderContext } from './render-context.ts';
import { usd } from './render-outcome.ts';
import { button, type ControlRow, row } from './result-controls.ts';

/** One image's progress stands alone, several are numbered. */
export function renderProgress(view: RequestView, renderContext: RenderContext): string[] {
  const lines = view.tasks.map((task) => renderTask(task, view, renderContext));
  if (lines.length === 1) return lines;
  return view.tasks.map((task, index) =>
    renderContext.language.t('request.numbered', { number: imageNumber(task), words: lines[index] }),
  );
}

/**
 * Whether cancelling is still free is looked up when it is clicked: by then it may have changed.
 */
export function progressControls({ request, tasks }: RequestView, { language }: RenderContext): ControlRow[] {
  const isCancellable = tasks.some(
    (task) => task.state === 'queued' || (isAtProvider(task) && task.cancel_requested_at === null),
  );
  return isCancellable ? [row(button('cancel', language.t('button.cancel'), request.id))] : [];
}

function renderTask(task: TaskRow, view: RequestView, renderContext: RenderContext): string {
  const { t } = renderContext.language;
  switch (task.state) {
    case 'admitted':
      return t('request.preparing');
    case 'queued':
      return renderWaiting(task, view, renderContext);
    case 'submitting':
    case 'running':
      if (task.cancel_requested_at !== null)
        return t('request.cancelAsked', { count: 1, cost: usd(task.estimate_micros, renderContext) });
      return renderWork(task, renderContext);
    case 'completed':
    case 'delivered':
      return t('request.done');
    case 'cancelled':
      return t('request.cancelled');
    case 'dropped':
      return t('request.dropped');
    case 'failed':
    case 'unconfirmed':
      return t('request.wentWrong');
  }
}

function renderWaiting({ id }: TaskRow, { inputs }: RequestView, { language, placesInQueue }: RenderContext): string {
  if (inputs.some(({ image_id }) => image_id === null)) return language.t('request.fetching');
  return language.t('request.queued', { place: placesInQueue?.get(id) ?? 1 });
}

export function renderWork(task: TaskRow, { language, durations, steadyNow }: RenderContext): string {
  const { t } = language;
  if (task.running_at === null) return t('request.submitting');
  if (task.late_notice_at !== null) return t('request.late');
  const { share, leftMs } = estimateProgress(task, steadyNow - task.running_at, durations);
  const figures = { bar: progressBar(share), percent: formatPercent(share, language) };
  if (leftMs < 1_000) return t('request.almost', figures);
  return t('request.working', { ...figures, left: formatSpan(Math.ceil(leftMs / 1000) * 1000, language) });
}

/**
 * The provider's own progress where it reports one, gone on at the same speed since; else what
 * recent images took. Never 100 % before the end.
 */
export function estimateProgress(
  task: Pick<TaskRow, 'model' | 'progress' | 'progress_at' | 'running_at'>,
  elapsedMs: number,
  durations: DurationEstimator,
): { share: number; leftMs: number } {
  const typicalMs = durations.quantileMs(task.model, 0.6);
  if (task.progress !== null && task.progress > 0) {
    const reportedAfterMs = (task.progress_at ?? 0) - (task.running_at ?? 0);
    const grown = reportedAfterMs > 0 ? Math.max(1, elapsedMs / reportedAfterMs) : 1;
    const share = Math.min(task.progress * grown, 0.99);
    // Early reports say little about speed, so what recent images took counts until half of it is
    // done.
    const bySpeedMs = (elapsedMs * (1 - share)) / share;
    const weight = Math.min(1, share * 2);
    return { share, leftMs: weight * bySpeedMs + (1 - weight) * Math.max(0, typicalMs - elapsedMs) };
  }
  return { share: Math.min(0.95, elapsedMs / typicalMs), leftMs: Math.max(0, typicalMs - elapsedMs) };
}
