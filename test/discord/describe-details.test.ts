// Details fit into a message whatever the chain, and tell nothing that is not its reader's to read.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeDetails } from '../../src/discord/describe-details.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';
import { findRequest, type RequestView } from '../../src/tasks/requests.store.ts';
import { createText } from '../../src/text/text.ts';
import { addTask } from '../support/rows.ts';

const language = createText()('en-US');
let db: Kysely<Database>;
beforeEach(async () => {
  db = await openDatabase(':memory:');
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
  const { content } = describeDetails(await chain(prompts), '1', language);
  expect(content.length).toBeLessThanOrEqual(2_000);
  const lines = content.split('\n');
  expect(content).toContain('**Chain** of 12 pictures');
  expect(lines.at(-1)).toMatch(/^12\\\. \*\*step 12 .* · \$0\.00$/);
  expect(lines.at(-2)).toMatch(/^11\\\. \[step 11 .*\]\(<https:\/\/discord\.com\/channels\/[\d\w/]+>\) · \$0\.00$/);
});

it('do not repeat what was deleted, nor what another made in private', async () => {
  const views = await chain(['a dreadful thing', 'a secret', 'the end']);
  Object.assign(views[0]?.request ?? {}, { deleted_at: 5 });
  Object.assign(views[1]?.request ?? {}, { is_private: 1 });
  const { content } = describeDetails(views, '2', language);
  expect(content).not.toContain('dreadful');
  expect(content).not.toContain('a secret');
  expect(content).toContain('1\\. a deleted picture · $0.00');
  expect(content).toContain('2\\. a private picture');
  expect(describeDetails(views, '1', language).content).toContain('a secret');
});
