// A result in words: made, and kept, where its images cannot be posted.
import { shownTasks } from '../../tasks/requests/request-images.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import type { Language } from '../../text/text.ts';
import type { RenderedRequest } from './render-request.ts';
import { button, moreSelect, row } from './result-controls.ts';

/** It says nothing of the prompt, which may be what was refused. */
export function renderKept(view: RequestView, { t }: Language): Omit<RenderedRequest, 'images'> {
  const { request, userId } = view;
  const count = shownTasks(view).length;
  const words = t('request.kept', { count });
  return {
    content: userId === null ? words : `<@${userId}> · ${words}`,
    components: [
      row(button('details', t('button.details'), request.id)),
      moreSelect(request.id, [count > 1 ? 'delete-all' : 'delete'], t),
    ],
    allowed_mentions: { parse: [] },
  };
}
