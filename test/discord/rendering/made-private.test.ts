// What was asked for in public, and shown by Discord to its member alone: its message says why.
import { afterEach, expect, it } from 'vitest';
import { renderRequest } from '../../../src/discord/rendering/render-request.ts';
import type { RequestView } from '../../../src/tasks/requests/request-view.ts';
import { createText } from '../../../src/text/text.ts';
import { REQUEST, stageDelivery } from '../../support/delivery-stage.ts';

const WHY = '-# This server shows answers of apps that are not installed here to you alone.';

let stage: Awaited<ReturnType<typeof stageDelivery>>;
afterEach(() => stage.db.destroy());

/** Asked for in public, where the bot is a guest; answered to its member alone. */
async function madePrivate(change: Partial<RequestView['request']> = {}): Promise<RequestView> {
  stage = await stageDelivery(() => undefined);
  const view = await stage.context.requests.find(REQUEST);
  if (!view) throw new Error('the stage has one request');
  return { ...view, request: { ...view.request, guild_id: null, is_private: 1, ...change } };
}
const linesOf = (view: RequestView, context: { isReadAlone?: boolean } = {}) => {
  const { durations } = stage.context;
  const language = createText()('en-US');
  return renderRequest(view, { language, durations, steadyNow: 0, ...context }).content.split('\n');
};
const asked = (isPrivate: boolean) =>
  JSON.stringify({ model: 'm', parameters: { prompt: 'p' }, spoiler: false, isPrivate });

it('is told last, once, while the image is made and when it is there', async () => {
  const view = await madePrivate();
  for (const state of ['queued', 'completed'] as const) {
    const lines = linesOf({ ...view, tasks: view.tasks.map((task) => ({ ...task, state })) });
    expect(lines.filter((line) => line === WHY)).toHaveLength(1);
    expect(lines.at(-1)).toBe(WHY);
  }
});

it.each<[string, Partial<RequestView['request']>]>([
  ['was asked to be private', { options: asked(true) }],
  ['stands in public', { is_private: 0 }],
  ['stands in a server that has the bot', { guild_id: 'g' }],
])('is not told where the answer %s', async (_name, change) => {
  expect(linesOf(await madePrivate(change))).not.toContain(WHY);
});

it('is not told in a direct message that takes the answer’s place', async () => {
  expect(linesOf(await madePrivate(), { isReadAlone: true })).not.toContain(WHY);
});
