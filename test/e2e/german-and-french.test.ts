// Two languages through the front door: what one member is told alone is in theirs, what everybody
// reads in the server's.
import { afterEach, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { makeImage, privateAnswer } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { labels } from '../support/shown.ts';

let world: World;
afterEach(async () => {
  await expectPromisesKept(world);
  await world.close();
});

it('tells a member in German, and everybody in French', async () => {
  world = await startWorld({ provider: { behaviour: { medianMs: 300, sigma: 0.1 } } });
  const member = world.discord.state.people.find(({ key }) => key === 'member');
  if (!member) throw new Error('the seed has a member');
  member.locale = 'de';
  await privateAnswer(await world.people.as('manager').slash('settings language', { value: 'fr' }));
  const image = await makeImage(world.people.as('member'));
  expect(labels(image)).toEqual(['Relancer', 'Modifier', 'Détails']);
  const refused = await world.people.as('member').slash('imagine', { prompt: 'a forbidden lighthouse' });
  const reason = await refused.until(({ flags, content }) => (Number(flags) & 64) !== 0 && content !== '');
  expect(labels(reason)).toContain('Prompt ändern');
  const usage = await privateAnswer(await world.people.as('member').slash('usage me'));
  expect(usage).toContain('**Deine Bilder hier**');
  expect(usage).toMatch(/Heute: 1 Bild · 0,08\s\$/);
  expect(usage).toMatch(
    /Noch 1,92\s\$ von 2,00\s\$ pro Tag \(Standard des Bots\) übrig; das Budget wird <t:\d+:R> zurückgesetzt\./,
  );
});
