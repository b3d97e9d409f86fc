// Why a request was refused, for its member alone: the reason, what it cost, and the way to change
// what was asked for.
import type { RequestRow } from '../../store/request-tables.ts';
import { refusedTasks } from '../../tasks/requests/request-images.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import type { PrivateAnswer } from '../api/respond.ts';
import { behindBars } from './hidden-prompt.ts';
import type { RenderContext } from './render-context.ts';
import { renderOutcomes } from './render-outcome.ts';
import { refusalButtons, row } from './result-controls.ts';
import { quote } from './safe-text.ts';

const PROMPT_SHOWN_MAX = 1_000;

/**
 * Whether nobody but its member reads the request's own message: a private one, or one in a chat
 * with the bot.
 */
export const isReadAlone = ({ is_private, guild_id, source_message_id }: RequestRow): boolean =>
  is_private === 1 || (guild_id === null && source_message_id !== null);

/** @returns undefined where nothing was refused for what its member wrote or gave */
export function explainRefusal(
  view: RequestView,
  { language, hidePrompt = false }: Pick<RenderContext, 'language' | 'hidePrompt'>,
): PrivateAnswer | undefined {
  if (refusedTasks(view).length === 0) return undefined;
  const { t } = language;
  const prompt = hidePrompt
    ? t('request.gone')
    : behindBars(`**${quote(view.request.prompt, PROMPT_SHOWN_MAX)}**`, view.request);
  const outcomes = renderOutcomes(view, { language, isReadAlone: true });
  return { content: [prompt, ...outcomes].join('\n'), components: [row(...refusalButtons(view, t))] };
}
