// What a message of the bot's is for, as its controls tell: Discord keeps nothing else of it that
// survives a lost answer.
import type { Translate } from '../../text/text.ts';
import { parseCustomId } from '../api/custom-id.ts';
import { button, type ControlRow, moreSelect, row } from './result-controls.ts';

/**
 * A request's own message or a posting of it, a copy in the moderators' feed, or a report in their
 * log channel.
 */
export type MessagePurpose = 'result' | 'feed copy' | 'report';

/**
 * What stands under a feed copy, and under nothing else.
 * @param id of a request, or of a task where it shows one of several images
 */
export const copyControls = (id: string, t: Translate): ControlRow[] => [
  row(button('details', t('button.details'), id)),
  moreSelect(id, [...COPY_ACTIONS], t),
];

const COPY_ACTIONS = ['delete'] as const;
const reportActions = /^(report-|block$)/;

export interface Control {
  action: string;
  /** A request's or a task's. */
  id: string;
  /** The values that a select offers. */
  options: string[];
}

/** @param components of a message, as Discord sends them */
export function readControls(components: unknown): Control[] {
  if (Array.isArray(components)) return components.flatMap(readControls);
  if (typeof components !== 'object' || components === null) return [];
  const { custom_id, options, components: inner } = components as Record<string, unknown>; // Read below.
  const named = typeof custom_id === 'string' ? parseCustomId(custom_id) : undefined;
  const values = Array.isArray(options) ? options.map((option: { value?: unknown }) => String(option?.value)) : [];
  return [...(named ? [{ ...named, options: values }] : []), ...readControls(inner)];
}

export function purposeOf(controls: readonly Control[]): MessagePurpose {
  const actions = controls.map(({ action }) => action);
  // However a report is dealt with, it keeps one of these, or no control at all; a result may have
  // its details alone.
  if (actions.some((action) => reportActions.test(action))) return 'report';
  const isCopy = actions.toSorted().join() === 'details,more';
  const offered = controls.flatMap(({ options }) => options);
  return isCopy && offered.join() === COPY_ACTIONS.join() ? 'feed copy' : 'result';
}
