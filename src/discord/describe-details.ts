// Everything about a picture, for one person: how to ask for it again, what was sent, what it cost, how long it took, what it was made from.
import { formatUsd } from '../billing/money.ts';
import type { TaskRow } from '../store/schema.ts';
import { optionsOf } from '../tasks/request-options.ts';
import type { RequestView } from '../tasks/requests.store.ts';
import { formatSpan, longTime } from '../text/figures.ts';
import type { Language } from '../text/text.ts';
import type { PrivateAnswer } from './answer.ts';
import { jumpLink } from './jump-link.ts';
import { CONTENT_MAX } from './limits.ts';
import { cut, plainLine, quote } from './safe-text.ts';

/** Of a longer command the whole is in a file. */
const COMMAND_SHOWN_MAX = 900;
const STEPS_SHOWN = 8;
const STEP_PROMPT_MAX = 60;

/**
 * @param chain from the first picture to this one
 * @param readerId who reads it: what others made in private is not told
 */
export function describeDetails(chain: readonly RequestView[], readerId: string, language: Language): PrivateAnswer {
  const view = chain.at(-1);
  const task = view?.tasks[0];
  if (!view || !task) throw new Error('a chain ends with the request it is about');
  const { t } = language;
  const command = commandText(view, task);
  // Backticks would end the block in which it can be copied, and what is not seen would be copied along.
  const isPlain = plainLine(command) === command && !command.includes('```');
  const isLong = command.length > COMMAND_SHOWN_MAX || !isPlain;
  const shown = isLong ? cut(plainLine(command.replaceAll('`', 'ʼ')), COMMAND_SHOWN_MAX) : command;
  const lines = [
    `**${t('details.title')}**`,
    `\`\`\`\n${shown}\n\`\`\``,
    ...(isLong ? [t('details.wholeInFile')] : []),
    ...(view.inputs.length > 0 ? [t('details.inputs', { count: view.inputs.length })] : []),
    t('details.model', { model: task.model, parameters: parametersText(task) }),
    t('details.cost', { cost: costText(task, language) }),
    timesText(task, language),
    ...(chain.length > 1 ? chainText(chain, readerId, language) : []),
  ];
  const content = cut(lines.join('\n'), CONTENT_MAX);
  return isLong
    ? { content, files: [{ name: 'details.txt', data: Buffer.from(command), description: t('details.title') }] }
    : { content };
}

/** As it can be typed again, with the seed that was drawn. */
function commandText(view: RequestView, task: TaskRow): string {
  const { parameters, spoiler, isPrivate, model } = optionsOf(view.request);
  const { prompt, seed: _drawnWhereNotGiven, ...rest } = parameters;
  const chosen = { ...rest, seed: task.seed, ...(spoiler ? { spoiler } : {}), ...(isPrivate ? { private: true } : {}) };
  const options = Object.entries({ ...chosen, model }).map(([name, value]) => `${name}:${value}`);
  const name = view.request.kind === 'imagine' ? 'imagine' : 'edit';
  return [`/${name} prompt:${prompt}`, ...options].join(' ');
}

/** What was sent beside the prompt, whoever chose it. */
function parametersText({ params }: TaskRow): string {
  const { prompt: _shownAbove, ...sent }: Record<string, unknown> = JSON.parse(params);
  return Object.entries(sent)
    .map(([name, value]) => `${name} ${quote(String(value), 60)}`)
    .join(' · ');
}

function costText(task: TaskRow, { t, locale }: Language): string {
  const cost = formatUsd(task.cost_micros ?? 0, locale);
  return task.cost_estimated === 1 ? t('request.estimated', { cost }) : cost;
}

function timesText(task: TaskRow, language: Language): string {
  const { admitted_at, running_at, finished_at } = task;
  const runningAt = running_at ?? admitted_at;
  return language.t('details.times', {
    asked: longTime(admitted_at),
    waited: formatSpan(runningAt - admitted_at, language, 1),
    drawn: formatSpan((finished_at ?? runningAt) - runningAt, language, 1),
  });
}

function chainText(chain: readonly RequestView[], readerId: string, language: Language): string[] {
  const { t, locale } = language;
  const total = chain.flatMap(({ tasks }) => tasks).reduce((sum, { cost_micros }) => sum + (cost_micros ?? 0), 0);
  const first = Math.max(0, chain.length - STEPS_SHOWN);
  const steps = chain.slice(first).map((view, index) => {
    const number = first + index + 1;
    return `${number}\\. ${stepText(view, number === chain.length, readerId, language)}`;
  });
  return [t('details.chain', { count: chain.length, cost: formatUsd(total, locale) }), ...steps];
}

function stepText(view: RequestView, isThis: boolean, readerId: string, { t, locale }: Language): string {
  const { request, userId, tasks } = view;
  if (request.is_private === 1 && userId !== readerId) return t('details.privateStep');
  const cost = formatUsd(tasks[0]?.cost_micros ?? 0, locale);
  const words = quote(request.prompt, STEP_PROMPT_MAX);
  if (isThis) return `**${words}** · ${cost}`;
  const link = jumpLink(request);
  return link === undefined ? `${words} · ${cost}` : `[${words}](<${link}>) · ${cost}`;
}
