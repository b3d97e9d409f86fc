// Everything about an image, for one person: how to ask for it again, what was sent, what it cost,
// how long it took, what it was made from.

import { formatUsd } from '../../billing/money.ts';
import type { TaskRow } from '../../store/request-tables.ts';
import { imageNumber, totalCostMicros } from '../../tasks/requests/request-images.ts';
import { isPromptHidden, optionsOf } from '../../tasks/requests/request-options.ts';
import { isForgotten, type RequestView } from '../../tasks/requests/request-view.ts';
import type { en } from '../../text/en.ts';
import { formatSpan, longTime } from '../../text/figures.ts';
import type { Language } from '../../text/text.ts';
import { CONTENT_MAX } from '../api/limits.ts';
import type { PrivateAnswer } from '../api/respond.ts';
import { behindBars } from './hidden-prompt.ts';
import { jumpLink } from './message-link.ts';
import { renderOutcomes } from './render-outcome.ts';
import { cut, plainLine, quote } from './safe-text.ts';

/** Of a longer command the whole is in a file. */
const COMMAND_SHOWN_MAX = 900;
const STEPS_SHOWN = 8;
const STEP_PROMPT_MAX = 60;

type CommandName = keyof (typeof en)['commandName'];

export interface DetailsContext {
  /** Who reads it: what others made in private is not told. */
  readerId: string;
  language: Language;
  /** What a command can name: of one model alone it names none. */
  models: readonly string[];
  /** Set where the server's AutoMod has refused the text: the command is in the file alone then. */
  hideWords?: boolean;
  /** What stands above it. */
  lead?: string;
  /** Set for moderators: why something was refused is else told to its member alone. */
  knowsReasons?: boolean;
}

/** @param chain from the first image to this one */
export function describeDetails(chain: readonly RequestView[], reading: DetailsContext): PrivateAnswer {
  const view = chain.at(-1);
  const { language, lead, hideWords = false, readerId, knowsReasons = view?.userId === readerId } = reading;
  const [task, ...others] = view?.tasks ?? [];
  if (!view || !task) throw new Error('a chain ends with the request it is about');
  const { t } = language;
  const command = commandText(view, task, reading);
  // Backticks would end the block in which it can be copied, and what is not seen would be copied
  // along.
  const isHidden = isPromptHidden(view.request);
  const isPlain = plainLine(command) === command && !command.includes('```') && !(isHidden && command.includes('|'));
  const isLong = hideWords || command.length > COMMAND_SHOWN_MAX || !isPlain;
  const inBlock = isLong ? cut(plainLine(command.replaceAll('`', 'ʼ')), COMMAND_SHOWN_MAX) : command;
  const shown = hideWords ? t('request.gone') : inBlock;
  const lines = [
    ...(lead === undefined ? [] : [lead]),
    `**${t('details.title')}**`,
    behindBars(`\`\`\`\n${shown}\n\`\`\``, view.request),
    ...(isLong ? [t('details.wholeInFile')] : []),
    ...(view.inputs.length > 0 ? [t('details.inputs', { count: view.inputs.length })] : []),
    t('details.model', { model: task.model, parameters: parametersText(task, others.length > 0, hideWords) }),
    ...(others.length > 0
      ? imagesText(view.tasks, language)
      : [t('details.cost', { cost: costOfOnly(task, language) }), timesText(task, language)]),
    // What the provider says may hold the words that were refused.
    ...(hideWords || view.tasks.every(({ state }) => state !== 'failed')
      ? []
      : renderOutcomes(failedOf(view), { language, isReadAlone: knowsReasons })),
  ];
  const room = CONTENT_MAX - lines.join('\n').length;
  const steps = chain.length > 1 ? chainText(chain, reading, room) : [];
  const content = cut([...lines, ...steps].join('\n'), CONTENT_MAX);
  return isLong
    ? {
        content,
        files: [
          {
            name: isHidden ? 'SPOILER_details.txt' : 'details.txt',
            data: Buffer.from(command),
            description: t('details.title'),
          },
        ],
      }
    : { content };
}

const failedOf = (view: RequestView): RequestView => ({
  ...view,
  tasks: view.tasks.filter(({ state }) => state === 'failed'),
});

/**
 * As it can be typed again in its reader's language, with the seed that was drawn; of several
 * images only a given one draws them all again.
 */
function commandText(view: RequestView, task: TaskRow, { models, language: { t } }: DetailsContext): string {
  const { parameters, spoiler, isPrivate, model } = optionsOf(view.request);
  const { prompt, seed: given, ...rest } = parameters;
  const { length: count } = view.tasks;
  const seed = count === 1 ? task.seed : given;
  const chosen = {
    ...rest,
    ...(seed === undefined ? {} : { seed }),
    ...(count === 1 ? {} : { count }),
    ...(spoiler ? { spoiler: t(spoiler === 'prompt' ? 'imagine.spoilerPrompt' : 'imagine.spoilerImage') } : {}),
    ...(isPrivate ? { private: true } : {}),
    ...(models.length > 1 ? { model } : {}),
  };
  const nameOf = (name: string) => t(`commandName.${name as CommandName}`); // Every option has its name in every language.
  const options = Object.entries({ prompt, ...chosen }).map(([name, value]) => `${nameOf(name)}:${value}`);
  return [`/${nameOf(view.request.kind === 'imagine' ? 'imagine' : 'edit')}`, ...options].join(' ');
}

/** What was sent beside the prompt, whoever chose it. */
function parametersText({ params }: TaskRow, isOneOfSeveral: boolean, hideWords: boolean): string {
  const { prompt: _shownAbove, seed, ...shared }: Record<string, unknown> = JSON.parse(params);
  return Object.entries(isOneOfSeveral ? shared : { ...shared, seed })
    .filter(([name]) => !(hideWords && name === 'negative_prompt'))
    .map(([name, value]) => `${name} ${quote(String(value), 60)}`)
    .join(' · ');
}

/** What differs from one to the next, and what they cost together. */
function imagesText(tasks: readonly TaskRow[], language: Language): string[] {
  const { t, locale } = language;
  return [
    t('details.images', { count: tasks.length, cost: formatUsd(totalCostMicros(tasks), locale) }),
    ...tasks.map((task) => {
      const state = t(`details.state.${stateName(task)}`, {
        cost: task.state === 'unconfirmed' ? formatUsd(task.estimate_micros, locale) : costText(task, language),
        span: formatSpan((task.finished_steady ?? 0) - (task.running_at ?? task.admitted_steady), language, 1),
      });
      return t('details.image', { number: imageNumber(task), seed: task.seed, state });
    }),
  ];
}

function stateName({ state, removed_at }: TaskRow) {
  if (removed_at !== null) return 'deleted';
  if (state === 'completed' || state === 'delivered') return 'made';
  if (state === 'failed' || state === 'unconfirmed') return state;
  return state === 'cancelled' || state === 'dropped' ? 'cancelled' : 'open';
}

/** Of one image alone: what is not settled yet costs more than nothing. */
function costOfOnly(task: TaskRow, language: Language): string {
  const name = stateName(task);
  if (name === 'open') return language.t('details.state.open');
  if (name !== 'unconfirmed') return costText(task, language);
  return language.t('details.state.unconfirmed', { cost: formatUsd(task.estimate_micros, language.locale) });
}

function costText(task: TaskRow, { t, locale }: Language): string {
  const cost = formatUsd(task.cost_micros ?? 0, locale);
  return task.cost_estimated === 1 ? t('request.estimated', { cost }) : cost;
}

function timesText(task: TaskRow, language: Language): string {
  const { admitted_at, admitted_steady, running_at, finished_steady } = task;
  const runningAt = running_at ?? admitted_steady;
  return language.t('details.times', {
    asked: longTime(admitted_at),
    waited: formatSpan(runningAt - admitted_steady, language, 1),
    made: formatSpan((finished_steady ?? runningAt) - runningAt, language, 1),
  });
}

/** The newest steps, as many as fit into `room`: half a link would lead nowhere. */
function chainText(chain: readonly RequestView[], reading: DetailsContext, room: number): string[] {
  const { t, locale } = reading.language;
  const total = totalCostMicros(chain.flatMap(({ tasks }) => tasks));
  const heading = t('details.chain', { count: chain.length, cost: formatUsd(total, locale) });
  const steps: string[] = [];
  let left = room - heading.length - 1;
  for (const [index, view] of [...chain.entries()].slice(-STEPS_SHOWN).reverse()) {
    const step = `${index + 1}\\. ${stepText(view, view === chain.at(-1), reading)}`;
    left -= step.length + 1;
    if (left < 0) break;
    steps.unshift(step);
  }
  return [heading, ...steps];
}

function stepText(view: RequestView, isThis: boolean, { readerId, language, hideWords }: DetailsContext): string {
  const { t, locale } = language;
  const { request, userId, tasks } = view;
  if (request.is_private === 1 && userId !== readerId) return t('details.privateStep');
  const cost = formatUsd(totalCostMicros(tasks), locale);
  if (isForgotten(request)) return `${t('details.forgottenStep')} · ${cost}`;
  // What was taken away is not to be read here, by whomever it was.
  const isDeleted = request.deleted_at !== null || tasks.every(({ removed_at }) => removed_at !== null);
  if (isDeleted && !isThis) return `${t('details.deletedStep')} · ${cost}`;
  const words = hideWords ? '…' : quote(request.prompt, STEP_PROMPT_MAX);
  const link = jumpLink(request);
  const linked = link === undefined ? words : `[${words}](<${link}>)`;
  const step = isThis ? `**${words}**` : linked;
  return `${behindBars(step, request)} · ${cost}`;
}
