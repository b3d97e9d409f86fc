// What is known of somebody, for themselves; and being forgotten, at once and for good, without
// escaping a block.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { makeImage, privateAnswer } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { plainImage } from '../support/photos.ts';
import { hasImage, isEphemeral } from '../support/shown.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld({ provider: { behaviour: { medianMs: 300, sigma: 0.1 } } });
});
afterEach(async () => {
  await expectPromisesKept(world);
  await world.close();
});

const member = () => world.people.as('member');
const rows = (query: string): Record<string, unknown>[] => {
  const database = new Sqlite(world.databasePath);
  try {
    return database.prepare(query).all() as Record<string, unknown>[];
  } finally {
    database.close();
  }
};
const change = (statement: string) => {
  const database = new Sqlite(world.databasePath);
  database.exec(statement);
  database.close();
};
const keptFiles = () =>
  readdirSync(join(dirname(world.databasePath), 'images'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );

async function drawSomething() {
  await privateAnswer(await member().slash('preset save', { name: 'my secret style', prompt: 'a secret {prompt}' }));
  await makeImage(member(), 'a secret garden');
  const files = { image: { name: 'family.png', bytes: await plainImage('png'), contentType: 'image/png' } };
  return (await member().slash('edit', { prompt: 'make my family smile' }, { files })).until(hasImage);
}

it('/privacy export gives everything, to its owner alone', async () => {
  await drawSomething();
  const grant = { member: '100000000000000001', amount: '1', reason: 'for you' };
  await privateAnswer(await world.people.as('manager').slash('budget grant', grant));
  const answer = await (await member().slash('privacy export')).until(hasImage);
  expect(isEphemeral(answer)).toBe(true);
  const data = JSON.parse((await member().download(answer.attachments[0] ?? { url: '' })).toString());
  expect(data.account).toMatchObject({ discord_user_id: '100000000000000001' });
  expect(data.requests.map(({ prompt }: { prompt: string }) => prompt)).toEqual([
    'a secret garden',
    'make my family smile',
  ]);
  expect(data.inputs).toMatchObject([{ name: 'family.png' }]);
  expect(data.undergone).toMatchObject([{ action: 'budget.grant', reason: 'for you' }]);
  expect(JSON.stringify(data)).not.toContain('100000000000000004');
  expect(data.ledger).toHaveLength(4);
  expect(data.presets).toMatchObject([{ name: 'my secret style', prompt: 'a secret {prompt}' }]);
  expect(JSON.stringify(data)).not.toContain('interaction_token');
});

it('/privacy delete forgets words and images at once, the name when its windows have ended, and the money never', async () => {
  const result = await drawSomething();
  const asked = await (await member().slash('privacy delete')).until(isEphemeral);
  expect(asked.content.split('\n').filter((line) => !line.startsWith('• '))).toEqual([
    '**Deleted now**',
    '**Deleted later**',
    '**Kept**',
    '**This cannot be undone.**',
  ]);
  expect(keptFiles()).toHaveLength(3);
  const done = member().waitForMessage(({ content }) => content.startsWith('Forgotten: 2 images'));
  await member().click(asked, 'Forget me');
  await done;
  const everything = JSON.stringify([
    rows('select * from requests'),
    rows('select * from tasks'),
    rows('select * from inputs'),
    rows('select * from drafts'),
    rows('select * from presets'),
  ]);
  expect(everything).not.toMatch(/secret|family|smile/);
  expect(keptFiles()).toHaveLength(0);
  expect(await privateAnswer(await member().click(result, 'Details'))).toBe(
    'The request behind this message no longer exists.',
  );
  const history = await (await member().slash('history')).until(({ content }) => content !== '');
  expect(history.content).toContain('You have no images yet.');
  expect(await privateAnswer(await member().slash('usage me'))).toContain('In total: 2 images · $0.16');

  const image = `https://discord.com/channels/200000000000000001/${result.channel_id}/${result.id}`;
  expect(await privateAnswer(await world.people.as('moderator').slash('moderate task', { image }))).toMatch(
    /<@100000000000000001> · deleted\nThe requester had its prompt and image deleted\. It cost \$0\.08\./,
  );

  // The next start is the next sweep.
  await world.bot().kill('SIGTERM');
  await world.startBot();
  expect(rows('select discord_user_id from accounts where id = 1')).toEqual([
    { discord_user_id: '100000000000000001' },
  ]);
  change('update tasks set admitted_at = admitted_at - 70 * 86400000');
  await world.bot().kill('SIGTERM');
  await world.startBot();
  await expect
    .poll(() => rows('select discord_user_id from accounts where id = 1'))
    .toEqual([{ discord_user_id: null }]);
  expect(rows('select count(*) as count from ledger')).toEqual([{ count: 4 }]);
  expect(await privateAnswer(await member().slash('usage me'))).toContain('In total: 0 images · $0.00');
});

it('whoever was blocked is so after being forgotten', async () => {
  await makeImage(member());
  await privateAnswer(await world.people.as('moderator').slash('moderate block', { member: '100000000000000001' }));
  const asked = await (await member().slash('privacy delete')).until(isEphemeral);
  const done = member().waitForMessage(({ content }) => content.startsWith('Forgotten'));
  await member().click(asked, 'Forget me');
  await done;
  change('update tasks set admitted_at = admitted_at - 70 * 86400000');
  await world.bot().kill('SIGTERM');
  await world.startBot();
  await expect
    .poll(() => JSON.stringify(rows('select discord_user_id from accounts')).includes('100000000000000001'))
    .toBe(false);
  expect(await privateAnswer(await member().slash('imagine', { prompt: 'x' }))).toContain(
    'A moderator has blocked you',
  );
});

it('whoever has something drawn again is here again', async () => {
  await makeImage(member());
  const asked = await (await member().slash('privacy delete')).until(isEphemeral);
  const done = member().waitForMessage(({ content }) => content.startsWith('Forgotten'));
  await member().click(asked, 'Forget me');
  await done;
  await makeImage(member(), 'something new');
  expect(rows('select forget_at from accounts where id = 1')).toEqual([{ forget_at: null }]);
});
