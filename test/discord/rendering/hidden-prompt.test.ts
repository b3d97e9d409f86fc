// A prompt that its member wants hidden is behind spoiler bars wherever it is read, whatever it
// holds, and in nothing that cannot be hidden.
import { globSync, readFileSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDetails } from '../../../src/discord/rendering/describe-details.ts';
import { describeImage, renderRequest } from '../../../src/discord/rendering/render-request.ts';
import type { TaskState } from '../../../src/store/request-tables.ts';
import type { Database } from '../../../src/store/schema.ts';
import type { Spoiler } from '../../../src/tasks/requests/request-options.ts';
import type { RequestView } from '../../../src/tasks/requests/request-view.ts';
import { findRequest } from '../../../src/tasks/requests/requests.store.ts';
import { createDurationEstimator } from '../../../src/tasks/scheduling/duration-estimator.ts';
import { createText } from '../../../src/text/text.ts';
import { openEmptyDatabase } from '../../support/empty-database.ts';
import { addTask } from '../../support/rows.ts';

const language = createText()('en-US');
const reading = { readerId: '2', language, models: ['m'] };
let db: Kysely<Database>;
beforeEach(async () => {
  db = await openEmptyDatabase();
});
afterEach(() => db.destroy());

async function viewOf(
  prompt: string,
  spoiler: Spoiler,
  preset?: { name: string; typed: string },
): Promise<RequestView> {
  await addTask(db, { id: '1', member: '1', guild: 'g', at: 1, micros: 80_000 });
  const options = { model: 'm', parameters: { prompt }, spoiler, isPrivate: false, ...(preset ? { preset } : {}) };
  await db
    .updateTable('requests')
    .set({ prompt, options: JSON.stringify(options) })
    .execute();
  const view = await findRequest(db, 'request-1');
  if (!view) throw new Error('it was just added');
  return view;
}

const rendered = (view: RequestView, state: TaskState, image_id: string | null = null) =>
  renderRequest(
    { ...view, tasks: view.tasks.map((task) => ({ ...task, state, image_id })) },
    { language, durations: createDurationEstimator([]), steadyNow: 2 },
  );

/**
 * What stands outside of spoiler bars, as Discord reads them: the next two bars end what the last
 * two began.
 */
const inTheOpen = (content: string) => content.replaceAll(/\|\|[\s\S]+?\|\|/g, '▮');

describe('a hidden prompt', () => {
  it.each([
    'a secret',
    'secret || secret',
    'secret |',
    '| secret',
    '||secret||',
    'secret \\',
    'secret \\|',
    'secret **|',
    '`secret |` | secret',
    '```||``` secret',
    '|| || secret ||',
    '｜secret｜',
  ])('%j stays between its bars: on its way, shown, and in Details', async (prompt) => {
    const view = await viewOf(prompt, 'prompt');
    for (const { content } of [rendered(view, 'running'), rendered(view, 'delivered', 'p')]) {
      expect(content).toContain('secret');
      expect(inTheOpen(content).split('\n')[0]).toBe('<@1> · ▮');
    }
    const details = describeDetails([view, view], reading);
    expect(details.content).toContain('secret');
    expect(inTheOpen(details.content)).not.toMatch(/secret|\|/);
    const [file] = details.files ?? [];
    if (file) expect(file.name).toBe('SPOILER_details.txt');
    // Copied, it is what was typed.
    if (prompt.includes('|')) expect(String(file?.data)).toContain(`prompt:${prompt}`);
  });

  it('takes the preset’s name with it', async () => {
    const view = await viewOf('secret, painted', 'prompt', { name: 'se|cret', typed: 'secret|' });
    expect(inTheOpen(rendered(view, 'running').content).split('\n')[0]).toBe('<@1> · ▮');
  });

  it('is in no alternative text', async () => {
    const view = await viewOf('a secret', 'prompt');
    const [task] = view.tasks;
    if (!task) throw new Error('it has one');
    expect(describeImage(task, view, { language })).toBe('hidden prompt');
    expect(rendered(view, 'delivered', 'p').images).toMatchObject([
      { name: 'SPOILER_kontext-1.jpg', description: 'hidden prompt' },
    ]);
  });

  it('is said so in the command that asks for the same', async () => {
    expect(describeDetails([await viewOf('a secret', 'prompt')], reading).content).toContain(
      'spoiler:the image and the prompt',
    );
  });
});

it('is known to every place that quotes a request’s prompt', () => {
  const quoting = ['src/discord', 'commands']
    .flatMap((folder) => globSync(`${folder}/**/*.ts`))
    .filter((file) => /(?:quote|plainLine)\((?:\w+\.)?request\.prompt\b/.test(readFileSync(file, 'utf8')));
  expect(quoting).toContain('commands/status/status-page.ts');
  const own = 'src/discord/rendering/hidden-prompt.ts';
  expect(quoting.filter((file) => file !== own && !readFileSync(file, 'utf8').includes('hidden-prompt.ts'))).toEqual(
    [],
  );
});

it('where the image alone is hidden the prompt stands in the open, as it does where nothing is', async () => {
  for (const spoiler of [true, false]) {
    const view = await viewOf('no secret', spoiler);
    const shown = rendered(view, 'delivered', 'p');
    expect(shown.content.split('\n')[0]).toBe('<@1> · **no secret**');
    expect(shown.images[0]).toMatchObject({
      name: `${spoiler ? 'SPOILER_' : ''}kontext-1.jpg`,
      description: 'no secret',
    });
    await db.deleteFrom('tasks').execute();
    await db.deleteFrom('requests').execute();
  }
});
