// Prompts whose member wants them hidden: between spoiler bars where people read them, and left out
// where nothing can be hidden.
import type { RequestRow } from '../../store/request-tables.ts';
import { isPromptHidden } from '../../tasks/requests/request-options.ts';
import type { Translate } from '../../text/text.ts';
import { plainLine } from './safe-text.ts';

type Hidable = Pick<RequestRow, 'options'>;

/**
 * A prompt as it stands in a message.
 * @param shown made safe, with its formatting
 */
export const behindBars = (shown: string, request: Hidable): string =>
  isPromptHidden(request) ? spoilered(shown) : shown;

/**
 * Hidden until somebody clicks it. Two bars in a row would end that, wherever they stand: in code
 * too, and whether or not they are escaped.
 */
export const spoilered = (shown: string): string => `||${shown.replaceAll(/\\?\|/g, '｜')}||`;

/**
 * A prompt in plain text: in a menu, where nothing can be hidden, or in an image's alternative
 * text, of which Discord does not say that it is kept back until the image is shown.
 */
export const plainPrompt = (request: Hidable & Pick<RequestRow, 'prompt'>, t: Translate): string =>
  isPromptHidden(request) ? t('request.hiddenPrompt') : plainLine(request.prompt);
