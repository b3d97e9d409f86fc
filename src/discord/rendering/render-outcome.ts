// Tasks that ended without an image to show, in words: why, and whether anything was charged.
// Images of one message that share their end share its words.
import { formatUsd } from '../../billing/money.ts';
import type { TaskRow, TaskState } from '../../store/request-tables.ts';
import { asFailure, isAboutInput, isAboutRequest } from '../../tasks/requests/failure.ts';
import { imageNumber, shownTasks, totalCostMicros } from '../../tasks/requests/request-images.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import { isOpen } from '../../tasks/requests/task-states.ts';
import type { RenderContext } from './render-context.ts';
import { quote } from './safe-text.ts';

const REASON_SHOWN_MAX = 500;

/** In which language, and whether for its member alone. */
type Telling = Pick<RenderContext, 'language' | 'isReadAlone'>;

/**
 * One line or more for every end that differs, naming the images it is about where others ended
 * otherwise. Why something was refused for what its member wrote or gave is told where that member
 * alone reads it.
 */
export function renderOutcomes(view: RequestView, renderContext: Telling): string[] {
  const shown = shownTasks(view).map(({ id }) => id);
  const rest = view.tasks.filter(({ id, removed_at }) => removed_at === null && !shown.includes(id));
  return [...Map.groupBy(rest, (task) => likeness(task, renderContext)).values()].map((tasks) => {
    const isWhole = tasks.length === view.tasks.length;
    const words = tasks.every((task) => isWithheld(task, renderContext))
      ? renderWithheld(tasks, isWhole, renderContext)
      : renderOutcome(tasks, renderContext);
    if (isWhole) return words;
    const { t, locale } = renderContext.language;
    const numbers = new Intl.ListFormat(locale).format(tasks.map((task) => String(imageNumber(task))));
    return t('request.ofImages', { count: tasks.length, numbers, words });
  });
}

/** What is alike can be told in the same words, with one sum. */
const likeness = (task: TaskRow, renderContext: Telling): string => {
  const { state, cancel_requested_at, cancel_by, failure, failure_detail, cost_micros, cost_estimated } = task;
  if (isWithheld(task, renderContext)) return String(isAboutInput(asFailure(failure)));
  return JSON.stringify([
    endOf(state),
    cancel_requested_at !== null && cancel_by,
    failure,
    failure_detail,
    Boolean(cost_micros),
    cost_estimated,
  ]);
};

function endOf(state: TaskState): TaskState | 'late' {
  if (isOpen({ state })) return 'late';
  return state === 'delivered' ? 'completed' : state;
}

/** Whether the reason is for the member alone, and others read this too. */
const isWithheld = ({ state, failure }: TaskRow, { isReadAlone }: Telling): boolean =>
  isReadAlone !== true && state === 'failed' && isAboutRequest(asFailure(failure));

function renderWithheld(tasks: readonly TaskRow[], isWhole: boolean, { language: { t } }: Telling): string {
  if (!isWhole) return t('request.notMade');
  return tasks.some(({ failure }) => isAboutInput(asFailure(failure)))
    ? t('request.inputRefused')
    : t('request.withdrawn');
}

function renderOutcome(tasks: readonly TaskRow[], renderContext: Telling): string {
  const { t } = renderContext.language;
  const count = tasks.length;
  const [task] = tasks;
  if (!task) throw new Error('an end is some task’s');
  switch (task.state) {
    case 'cancelled':
      return t('request.cancelled');
    case 'dropped':
      return t('request.dropped');
    case 'failed':
    case 'unconfirmed':
      return renderFailure(tasks, task, renderContext);
    case 'completed':
    case 'delivered': {
      // What a member called off too late can still be looked at; what a moderator stopped cannot.
      const cost = usd(totalCostMicros(tasks), renderContext);
      return task.cancel_by === 'moderator'
        ? t('request.stoppedPaid', { cost })
        : t('request.cancelledPaid', { count, cost });
    }
    default: {
      if (task.cancel_requested_at === null) return t('request.late');
      const cost = usd(estimateOf(tasks), renderContext);
      return t('request.cancelAsked', { count, cost });
    }
  }
}

/** The provider's reason in plain words, and whether anything was charged. */
function renderFailure(tasks: readonly TaskRow[], first: TaskRow, renderContext: Telling): string {
  const { t } = renderContext.language;
  const failure = first.state === 'unconfirmed' ? 'unconfirmed' : asFailure(first.failure);
  const charge = renderCharge(tasks, first, renderContext);
  const detail = first.failure_detail ? quote(first.failure_detail, REASON_SHOWN_MAX) : t('failure.noReason');
  const words = t(`failure.${failure}`, { detail });
  // Whether that one was made and charged later, only the provider knows.
  return failure === 'restored' ? words : `${words}\n${charge}`;
}

function renderCharge(tasks: readonly TaskRow[], first: TaskRow, renderContext: Telling): string {
  const { t } = renderContext.language;
  const count = tasks.length;
  if (first.state === 'unconfirmed') {
    const held = usd(estimateOf(tasks), renderContext);
    return t('failure.mayBeCharged', { cost: held });
  }
  if (!first.cost_micros) return t('failure.nothingCharged');
  const cost = usd(totalCostMicros(tasks), renderContext);
  return first.cost_estimated === 1 ? t('failure.chargedEstimate', { cost }) : t('failure.charged', { count, cost });
}

const estimateOf = (tasks: readonly TaskRow[]): number =>
  tasks.reduce((sum, { estimate_micros }) => sum + estimate_micros, 0);

export const usd = (micros: number, { language }: Pick<RenderContext, 'language'>): string =>
  formatUsd(micros, language.locale);
