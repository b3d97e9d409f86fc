// Who spent what: figures, charts and tables, for those who may see them.
import { writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { makeImage, sendForm } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasFailed, hasImage, isEphemeral, labels } from '../support/shown.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 400, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day' },
  });
  const [member, second] = [world.people.as('member'), world.people.as('second')];
  const first = await makeImage(member, 'one');
  await makeImage(member, 'two', { model: 'flux_kontext_pro' });
  await (await sendForm(second, await second.click(first, 'Edit'), { prompt: 'make it night' })).until(hasImage);
  await (await second.slash('imagine', { prompt: 'forbidden' })).until(hasFailed);
  await makeImage(world.people.as('manager'), 'elsewhere', {});
  await (await world.people.as('manager').slash('imagine', { prompt: 'harbour' }, { channel: 'harbour' })).until(
    hasImage,
  );
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const shown = async (player: ReturnType<World['people']['as']>, name: string, options = {}, place = {}) => {
  const reply = await player.slash(`usage ${name}`, options, place);
  const message = await reply.until(({ content, attachments }) => content !== '' || attachments.length > 0);
  expect(isEphemeral(message)).toBe(true);
  return message;
};
const today = new Date().toISOString().slice(0, 10);

describe('/usage', () => {
  it('server shows totals, failures, average, models and kinds, and a chart that says the same in words', async () => {
    const message = await shown(world.people.as('moderator'), 'server', { period: '7d' });
    expect(message.content.split('\n')).toEqual([
      '**This server, last 7 days**',
      '4 images · $0.28',
      '$0.07 per image on average',
      '1 failed, not charged',
      'By model: flux_kontext_max 3 images, $0.24 · flux_kontext_pro 1 image, $0.04',
      'By kind: created 3 images, $0.20 · edited 1 image, $0.08',
    ]);
    const [chart] = message.attachments;
    expect(chart?.description).toMatch(
      new RegExp(
        `^This server, last 7 days\\. Cost per day from .* to ${today}\\. Totals: created \\$0\\.20, edited \\$0\\.08$`,
      ),
    );
    const bytes = await world.people.as('moderator').download(chart ?? { url: '' });
    if (process.env.KEEP_CHART) writeFileSync(process.env.KEEP_CHART, bytes);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 1520, height: 860 });
    // Bars in two colours of the palette are there.
    const { data } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const count = (red: number, green: number, blue: number) => {
      let found = 0;
      for (let at = 0; at < data.length; at += 3)
        if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) found += 1;
      return found;
    };
    expect(count(0x56, 0xb4, 0xe9)).toBeGreaterThan(5_000);
    expect(count(0xe6, 0x9f, 0x00)).toBeGreaterThan(2_000);
  });

  it('top names who spent most, and the chart names them', async () => {
    const message = await shown(world.people.as('moderator'), 'top', { period: 'today' });
    expect(message.content).toContain('1\\. <@100000000000000001> 2 images, $0.12\n2\\. <@');
    expect(message.content).not.toContain('harbour');
    expect(message.attachments[0]?.description).toContain('Member $0.12');
    expect(message.mentions).toEqual([]);
    expect(labels(message)).toEqual([]);
    // From how much to on what, in one choice.
    const chosen = await world.people.as('moderator').select(message, 'usage-member', ['100000000000000001']);
    const told = await chosen.until(({ content }) => content.includes('Latest public'));
    expect(told.content).toContain('**Member, today**');
  });

  it('member is for moderators, and for oneself', async () => {
    const message = await shown(world.people.as('moderator'), 'member', { member: '100000000000000002' });
    expect(message.content).toContain('**Second member, last 30 days**\n1 image · $0.08');
    expect(message.content).toContain('$49.92 left of $50.00 a day (bot default)');
    expect(message.content).toMatch(
      /Latest public images:\n• \[make it night\]\(<https:\/\/discord\.com\/channels\/200000000000000001\/\d+\/\d+>\) · \$0\.08$/,
    );
    expect((await shown(world.people.as('second'), 'member', { member: '100000000000000001' })).content).toBe(
      'Only moderators of this server can do that.',
    );
    expect((await shown(world.people.as('second'), 'member', { member: '100000000000000002' })).content).toContain(
      '1 image · $0.08',
    );
  });

  it.each(['server', 'top', 'host'])('%s is not for everybody', async (name) => {
    expect((await shown(world.people.as('member'), name)).content).toMatch(/^Only (moderators|the operator)/);
  });

  it('host shows every server to the host alone', async () => {
    const message = await shown(world.people.as('manager'), 'host', { period: 'all' }, { channel: 'direct' });
    expect(message.content).toContain('5 images · $0.36');
    expect(message.content).toMatch(/^1\\\. server 200000000000000001 “Lighthouse” 4 images, \$0\.28$/m);
    expect(message.content).toContain('Bot budget: $500.00 a day · $0.36 used, $499.64 left, resets <t:');
  });

  it('takes two days, and says what is wrong with them', async () => {
    const member = world.people.as('member');
    expect((await shown(member, 'me', { from: today, to: today })).content).toContain(
      `**Your images here, ${today} to ${today}**\n2 images · $0.12`,
    );
    expect((await shown(member, 'me', { from: '2020-01-01', to: '2020-01-31' })).content).toContain(
      'No images were made.',
    );
    for (const wrong of [
      { from: today },
      { from: today, to: '2020-01-01' },
      { from: '2026-02-30', to: today },
      { from: 'yesterday!', to: today },
    ])
      expect((await shown(member, 'me', wrong)).content).toBe(
        'Give both dates, `from` and `to`, as in 2026-11-01, the earlier one first.',
      );
  });

  it('attaches a table on request', async () => {
    const message = await shown(world.people.as('moderator'), 'server', { csv: true });
    const table = message.attachments.find(({ filename }) => filename === 'usage.csv');
    const text = (await world.people.as('moderator').download(table ?? { url: '' })).toString();
    expect(text.split('\r\n')[0]).toBe(
      '\uFEFFday,server,member,model,kind,images,failures,usd,charged_failures,failed_usd',
    );
    expect(text).toContain(
      `${today},'200000000000000001,'100000000000000001,flux_kontext_pro,imagine,1,0,0.040000,0,0.000000`,
    );
  });
});

describe('Apps → Image usage', () => {
  it('shows a member’s figures to moderators alone', async () => {
    const look = async (key: string) =>
      (await world.people.as(key).menu('Image usage', 'second')).until(({ content }) => content !== '');
    expect((await look('moderator')).content).toContain('**Second member, last 30 days**');
    expect((await look('member')).content).toBe('Only moderators of this server can do that.');
  });
});

it('what may have been charged is told once, over any days and without', async () => {
  const player = world.people.as('closed');
  world.provider.state.faults.push({ on: 'create', times: 1, kind: 'reset-after' });
  const asked = await player.slash('imagine', { prompt: 'unsure' });
  const { id } = await asked.until(({ content }) => content.includes('was lost'));
  const unsure = async (options = {}) =>
    (await shown(player, 'me', options)).content.split('\n').filter((line) => line.includes('not confirmed'));
  expect(await unsure()).toEqual(['$0.08 is reserved for images whose charge is not confirmed yet.']);
  const once = ['$0.08 is reserved for 1 image whose charge is not confirmed yet.'];
  expect(await unsure({ period: 'today' })).toEqual(once);
  const { content } = await shown(world.people.as('moderator'), 'member', { member: '100000000000000005' });
  expect(content.split('\n').filter((line) => line.includes('not confirmed'))).toEqual(once);
  const image = `https://discord.com/channels/200000000000000001/300000000000000001/${id}`;
  await (await world.people.as('manager').slash('moderate release', { image, charged: false })).until(isEphemeral);
});
