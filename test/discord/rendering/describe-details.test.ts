// Details fit into a message whatever the chain, and tell nothing that is not its reader's to read.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeDetails } from '../../../src/discord/rendering/describe-details.ts';
import type { Database } from '../../../src/store/schema.ts';
import type { RequestView } from '../../../src/tasks/requests/request-view.ts';
import { findRequest } from '../../../src/tasks/requests/requests.store.ts';
import { createText } from '../../../src/text/text.ts';
import { openEmptyDatabase } from '../../support/empty-database.ts';
import { addTask } from '../../support/rows.ts';

const language = createText()('en-US');
const reading = (readerId: string, models = ['flux_kontext_max']) => ({ readerId, language, models });
let db: Kysely<Database>;
beforeEach(async () => {
  db = await openEmptyDatabase();
});
afterEach(() => db.destroy());

/** A chain of steps by one member. */
async function chain(prompts: readonly string[]): Promise<RequestView[]> {
  const views: RequestView[] = [];
  for (const [index, prompt] of prompts.entries()) {
    const id = String(index + 1);
    await addTask(db, { id, member: '1', guild: '200000000000000001', at: 1, micros: 80_000 });
    const options = { model: 'flux_kontext_max', parameters: { prompt }, spoiler: false, isPrivate: false };
    await db
      .updateTable('requests')
      .set({ prompt, options: JSON.stringify(options), message_id: `10000000000000000${index}`, acknowledged_at: 1 })
      .where('id', '=', `request-${id}`)
      .execute();
    const view = await findRequest(db, `request-${id}`);
    if (view) views.push(view);
  }
  return views;
}

it('of a long chain with long words show its newest steps whole, and this one', async () => {
  const prompts = Array.from({ length: 12 }, (_, index) => `step ${index + 1} ${'*[_]'.repeat(300)}`);
  const lead = 'Who asked for it, and how it stands.';
  const { content } = describeDetails(await chain(prompts), { ...reading('1'), lead });
  expect(content.startsWith(lead)).toBe(true);
  expect(content.length).toBeLessThanOrEqual(2_000);
  const lines = content.split('\n');
  expect(content).toContain('**Chain** of 12 images');
  expect(lines.at(-1)).toMatch(/^12\\\. \*\*step 12 .* · \$0\.00$/);
  expect(lines.at(-2)).toMatch(/^11\\\. \[step 11 .*\]\(<https:\/\/discord\.com\/channels\/[\d\w/]+>\) · \$0\.00$/);
});

it('do not repeat what was deleted, nor what another made in private', async () => {
  const views = await chain(['a dreadful thing', 'a secret', 'the end']);
  Object.assign(views[0]?.request ?? {}, { deleted_at: 5 });
  Object.assign(views[1]?.request ?? {}, { is_private: 1 });
  const { content } = describeDetails(views, reading('2'));
  expect(content).not.toContain('dreadful');
  expect(content).not.toContain('a secret');
  expect(content).toContain('1\\. a deleted image · $0.00');
  expect(content).toContain('2\\. a private image');
  expect(describeDetails(views, reading('1')).content).toContain('a secret');
});

it('name a model in the command only where the command has that option', async () => {
  const views = await chain(['a hut']);
  const command = (models?: string[]) => describeDetails(views, reading('1', models)).content.split('\n')[2];
  expect(command()).toBe('/imagine prompt:a hut seed:1');
  expect(command(['flux_kontext_max', 'flux_kontext_pro'])).toBe('/imagine prompt:a hut seed:1 model:flux_kontext_max');
});

it('keep the words in a file where AutoMod minds them', async () => {
  const { content, files } = describeDetails(await chain(['a gloomy hut', 'gloomier']), {
    ...reading('1'),
    hideWords: true,
  });
  expect(content).not.toContain('gloom');
  expect(content).toContain('**Chain** of 2 images');
  expect(String(files?.[0]?.data)).toBe('/imagine prompt:gloomier seed:1');
});

it.each([
  ['unconfirmed', 'charge not confirmed, $0.08 reserved'],
  ['running', 'in progress'],
  ['failed', '$0.00'],
] as const)('of an image that is %s tell as its cost: %s', async (state, cost) => {
  const [view] = await chain(['a hut']);
  const [task] = view?.tasks ?? [];
  if (!view || !task) throw new Error('no image was added');
  const changed = { ...view, tasks: [{ ...task, state, cost_micros: null, estimate_micros: 80_000 }] };
  expect(describeDetails([changed], reading('1')).content).toContain(`**Cost**: ${cost}\n`);
});
