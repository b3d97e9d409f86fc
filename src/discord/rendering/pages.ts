// Lists that are read page by page, newest first: what is read for a page, and the buttons that
// turn it. Pages count from 0.
import type { Translate } from '../../text/text.ts';
import { button, type ControlRow, row } from './result-controls.ts';

/** What to read for a page: one entry more than is shown tells whether there is a further page. */
export const pageSpan = (page: number, perPage: number): { limit: number; skip: number } => ({
  limit: perPage + 1,
  skip: page * perPage,
});

/**
 * @param idOf what a button of the action is about, for a page.
 * @returns no row where there is only one page
 */
export function pageTurns(
  action: string,
  { page, hasOlder }: { page: number; hasOlder: boolean },
  idOf: (page: number) => string,
  t: Translate,
): ControlRow[] {
  const turns = [
    ...(page > 0 ? [button(action, t('history.newer'), idOf(page - 1))] : []),
    ...(hasOlder ? [button(action, t('history.older'), idOf(page + 1))] : []),
  ];
  return turns.length > 0 ? [row(...turns)] : [];
}
