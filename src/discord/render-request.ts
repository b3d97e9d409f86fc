// The message of a request as a function of the request: whatever happened, rendering its row again gives what people should see.
import { formatUsd } from '../billing/money.ts';
import type { TaskRow } from '../store/schema.ts';
import type { DurationEstimator } from '../tasks/duration-estimator.ts';
import { asFailure, isAboutInput } from '../tasks/failure.ts';
import type { RequestView } from '../tasks/requests.store.ts';
import { formatPercent, formatSpan, progressBar } from '../text/figures.ts';
import type { Language } from '../text/text.ts';
import { ATTACHMENT_DESCRIPTION_MAX } from './limits.ts';
import { button, type ControlRow, resultControls, row } from './result-controls.ts';
import { cut, plainLine, quote } from './safe-text.ts';

/** How much of the prompt stands above the picture; Details and the picture's description hold more. */
const PROMPT_SHOWN_MAX = 300;
const REASON_SHOWN_MAX = 500;

/** What rendering needs beside the rows. */
export interface Scene {
  language: Language;
  durations: DurationEstimator;
  now: number;
  /** Of a queued task, 1 is the next. */
  placeInQueue?: number | undefined;
  /** Set where the server's AutoMod has refused the prompt's text. */
  hidePrompt?: boolean;
  /** Set where its member is told apart, alone, why a picture of theirs cannot be used. */
  explainsApart?: boolean;
  /** Set where the server keeps costs out of public messages. */
  hideCosts?: boolean;
}

/** A whole message; `picture` is to be uploaded with it as a plain attachment. */
export interface RenderedRequest {
  content: string;
  components: ControlRow[];
  allowed_mentions: { parse: [] };
  picture?: { id: string; name: string; description: string };
}

export function renderRequest(view: RequestView, scene: Scene): RenderedRequest {
  const { request, userId } = view;
  // A request has one task so far; its first stands for all.
  const [task] = view.tasks;
  if (!task) throw new Error(`request ${request.id} has no task`);
  const { t } = scene.language;
  const prompt = scene.hidePrompt ? t('request.gone') : `**${quote(request.prompt, PROMPT_SHOWN_MAX)}**`;
  const heading = userId === null ? prompt : `<@${userId}> · ${prompt}`;
  const body = renderTask(task, view, scene);
  return {
    content: `${heading}\n${body.line}`,
    components: body.controls,
    allowed_mentions: { parse: [] },
    ...(body.picture ? { picture: body.picture } : {}),
  };
}

interface Body {
  line: string;
  controls: ControlRow[];
  picture?: NonNullable<RenderedRequest['picture']>;
}

function renderTask(task: TaskRow, view: RequestView, scene: Scene): Body {
  const { t } = scene.language;
  const cancel = (label: string) => [row(button('cancel', label, view.request.id))];
  const tryAgain = [row(button('try-again', t('button.tryAgain'), view.request.id))];
  switch (task.state) {
    case 'admitted':
      return { line: t('request.preparing'), controls: [] };
    case 'queued':
      return { line: renderWaiting(view, scene), controls: cancel(t('button.cancel')) };
    case 'submitting':
    case 'running':
      if (task.cancel_requested_at !== null) {
        return { line: t('request.cancelAsked', { cost: usd(task.estimate_micros, scene) }), controls: [] };
      }
      return { line: renderWork(task, scene), controls: cancel(t('button.cancelCharged')) };
    case 'completed':
    case 'delivered':
      return task.cancel_requested_at === null ? renderResult(task, view, scene) : renderWithheld(task, view, scene);
    case 'cancelled':
      return { line: t('request.cancelled'), controls: [] };
    case 'dropped':
      return { line: t('request.dropped'), controls: tryAgain };
    case 'failed':
    case 'unconfirmed':
      return { line: renderFailure(task, scene), controls: tryAgain };
  }
}

function renderWaiting({ inputs }: RequestView, { language, placeInQueue }: Scene): string {
  if (inputs.some(({ picture_id }) => picture_id === null)) return language.t('request.fetching');
  return language.t('request.queued', { place: placeInQueue ?? 1 });
}

function renderWork(task: TaskRow, { language, durations, now }: Scene): string {
  const { t } = language;
  if (task.running_at === null) return t('request.submitting');
  if (task.late_notice_at !== null) return t('request.late');
  const { share, leftMs } = estimateProgress(task, now - task.running_at, durations);
  const figures = { bar: progressBar(share), percent: formatPercent(share, language) };
  if (leftMs < 1_000) return t('request.almost', figures);
  return t('request.working', { ...figures, left: formatSpan(Math.ceil(leftMs / 1000) * 1000, language) });
}

/** The provider's own progress where it reports one, gone on at the same speed since; else what recent pictures took. Never 100 % before the end. */
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
    // Early reports say little about speed, so what recent pictures took counts until half of it is done.
    const bySpeedMs = (elapsedMs * (1 - share)) / share;
    const weight = Math.min(1, share * 2);
    return { share, leftMs: weight * bySpeedMs + (1 - weight) * Math.max(0, typicalMs - elapsedMs) };
  }
  return { share: Math.min(0.95, elapsedMs / typicalMs), leftMs: Math.max(0, typicalMs - elapsedMs) };
}

function renderResult(task: TaskRow, view: RequestView, scene: Scene): Body {
  const { t } = scene.language;
  const facts = factsOf(task, scene);
  const controls = resultControls(view, t);
  const pictureId = shownPictureId(view);
  if (pictureId === null) return { line: `${t('request.missingPicture')}\n${facts}`, controls };
  const { spoiler, format } = resultOptions(view);
  const isUndone = view.request.undone_at !== null;
  return {
    line: isUndone ? `${facts}\n${t('request.undone')}` : facts,
    controls,
    picture: {
      id: pictureId,
      name: `${spoiler ? 'SPOILER_' : ''}kontext-${isUndone ? 'before' : task.seed}.${format === 'png' ? 'png' : 'jpg'}`,
      description: cut(plainLine(isUndone ? t('request.undone') : view.request.prompt), ATTACHMENT_DESCRIPTION_MAX),
    },
  };
}

/** The picture that stands in the request's message: the result, or the one before it while the edit is undone. */
export function shownPictureId({ request, tasks, inputs }: RequestView): string | null {
  const before = request.undone_at === null ? undefined : inputs[0]?.picture_id;
  return before ?? tasks[0]?.picture_id ?? null;
}

/** `-# 16:9 · seed 8123 · 11.2 s · $0.08` */
function factsOf(task: TaskRow, scene: Scene): string {
  const { t } = scene.language;
  const params: { aspect_ratio?: string } = JSON.parse(task.params);
  const cost = usd(task.cost_micros ?? 0, scene);
  const facts = [
    params.aspect_ratio,
    t('request.seed', { seed: task.seed }),
    formatSpan((task.finished_at ?? 0) - task.admitted_at, scene.language, 1),
    scene.hideCosts ? undefined : task.cost_estimated === 1 ? t('request.estimated', { cost }) : cost,
  ];
  return `-# ${facts.filter((fact) => fact !== undefined).join(' · ')}`;
}

function resultOptions(view: RequestView): { spoiler?: boolean; format?: string } {
  const options: { spoiler?: boolean; parameters?: { output_format?: string } } = JSON.parse(view.request.options);
  return {
    ...(options.spoiler === undefined ? {} : { spoiler: options.spoiler }),
    ...(options.parameters?.output_format === undefined ? {} : { format: options.parameters.output_format }),
  };
}

/** What a member called off too late can still be looked at; what a moderator stopped cannot. */
function renderWithheld(task: TaskRow, view: RequestView, scene: Scene): Body {
  const { t } = scene.language;
  const cost = usd(task.cost_micros ?? 0, scene);
  if (task.cancel_by === 'moderator') return { line: t('request.stoppedPaid', { cost }), controls: [] };
  return {
    line: t('request.cancelledPaid', { cost }),
    controls: [row(button('show-picture', t('button.showPicture'), view.request.id))],
  };
}

/** The provider's reason in plain words, and whether anything was charged. */
function renderFailure(task: TaskRow, scene: Scene): string {
  const { t } = scene.language;
  const failure = failureOf(task);
  if (scene.explainsApart && isAboutInput(failure)) return `${t('request.inputRefused')}\n${renderCharge(task, scene)}`;
  const detail = task.failure_detail ? quote(task.failure_detail, REASON_SHOWN_MAX) : t('failure.noReason');
  return `${t(`failure.${failure}`, { detail })}\n${renderCharge(task, scene)}`;
}

const failureOf = (task: TaskRow) => (task.state === 'unconfirmed' ? 'unconfirmed' : asFailure(task.failure));

/** Why an input picture could not be used, for its member alone. @returns undefined where that is not what went wrong */
export function explainInput(task: TaskRow, scene: Scene): string | undefined {
  return task.state === 'failed' && isAboutInput(asFailure(task.failure))
    ? renderFailure(task, { ...scene, explainsApart: false })
    : undefined;
}

function renderCharge(task: TaskRow, scene: Scene): string {
  const { t } = scene.language;
  if (task.state === 'unconfirmed') return t('failure.mayBeCharged', { cost: usd(task.estimate_micros, scene) });
  if (!task.cost_micros) return t('failure.nothingCharged');
  const cost = usd(task.cost_micros, scene);
  return task.cost_estimated === 1 ? t('failure.chargedEstimate', { cost }) : t('failure.charged', { cost });
}

const usd = (micros: number, { language }: Scene): string => formatUsd(micros, language.locale);
