// What its member typed for a request, and the preset's name where there was one: the whole prompt
// is in Details.
import type { RequestRow } from '../../store/request-tables.ts';
import { isPromptHidden, presetOf } from '../../tasks/requests/request-options.ts';
import type { Translate } from '../../text/text.ts';
import { behindBars, plainPrompt } from './hidden-prompt.ts';
import { plainLine, quote } from './safe-text.ts';

const PRESET_SHOWN_MAX = 60;

type Asked = Pick<RequestRow, 'options' | 'prompt'>;

/** As it stands in a message. @param most characters of what was typed */
export function requestWords(request: Asked, t: Translate, most: number): string {
  const bold = (text: string) => `**${quote(text, most)}**`;
  const preset = presetOf(request);
  if (!preset) return behindBars(bold(request.prompt), request);
  const name = t('request.preset', { name: `*${quote(preset.name, PRESET_SHOWN_MAX)}*` });
  return behindBars(preset.typed === '' ? name : `${bold(preset.typed)} · ${name}`, request);
}

/** The same in plain text, as in a menu. */
export function plainRequestWords(request: Asked, t: Translate): string {
  const preset = presetOf(request);
  if (!preset || isPromptHidden(request)) return plainPrompt(request, t);
  const name = t('request.preset', { name: plainLine(preset.name) });
  return preset.typed === '' ? name : `${plainLine(preset.typed)} · ${name}`;
}
