// What managers decide and moderators do: settings that hold, reports, the feed, looking things up,
// and the trail of it all.
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedChannels } from '../../playground/discord-api/seed.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { cancelAnyway, deleteReported, deleteResult } from '../support/controls.ts';
import { makeImage, privateAnswer } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { plainImage } from '../support/photos.ts';
import { hasImage, isEphemeral, labels } from '../support/shown.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 400, sigma: 0.1 } },
    settings: { DEFAULT_MEMBER_BUDGET: '50/day', HOST_BUDGET: '500/day', MAX_SAFETY_TOLERANCE: '4' },
  });
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const [MEMBER, SECOND, MANAGER] = ['100000000000000001', '100000000000000002', '100000000000000004'];
const [GENERAL, ART, HELPERS] = ['300000000000000001', '300000000000000002', '300000000000000006'];
const ANNOUNCEMENTS = '300000000000000004';
const BOT_RIGHTS = seedChannels()[0]?.botPermissions ?? 0n;
const GUILD = '200000000000000001';
const [ARTIST, HELPER] = ['400000000000000011', '400000000000000021'];
const member = () => world.people.as('member');
const second = () => world.people.as('second');
const moderator = () => world.people.as('moderator');
const manager = () => world.people.as('manager');
type Player = ReturnType<typeof member>;
const settings = async (name: string, options: Record<string, unknown> = {}) =>
  privateAnswer(await manager().slash(`settings ${name}`, options));
const moderate = async (name: string, options: Record<string, unknown> = {}) =>
  privateAnswer(await moderator().slash(`moderate ${name}`, options));
const ask = async (player: Player, channel = 'general', options = {}) =>
  (await player.slash('imagine', { prompt: 'x', ...options }, { channel })).until(
    (message) => hasImage(message) || isEphemeral(message),
  );
const control = async (path: string, body: unknown) => {
  await fetch(`${world.discord.controlUrl}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
};

describe('/settings', () => {
  it('shows everything as it is', async () => {
    const shown = await settings('show');
    expect(shown).toContain('Time zone: bot default (UTC)');
    expect(shown).toContain('Highest safety tolerance: bot default (4)');
    expect(shown).toContain('Allowed channels: everywhere\nDenied channels: none\nAllowed roles: everyone');
    expect(shown.match(/^__.*__$/gm)).toEqual([
      '__Who and where__',
      '__Images__',
      '__Moderation__',
      '__Display and money__',
    ]);
    expect(shown).toContain('Image making: running');
    expect(shown.split('\n').length).toBeGreaterThan(14);
  });

  it('channels: what is denied is closed, and where one is allowed the others are not, threads as their channel', async () => {
    expect(await settings('channels', { rule: 'deny', channel: GENERAL })).toBe(
      `Denied channels: was none, is now <#${GENERAL}>.`,
    );
    expect((await ask(member())).content).toBe('Images cannot be made in this channel.');
    expect((await ask(member(), 'thread')).content).toBe('Images cannot be made in this channel.');
    await settings('channels', { rule: 'forget', channel: GENERAL });
    await settings('channels', { rule: 'allow', channel: ART });
    expect((await ask(member())).content).toBe(`Images cannot be made in this channel. Try <#${ART}>.`);
    expect(hasImage(await ask(member(), 'art'))).toBe(true);
    expect(await settings('channels', { rule: 'forget', channel: ART })).toBe(
      `Allowed channels: was <#${ART}>, is now everywhere.`,
    );
  });

  it('channels: the later word counts, also against the one before, and all can be forgotten', async () => {
    await settings('channels', { rule: 'deny', channel: GENERAL });
    expect(await settings('channels', { rule: 'allow', channel: GENERAL })).toBe(
      `Allowed channels: was everywhere, is now <#${GENERAL}>.\nDenied channels: was <#${GENERAL}>, is now none.`,
    );
    expect(hasImage(await ask(member()))).toBe(true);
    await settings('channels', { rule: 'deny', channel: ART });
    expect(await settings('channels', { rule: 'allow' })).toBe('Choose a channel.');
    expect(await settings('channels', { rule: 'forget' })).toBe(
      `Allowed channels: was <#${GENERAL}>, is now everywhere.\nDenied channels: was <#${ART}>, is now none.`,
    );
    expect(await settings('channels', { rule: 'forget' })).toBe(
      'Allowed channels: already everywhere. Nothing to change.',
    );
  });

  it('changes at the same time do not undo each other', async () => {
    await Promise.all([
      settings('channels', { rule: 'deny', channel: ART }),
      settings('channels', { rule: 'deny', channel: '300000000000000003' }),
      settings('channels', { rule: 'deny', channel: '300000000000000004' }),
    ]);
    expect((await settings('show')).match(/Denied channels: (.*)/)?.[1]?.split(' ')).toHaveLength(3);
    await settings('channels', { rule: 'forget' });
  });

  it('roles: the same', async () => {
    await settings('roles', { rule: 'allow', role: ARTIST });
    expect((await ask(member())).content).toBe(
      `Your roles do not allow you to make images here. Members with the role <@&${ARTIST}> may.`,
    );
    await control('member', { guild: 'first', person: 'member', roles: [ARTIST] });
    expect(hasImage(await ask(member()))).toBe(true);
    await settings('roles', { rule: 'forget', role: ARTIST });
  });

  it('safety tolerance: lower here than the host’s, higher where age is restricted', async () => {
    await settings('safety_tolerance', { most: 1 });
    await settings('age_restricted_safety_tolerance', { most: 3 });
    expect((await ask(member(), 'general', { safety_tolerance: 2 })).content).toBe(
      '`safety_tolerance` can be at most 1 here.',
    );
    expect(hasImage(await ask(member(), 'age-restricted', { safety_tolerance: 3 }))).toBe(true);
    await makeImage(member());
    expect([...world.provider.state.tasks.values()].at(-1)?.params.safety_tolerance).toBe(1);
    expect(await settings('safety_tolerance')).toContain('is now bot default (4).');
    await settings('age_restricted_safety_tolerance');
  });

  it('costs can be kept out of public, and stay in Details', async () => {
    await settings('show_costs', { allowed: false });
    const open = await makeImage(member());
    expect(open.content).not.toContain('$');
    expect((await makeImage(member(), 'mine', { private: true })).content).toContain('$0.08');
    expect(await privateAnswer(await member().click(open, 'Details'))).toContain('$0.08');
    await settings('show_costs', { allowed: true });
  });

  it('defaults stand where a member names none, and an edit keeps its own ratio', async () => {
    expect(await settings('default_model', { value: 'flux_kontext_pro' })).toBe(
      'Default model: was bot default (flux_kontext_max), is now flux_kontext_pro.',
    );
    await settings('default_aspect_ratio', { value: '16:9' });
    await settings('default_output_format', { value: 'png' });
    const result = await makeImage(member());
    expect(result.content).toMatch(/16:9 · seed \d+ · .* · \$0\.04/);
    expect(result.attachments[0]?.filename).toMatch(/\.png$/);
    expect((await makeImage(member(), 'x', { aspect_ratio: '1:1', model: 'flux_kontext_max' })).content).toMatch(
      /1:1 · .*\$0\.08/,
    );
    const bytes = await plainImage('png', 300, 200);
    const files = { image: { name: 'a.png', bytes, contentType: 'image/png' } };
    expect((await (await member().slash('edit', { prompt: 'dark' }, { files })).until(hasImage)).content).toContain(
      '3:2',
    );
    for (const name of ['default_model', 'default_aspect_ratio', 'default_output_format']) await settings(name);
  });

  it('fewer images at once than the host allows', async () => {
    await settings('concurrent_per_member', { most: 1 });
    world.provider.state.defaultPlan = { durationMs: 2_500 };
    const first = await member().slash('imagine', { prompt: 'one' });
    await first.until(({ content }) => content.includes('%'));
    expect((await ask(member())).content).toBe('You already have 1 image in progress or queued; the limit is 1.');
    world.provider.state.defaultPlan = {};
    await first.until(hasImage);
    await settings('concurrent_per_member');
  });

  it('time zone: completed while typing, refused where there is none', async () => {
    const offered = async (zone: string) =>
      (await manager().autocomplete('settings time_zone', { zone }, 'zone')).map(({ value }) => value);
    expect(await offered('new york')).toEqual(['America/New_York']);
    expect(await offered('europe/kyiv')).toContainEqual(expect.stringMatching(/Europe\/K/));
    for (const zone of ['Mars/Base', '+05:17'])
      expect(await settings('time_zone', { zone })).toContain('is not a time zone');
    expect(await settings('time_zone', { zone: 'europe/berlin' })).toBe(
      'Time zone: was bot default (UTC), is now Europe/Berlin.',
    );
    expect(await settings('time_zone')).toContain('is now bot default (UTC).');
  });

  it('a role can have moderators’ rights, and whoever loses it loses them at once', async () => {
    await settings('moderator_role', { role: HELPER });
    expect(await privateAnswer(await second().slash('moderate audit'))).toContain('Only moderators');
    await control('member', { guild: 'first', person: 'second', roles: [HELPER] });
    expect(await privateAnswer(await second().slash('moderate audit'))).toContain('Setting changed');
    expect(await privateAnswer(await second().slash('settings show'))).toContain('Only managers');
    await control('member', { guild: 'first', person: 'second', roles: [] });
    expect(await privateAnswer(await second().slash('moderate audit'))).toContain('Only moderators');
    await settings('moderator_role');
  });

  it.each(['moderator_role', 'manager_role'])('%s refuses @everyone', async (name) => {
    expect(await settings(name, { role: GUILD })).toBe(
      '@everyone can’t be chosen: it would give these rights to everybody in the server. Choose another role.',
    );
    expect(await settings('show')).toContain(name === 'moderator_role' ? 'Moderator role: none' : 'Manager role: none');
  });

  it('pause stops the server, with its reason; everywhere is the host’s alone', async () => {
    expect(await settings('pause', { reason: 'spring cleaning' })).toBe(
      'Image making: was running, is now paused (spring cleaning).',
    );
    expect((await ask(member())).content).toBe('Image making is paused: spring cleaning');
    expect(hasImage(await ask(member(), 'harbour'))).toBe(true);
    await settings('resume');
    expect(await privateAnswer(await moderator().slash('settings pause', { everywhere: true }))).toBe(
      'Only the operator of this bot can do that.',
    );
    expect(await settings('pause', { everywhere: true })).toBe(
      'Image making in all servers: was running, is now paused.',
    );
    expect(await settings('show')).toMatch(/Image making: running[\s\S]*In all servers, set by the operator: paused$/);
    const words = 'Image making is paused everywhere by the operator of this bot. Try again later.';
    expect((await ask(member(), 'harbour')).content).toBe(words);
    expect((await ask(member(), 'direct')).content).toBe(words);
    // Whoever looks after one server is told that the pause is not theirs to end.
    expect(await settings('resume')).toBe(
      'Image making: already running. Nothing to change.\nIn all servers, set by the operator: paused',
    );
    expect(await settings('pause', { reason: 'here too' })).toContain('\nIn all servers, set by the operator: paused');
    expect(await settings('resume', { everywhere: true })).toBe(
      'Image making in all servers: was paused, is now running.\nIn this server: paused (here too)',
    );
    await settings('resume');
    expect(hasImage(await ask(member()))).toBe(true);
  });
});

describe('channels to post in', () => {
  it('are refused while they are set where the bot lacks rights there, by name, and nothing changes', async () => {
    for (const name of ['log_channel', 'feed_channel']) {
      expect(await settings(name, { channel: ANNOUNCEMENTS })).toBe(
        `I can’t post in <#${ANNOUNCEMENTS}>. I lack these permissions there: Send Messages, Attach Files. Grant them and run the command again.`,
      );
    }
    expect(await settings('show')).not.toContain(`<#${ANNOUNCEMENTS}>`);
  });
});

describe('the image feed', () => {
  it('copies every public result once, with a menu whose Delete takes away both', async () => {
    await settings('feed_channel', { channel: ART });
    const copied = moderator().waitForMessage(
      ({ channel_id, content }) => channel_id === ART && content.includes('for all to see'),
    );
    const result = await makeImage(second(), 'for all to see');
    const copy = await copied;
    expect(copy.content).toContain(`https://discord.com/channels/200000000000000001/${GENERAL}/${result.id}`);
    expect(labels(copy)).toEqual(['Details']);
    await makeImage(second(), 'for me alone', { private: true });
    await deleteResult(moderator(), copy);
    await expect.poll(async () => (await member().messages()).some(({ id }) => id === result.id)).toBe(false);
    await expect.poll(async () => (await member().messages('art')).some(({ id }) => id === copy.id)).toBe(false);
    expect((await member().messages('art')).some(({ content }) => content.includes('for me alone'))).toBe(false);
    await settings('feed_channel');
  });
});

describe('a block of somebody who is blocked', () => {
  it('tells what it replaces, and by a form takes nothing back that another moderator decided meanwhile', async () => {
    const result = await makeImage(second(), 'seen by two');
    const formOf = async (player: Player) => {
      const lookUp = await player.slash('moderate task', { image: result.id });
      const shown = await lookUp.until((message) => labels(message).includes('Block the member'));
      return (await player.click(shown, 'Block the member')).modal();
    };
    const [first, other] = [await formOf(moderator()), await formOf(manager())];
    await privateAnswer(await moderator().submit(first, { duration: 'until-lifted', reason: 'against rule 3' }));
    expect(await privateAnswer(await manager().submit(other, { duration: '1h' }))).toMatch(
      `<@${SECOND}> is already blocked for longer (until it is lifted), and stays so.`,
    );
    expect((await ask(second())).content).toContain('against rule 3');
    expect(await moderate('block', { member: SECOND, duration: '1h' })).toMatch(
      /^<@\d+> is blocked .* until <t:\d+:f>\. This replaces the earlier block \(until it is lifted\)\.$/,
    );
    // One that holds longer is no way back.
    const longer = await formOf(manager());
    expect(await privateAnswer(await manager().submit(longer, { duration: '30d' }))).toContain('This replaces');
    await moderate('unblock', { member: SECOND });
  });
});

describe('Apps → Report image', () => {
  it('goes to the log channel, where moderators can look, delete and block', async () => {
    const result = await makeImage(second(), 'something odd');
    expect(await privateAnswer(await member().menu('Report image', result))).toContain('has no channel for reports');
    await settings('log_channel', { channel: ART });
    const heard = moderator().waitForMessage(({ content }) => content.includes('reported an image'));
    expect(await privateAnswer(await member().menu('Report image', result))).toBe(
      'Thank you. The moderators will look at it.',
    );
    const report = await heard;
    expect(report.content).toContain(`<@${MEMBER}> reported an image requested by <@${SECOND}>: **something odd**`);
    expect(report.mentions).toEqual([]);
    expect(report.content).toMatch(/\n\[jump to it\]\(https:\/\/discord\.com\/channels\/\d+\/\d+\/\d+\)$/);
    expect(await privateAnswer(await moderator().click(report, 'Details'))).toContain('something odd');
    expect(await privateAnswer(await member().click(report, 'Block the member'))).toContain('Only moderators');
    // What is reported can be seen at a glance.
    expect(report.attachments.map(({ filename }) => filename)).toEqual(['reported-1.jpg']);
    expect(labels(report)).toEqual(['Details', 'Delete image', 'Block the member', 'Resolve']);
    const reports = async () => (await moderator().messages('art')).filter(({ id }) => id === report.id);
    // A block asks for how long and why.
    const form = await (await moderator().click(report, 'Block the member')).modal();
    const fields = { duration: '12h', reason: 'against rule 3' };
    expect(await privateAnswer(await moderator().submit(form, fields, { channel: 'art' }))).toMatch(
      new RegExp(`^<@${SECOND}> is blocked from making images here until <t:\\d+:f>\\.$`),
    );
    const refusal = (await ask(second())).content;
    expect(refusal).toContain('A moderator has blocked you');
    expect(refusal).toContain('against rule 3');
    const [blocked = report] = await reports();
    expect(blocked.content).toMatch(new RegExp(`🚫 \\*\\*Blocked\\*\\* <t:\\d+:R>: <@\\d+> blocked <@${SECOND}>\\.$`));
    // The image is still there, so the report stays open.
    expect(labels(blocked)).toEqual(['Details', 'Delete image', 'Resolve']);
    // The image goes, the report stays and says who deleted it.
    await deleteReported(moderator(), blocked);
    await expect.poll(async () => (await member().messages()).some(({ id }) => id === result.id)).toBe(false);
    await expect.poll(async () => (await reports())[0]?.content).toMatch(/<@\d+> deleted the image\.$/);
    const [deleted = report] = await reports();
    expect(deleted.content).not.toContain('something odd');
    expect(deleted.content).toContain(`<@${MEMBER}> reported an image requested by <@${SECOND}>\n[jump to it](`);
    expect(deleted.content).toContain(`blocked <@${SECOND}>`);
    expect(deleted.attachments).toEqual([]);
    expect(labels(deleted)).toEqual([]);
    await moderate('unblock', { member: SECOND });
    // One can be resolved without doing anything, and the member can be blocked after the image was
    // deleted.
    const harmless = await makeImage(second(), 'something harmless');
    const next = moderator().waitForMessage(({ content }) => /reported an image.*something harmless/.test(content));
    await privateAnswer(await member().menu('Report image', harmless));
    const harmlessReport = await next;
    await (await moderator().click(harmlessReport, 'Resolve')).answer();
    const shownAs = async () =>
      (await moderator().messages('art')).find(({ id }) => id === harmlessReport.id) ?? harmlessReport;
    await expect.poll(async () => (await shownAs()).content).toMatch(/✅ \*\*Resolved\*\* <t:\d+:R> by <@\d+>\.$/);
    expect((await shownAs()).attachments).toHaveLength(1);
    await deleteReported(moderator(), await shownAs());
    await expect.poll(async () => labels(await shownAs())).toEqual(['Block the member']);
    await (await moderator().click(await shownAs(), 'Block the member')).modal();
    const secret = await makeImage(member(), 'for me alone', { private: true });
    expect(await privateAnswer(await member().menu('Report image', secret))).toBe(
      'This is not an image that this bot made here.',
    );
    expect(await privateAnswer(await member().click(secret, 'Details'))).toContain('for me alone');
    // Rights that are taken away later are found by the next report, and by the doctor.
    await settings('log_channel', { channel: ART });
    await control('permissions', { channel: 'art', permissions: '1024' });
    const another = await makeImage(second(), 'another');
    expect(await privateAnswer(await member().menu('Report image', another))).toBe(
      'Your report could not be sent to this server’s moderators. Contact one directly.',
    );
    await control('permissions', { channel: 'art', permissions: String(BOT_RIGHTS) });
    await settings('log_channel');
    const words = await member().post('only words');
    expect(await privateAnswer(await member().menu('Report image', words))).toBe(
      'This is not an image that this bot made here.',
    );
  });
});

it('an image has one open report, until it is resolved or its message is gone', async () => {
  await settings('log_channel', { channel: ART });
  const result = await makeImage(second(), 'reported by many');
  const isAbout = ({ content }: { content: string }) => content.includes('reported by many');
  const reports = async () => (await moderator().messages('art')).filter(isAbout);
  const report = async (who: Player) => privateAnswer(await who.menu('Report image', result));
  const [thanks, already] = [
    'Thank you. The moderators will look at it.',
    'This image has already been reported. The moderators have it.',
  ];
  // Two at once too.
  expect((await Promise.all([report(member()), report(moderator())])).sort()).toEqual([thanks, already].sort());
  expect(await report(manager())).toBe(already);
  const [first] = await reports();
  expect(await reports()).toHaveLength(1);
  if (first) await (await moderator().click(first, 'Resolve')).answer();
  await expect.poll(async () => (await reports())[0]?.content).toContain('**Resolved**');
  expect(await report(member())).toBe(thanks);
  expect(await report(second())).toBe(already);
  const next = (await reports()).find(({ id }) => id !== first?.id);
  expect(await reports()).toHaveLength(2);
  // By hand, which the bot is not told of.
  if (next) await world.people.as('manager').delete(next);
  expect(await report(member())).toBe(thanks);
  expect(await report(second())).toBe(already);
  expect(await reports()).toHaveLength(2);
  await deleteResult(second(), result);
  await settings('log_channel');
});

it('a report names how many images Delete is about, and asks first', async () => {
  await settings('log_channel', { channel: ART });
  const result = await (await second().slash('imagine', { prompt: 'a whole gallery', count: 2 })).until(
    ({ attachments }) => attachments.length === 2,
  );
  const heard = moderator().waitForMessage(({ content }) => content.includes('reported an image'));
  await privateAnswer(await member().menu('Report image', result));
  const report = await heard;
  const shown = async () => (await moderator().messages('art')).find(({ id }) => id === report.id) ?? report;
  const isThere = async () => (await member().messages()).some(({ id }) => id === result.id);
  expect(labels(report)).toEqual(['Details', 'Delete 2 images', 'Block the member', 'Resolve']);
  await (await moderator().click(report, 'Resolve')).answer();
  await expect.poll(async () => labels(await shown())).toEqual(['Details', 'Delete 2 images', 'Block the member']);
  const asked = await moderator().click(await shown(), 'Delete 2 images');
  const question = await asked.until((message) => labels(message).includes('Keep'));
  expect(question.content).toMatch(/^Delete all 2 images\? .* They were charged, \$0\.16 in total, /);
  await moderator().click(question, 'Keep');
  await asked.until(({ content }) => content === 'Nothing was deleted.');
  expect(await isThere()).toBe(true);
  await deleteReported(moderator(), await shown(), 'Delete 2 images');
  await expect.poll(isThere).toBe(false);
  await expect.poll(async () => (await shown()).content).toMatch(/<@\d+> deleted 2 images\.$/);
  expect(labels(await shown())).toEqual(['Block the member']);
  await settings('log_channel');
});

it('Delete on what is gone already says so, and who deleted it', async () => {
  const already = 'This image has already been deleted. Nothing to change.';
  const linkTo = ({ id, channel_id }: APIMessage) =>
    `https://discord.com/channels/200000000000000001/${channel_id}/${id}`;
  const lookUp = async (image: APIMessage) => {
    const answer = await moderator().slash('moderate task', { image: linkTo(image) });
    return { answer, shown: await answer.until(({ components }) => (components?.length ?? 0) > 0) };
  };
  const byAuthor = await makeImage(second(), 'taken away by its author');
  const first = await lookUp(byAuthor);
  await deleteResult(second(), byAuthor);
  expect(await privateAnswer(await moderator().click(first.shown, 'Delete image'))).toBe(already);
  await expect
    .poll(() => first.answer.message()?.content)
    .toMatch(/✅ \*\*Resolved\*\*: the image was deleted <t:\d+:R>\.$/);
  const byModerator = await makeImage(second(), 'taken away by a moderator');
  const other = await lookUp(byModerator);
  await privateAnswer(await manager().slash('moderate delete', { image: linkTo(byModerator) }));
  expect(await privateAnswer(await moderator().click(other.shown, 'Delete image'))).toBe(already);
  const [by] = /<@\d+> deleted the image\.$/.exec(other.answer.message()?.content ?? '') ?? [];
  expect(by).toBe(`<@${MANAGER}> deleted the image.`);
  expect(labels(other.answer.message() ?? other.shown)).toEqual(['Block the member']);
});

/** Every page of a kind. */
async function auditOf(player: Player, kind: string): Promise<string> {
  const pages: string[] = [];
  do pages.push(await privateAnswer(await player.slash('moderate audit', { kind, page: pages.length + 1 })));
  while (pages.at(-1)?.startsWith('**Who changed what, page'));
  return pages.join('\n');
}

it('a report whose answer was lost is marked when its image is deleted', async () => {
  await settings('log_channel', { channel: ART });
  const result = await makeImage(second(), 'reported in vain');
  const isAbout = ({ content }: { content: string }) => content.includes('reported in vain');
  const reports = async () => (await moderator().messages('art')).filter(isAbout);
  // Each of discord.js's own tries too.
  const kind = 'reset-after';
  world.discord.state.faults.push({ route: 'POST /channels/', about: 'reported in vain', times: 4, kind });
  expect(await privateAnswer(await member().menu('Report image', result))).toBe(
    'Your report could not be sent to this server’s moderators. Contact one directly.',
  );
  expect((await reports()).map(({ attachments }) => attachments.length)).toEqual([1]);
  const [{ id } = { id: '' }] = await reports();
  await deleteResult(second(), result);
  const marked = async () => (await moderator().messages('art')).find((message) => message.id === id);
  await expect.poll(async () => (await marked())?.content, { timeout: 15_000 }).toMatch(/deleted the image\.$/);
  expect(await reports()).toEqual([]);
  expect((await marked())?.attachments).toEqual([]);
  await settings('log_channel');
});

describe('/moderate', () => {
  it('task finds an image by its message’s link or its id, and delete takes it away', async () => {
    const result = await makeImage(member(), 'look me up');
    const linkTo = ({ id, channel_id }: APIMessage) =>
      `https://discord.com/channels/200000000000000001/${channel_id}/${id}`;
    const link = linkTo(result);
    // What is seen is noted a moment later.
    await expect.poll(() => moderate('task', { image: link })).toContain(`<@${MEMBER}> · delivered`);
    const words = await moderate('task', { image: link });
    expect(words).toContain('/imagine prompt:look me up');
    const id = /`([0-9a-f]{16}-1)`/.exec(words)?.[1] ?? '';
    for (const same of [id, `\`${id}\``, `<${link}>`, `||${link}||`, `${link}/`, `${link}?from=1`])
      expect(await moderate('task', { image: same })).toBe(words);
    for (const unknown of ['nonsense', '0123456789abcdef', 'https://discord.com/channels/1/2/300000000000000099'])
      expect(await moderate('task', { image: unknown })).toContain('No image in this server matches that.');
    expect(words).toContain(`\n[jump to it](${link})`);
    // With a small copy, and what a moderator does next, from any channel.
    const answer = await moderator().slash('moderate task', { image: link }, { channel: 'art' });
    const answered = await answer.until(({ content }) => content.includes('look me up'));
    expect(answered.attachments.map(({ filename }) => filename)).toEqual(['reported-1.jpg']);
    expect(labels(answered)).toEqual(['Delete image', 'Block the member']);
    const another = await makeImage(member(), 'look me up too');
    expect(await moderate('delete', { image: linkTo(another), reason: 'against rule 3' })).toBe(
      'The image was deleted.',
    );
    await deleteReported(moderator(), answered);
    await expect.poll(async () => answer.message()?.content).toContain('deleted the image');
    await expect.poll(async () => (await member().messages()).some(({ id: shown }) => shown === result.id)).toBe(false);
    // Looked up again it says so, and is shown no more.
    const again = await moderator().slash('moderate task', { image: id });
    const gone = await again.until(({ content }) => content.includes('look me up'));
    expect(gone.content).toContain(`<@${MEMBER}> · deleted`);
    expect(gone.attachments).toEqual([]);
    expect(labels(gone)).toEqual(['Block the member']);
  });

  it('offers images to those who may look them up, what is private without its words', async () => {
    await makeImage(member(), 'a mill in the *rain*');
    await makeImage(member(), 'nobody’s business', { private: true });
    const offered = async (player: Player, image: string, name = 'task') =>
      (await player.autocomplete(`moderate ${name}`, { image }, 'image')).map(({ name: shown }) => shown);
    expect(await offered(moderator(), 'MILL')).toEqual([
      expect.stringMatching(/^a mill in the \*rain\* · \d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
    ]);
    const [secret] = await moderator().autocomplete('moderate task', { image: '' }, 'image');
    expect(secret?.name).toMatch(/^\(private\) · /);
    // Its words for moderators who look it up, the image for its member alone.
    const lookUp = await moderator().slash('moderate task', { image: secret?.value });
    const told = await lookUp.until(({ content }) => content.includes('nobody’s business'));
    expect(told.attachments).toEqual([]);
    expect(await offered(moderator(), 'business')).toEqual([]);
    expect(await offered(moderator(), '', 'release')).toEqual([]);
    expect(await offered(member(), '')).toEqual([]);
    const [first] = await moderator().autocomplete('moderate task', { image: 'mill' }, 'image');
    expect(await moderate('task', { image: first?.value })).toContain('/imagine prompt:a mill in the *rain*');
    // Typed and sent without a choice.
    expect(await moderate('task', { image: 'Mill in' })).toContain('/imagine prompt:a mill in the *rain*');
    expect(await moderate('delete', { image: 'mill' })).toContain('No image in this server matches that.');
    expect(await moderate('task', { image: 'business' })).toContain('No image in this server matches that.');
  });

  it('an image that a moderator calls off stands in the trail', async () => {
    world.provider.state.defaultPlan = { durationMs: 2_500 };
    const reply = await member().slash('imagine', { prompt: 'called off' });
    const working = await reply.until(({ content }) => content.includes('%'));
    await cancelAnyway(moderator(), working);
    world.provider.state.defaultPlan = {};
    await expect.poll(() => moderate('audit', { kind: 'result' })).toContain(`**Image stopped** <@${MEMBER}>`);
    await expect.poll(() => world.provider.charges().length, { timeout: 15_000 }).toBe(world.provider.state.tasks.size);
    await reply.until(({ content }) => !content.includes('%'));
  });

  it('audit tells who did what, by kind, member and page, and as a table', async () => {
    const all = await moderate('audit');
    expect(all).toContain(`<@100000000000000003> · **Image deleted** <@${MEMBER}>`);
    expect(all).toContain('against rule 3');
    expect(await moderate('audit', { kind: 'member' })).toContain(`**Member blocked** <@${SECOND}> · until <t:`);
    expect(await moderate('audit', { kind: 'settings' })).not.toContain('Member blocked');
    await moderate('block', { member: SECOND, duration: '2w' });
    expect(await moderate('audit', { kind: 'member' })).toMatch(/\*\*Member blocked\*\* <@\d+> · until <t:\d+:f>/);
    await moderate('unblock', { member: SECOND });
    expect(await moderate('audit', { member: SECOND })).toMatch(
      new RegExp(`^\\*\\*Who changed what, page 1\\*\\*(\n.*<@${SECOND}>.*)+$`),
    );
    const second = await moderate('audit', { page: 2 });
    expect(second).not.toBe(all);
    const pages = await (await moderator().slash('moderate audit')).until(isEphemeral);
    expect(labels(pages)).toEqual(['Older ▶']);
    const turned = moderator().waitForMessage(({ id, content }) => id === pages.id && content.includes('page 2'));
    await moderator().click(pages, 'Older ▶');
    expect((await turned).content).toBe(second);
    expect(labels(await turned)).toEqual(['◀ Newer', 'Older ▶']);
    expect(await moderate('audit', { page: 9_000 })).toBe('There are no older changes.');
    // What the operator did everywhere is for the operator to see.
    const everywhere = / · \*\*Setting changed\*\* Image making · in all servers · running → paused/;
    expect(await auditOf(manager(), 'settings')).toMatch(everywhere);
    expect(await auditOf(moderator(), 'settings')).not.toMatch(everywhere);
    for (const more of [{}, { csv: true }])
      expect(await moderate('audit', { kind: 'budget', ...more })).toBe('There are no such changes here.');
    const table = await (await moderator().slash('moderate audit', { csv: true })).until(hasImage);
    const text = (await moderator().download(table.attachments[0] ?? { url: '' })).toString();
    expect(text.split('\r\n')[0]).toBe('\uFEFFtime,actor,action,target,before,after,reason');
    expect(text).toContain('spring cleaning');
    expect(text).toMatch(
      new RegExp(`,'\\d{18},member\\.block,'${SECOND},,until \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC,`),
    );
    expect(text).not.toContain('<t:');
  });

  it('block refuses oneself, whoever manages the server, and its owner', async () => {
    const [MODERATOR, OWNER] = ['100000000000000003', '100000000000000004'];
    const managers = 'Only managers of this server can block somebody who can manage it.';
    const owner = 'The owner of this server cannot be blocked.';
    const blocked = async (player: Player, userId: string) =>
      privateAnswer(await player.slash('moderate block', { member: userId }));
    expect(await blocked(moderator(), MODERATOR)).toBe('You cannot block yourself.');
    expect(await blocked(manager(), OWNER)).toBe('You cannot block yourself.');
    expect(await blocked(moderator(), OWNER)).toBe(owner);
    // A manager by the role that the server names; from a command, and from a report, which brings
    // no rights along.
    const result = await makeImage(second(), 'by a manager');
    await settings('manager_role', { role: HELPER });
    await control('member', { guild: 'first', person: 'second', roles: [HELPER] });
    expect(await blocked(moderator(), SECOND)).toBe(managers);
    await settings('log_channel', { channel: ART });
    const reportOf = async (image: APIMessage) => {
      const heard = moderator().waitForMessage(({ content }) => content.includes('reported an image'));
      await member().menu('Report image', image);
      return heard;
    };
    const report = await reportOf(result);
    const form = await (await moderator().click(report, 'Block the member')).modal();
    const fields = { duration: '12h', reason: '' };
    expect(await privateAnswer(await moderator().submit(form, fields, { channel: 'art' }))).toBe(managers);
    expect(hasImage(await ask(second()))).toBe(true);
    const ownersReport = await reportOf(await makeImage(manager(), 'by the owner'));
    expect(await privateAnswer(await moderator().click(ownersReport, 'Block the member'))).toBe(owner);
    // Managers may block each other, and moderators; who is blocked does not let themselves back
    // in.
    expect(await blocked(manager(), SECOND)).toContain('is blocked');
    await moderate('unblock', { member: SECOND });
    expect(await blocked(manager(), MODERATOR)).toContain('is blocked');
    expect(await moderate('unblock', { member: MODERATOR })).toBe(
      'You cannot lift your own block. Ask another moderator.',
    );
    await privateAnswer(await manager().slash('moderate unblock', { member: MODERATOR }));
    await control('member', { guild: 'first', person: 'second', roles: [] });
    await settings('manager_role');
    await settings('log_channel');
  });

  it('what changes nothing is told as that, and is no entry of the trail', async () => {
    const trail = async () => {
      const table = await (await moderator().slash('moderate audit', { csv: true })).until(hasImage);
      return (await moderator().download(table.attachments[0] ?? { url: '' })).toString().split('\r\n').length;
    };
    const id = /`([0-9a-f]{16}-1)`/.exec(
      await moderate('task', { image: (await makeImage(member(), 'twice')).id }),
    )?.[1];
    const limits = async (name: string, options = {}) =>
      privateAnswer(await manager().slash(`budget ${name}`, options));
    const saved = { name: 'same', prompt: '{prompt} again', server: true };
    const rows: [() => Promise<string>, string][] = [
      [() => moderate('delete', { image: id }), 'This image has already been deleted. Nothing to change.'],
      [() => settings('pause', { reason: 'a break' }), 'Image making: already paused (a break). Nothing to change.'],
      [() => settings('resume'), 'Image making: already running. Nothing to change.'],
      [() => settings('concurrent', { most: 7 }), 'Images at once in the server: already 7. Nothing to change.'],
      [() => settings('concurrent'), 'Images at once in the server: already no limit. Nothing to change.'],
      [() => moderate('words add', { text: 'once' }), '“once” is already blocked. Nothing to change.'],
      [() => moderate('words remove', { text: 'once' }), '“once” was not blocked.'],
      [
        () => moderate('block', { member: SECOND, reason: 'x' }),
        `<@${SECOND}> is already blocked (until it is lifted). Nothing to change.`,
      ],
      [() => moderate('unblock', { member: SECOND }), `<@${SECOND}> was not blocked.`],
      [
        () => limits('set server', { amount: '5', window: 'day', images: 40 }),
        'The whole server: $5.00 a day and 40 images (server limit). Nothing to change.',
      ],
      [() => limits('clear server'), 'The whole server: no limit of its own. Nothing to change.'],
      [
        async () => privateAnswer(await manager().slash('preset save', saved)),
        '“same” is saved like that already. Nothing to change.',
      ],
    ];
    for (const [change, words] of rows) {
      expect(await change()).not.toBe(words);
      const entries = await trail();
      expect(await change()).toBe(words);
      expect([words, await trail()]).toEqual([words, entries]);
    }
    await privateAnswer(await manager().slash('preset delete', { name: 'same' }));
  });

  it('words stops prompts that hold them, whoever writes how, and says so without repeating them', async () => {
    expect(await moderate('words add', { text: 'dragon' })).toBe('Prompts that contain “dragon” are now refused.');
    expect(await moderate('words add', { text: '(?=x)', pattern: true })).toContain(
      'is not a supported regular expression',
    );
    await Promise.all([
      moderate('words add', { text: 'acme\\d+', pattern: true }),
      moderate('words add', { text: 'gryphon' }),
    ]);
    expect(await moderate('words remove', { text: 'gryphon' })).toBe('“gryphon” is allowed again.');
    expect(await moderate('words add', { text: '.{0,500}(a|b){0,500}z', pattern: true })).toContain(
      'makes this server’s patterns too long',
    );
    expect(await moderate('words list')).toBe('**Blocked words**\n• dragon\n• /acme\\\\d+/');
    for (const prompt of ['a Drаgon', 'dragón!', 'the ACME99 logo'])
      expect((await ask(member(), 'general', { prompt })).content).toBe(
        'Your prompt contains something that is blocked on this server.',
      );
    expect((await ask(member(), 'general', { prompt: 'fine', negative_prompt: 'dragon' })).content).toContain(
      'is blocked on this server',
    );
    expect(hasImage(await ask(member(), 'harbour', { prompt: 'a dragon' }))).toBe(true);
    expect(await moderator().autocomplete('moderate words remove', { text: 'dra' }, 'text')).toEqual([
      { name: 'dragon', value: 'dragon' },
    ]);
    expect(await member().autocomplete('moderate words remove', { text: '' }, 'text')).toEqual([]);
    expect(await moderate('words add', { text: 'DRAGÓN' })).toBe('“DRAGÓN” is already blocked. Nothing to change.');
    expect(await moderate('words add', { text: '\u0301' })).toContain('holds nothing to look for');
    expect(await moderate('words add', { text: 'acme|', pattern: true })).toContain('would refuse every prompt');
    expect(await moderate('words remove', { text: 'Dragon' })).toBe('“Dragon” is allowed again.');
    expect(await moderate('words remove', { text: 'dragon' })).toBe('“dragon” was not blocked.');
    expect(hasImage(await ask(member(), 'general', { prompt: 'a dragon' }))).toBe(true);
  });

  it('knows nothing of another server’s', async () => {
    const there = await (await manager().slash('imagine', { prompt: 'y' }, { channel: 'harbour' })).until(hasImage);
    expect(HELPERS).toBe(there.channel_id);
    expect(await moderate('task', { image: there.id })).toContain('No image in this server matches that.');
    // But for what was done everywhere, which the operator sees wherever they look.
    expect(await privateAnswer(await manager().slash('moderate audit', {}, { channel: 'harbour' }))).toMatch(
      /^\*\*Who changed what, page 1\*\*(\n.* · in all servers · .*)+$/,
    );
  });
});

describe('whoever hosts the bot', () => {
  it('is told once when the provider refuses the key, whatever restarts, and once when it works again', async () => {
    const told = async () =>
      (await manager().messages('direct'))
        .map(({ content }) => content)
        .filter((content) => content.includes('provider'));
    for (let index = 0; index < 3; index += 1) {
      // A restart neither repeats it nor forgets to tell its end.
      if (index > 0) {
        await world.bot().kill('SIGTERM');
        await world.startBot();
      }
      world.provider.state.faults.push({ on: 'create', times: 1, kind: { status: 401, body: '{}' } });
      await (await member().slash('imagine', { prompt: 'x' })).until(({ content }) =>
        content.includes('rejected this bot’s API key'),
      );
    }
    await expect.poll(told).toEqual([expect.stringContaining('no longer accepts this bot’s API key')]);
    await makeImage(member());
    await expect.poll(told).toHaveLength(2);
    expect((await told()).at(-1)).toBe('The image provider is serving this bot again.');
  });

  it('is told once of a charge far beyond the list price', async () => {
    world.provider.state.nextPlans.push({ cost: '0.80' });
    for (let index = 0; index < 5; index += 1) await makeImage(second());
    const told = async () =>
      (await manager().messages('direct'))
        .map(({ content }) => content)
        .filter((content) => content.includes('charged'));
    await expect
      .poll(told)
      .toEqual([
        expect.stringMatching(
          /^The image provider charged \$0\.80 for one image by flux_kontext_max \(task \w+-1\), more than 3 times its list price of \$0\.08\./,
        ),
      ]);
  });
});

describe('a charge that nobody could confirm', () => {
  const lose = async (player: Player) => {
    world.provider.state.faults.push({ on: 'create', times: 1, kind: 'reset-after' });
    return (await player.slash('imagine', { prompt: 'lost' })).until(({ content }) =>
      content.includes('stays reserved'),
    );
  };
  const linkOf = (message: { id: string; channel_id: string }) =>
    `https://discord.com/channels/200000000000000001/${message.channel_id}/${message.id}`;
  const usageOf = async (player: Player) => privateAnswer(await player.slash('usage me'));

  it('is given back to member and server by a moderator, and ended by the host, who says that it was charged', async () => {
    const before = await usageOf(second());
    const lost = linkOf(await lose(second()));
    expect(await usageOf(second())).toContain('$0.08 is reserved for images whose charge is not confirmed yet.');
    expect(await moderate('release', { image: lost, charged: false })).toContain('Only the operator can say');
    expect(await moderate('release', { image: lost })).toContain('no longer counts towards the member’s');
    expect(await moderate('release', { image: lost })).toBe('There is no unconfirmed charge left to resolve.');
    const left = (words: string) => /\$[\d.]+ left of \$50\.00 a day \(bot default\)/.exec(words)?.[0];
    expect(left(await usageOf(second()))).toBe(left(before));
    expect(await privateAnswer(await manager().slash('moderate release', { image: lost, charged: true }))).toBe(
      'It is settled as charged, at the list price.',
    );
    expect(left(await usageOf(second()))).toBe(left(before));
    expect(await usageOf(second())).not.toContain('not confirmed');
    await expect
      .poll(async () =>
        (await second().messages()).some(
          ({ content }) => content.includes('lost') && content.includes('by its price list'),
        ),
      )
      .toBe(true);
    // The provider charges at the end of its work.
    await expect.poll(() => world.provider.charges().at(-1)).toBe('0.08');
  });

  it('of a direct message is the host’s to decide as well', async () => {
    world.provider.state.faults.push({ on: 'create', times: 1, kind: { status: 502, body: '<html>' } });
    const lost = await (await second().slash('imagine', { prompt: 'by letter' }, { channel: 'direct' })).until(
      ({ content }) => content.includes('stays reserved'),
    );
    const direct = { channel: 'direct' };
    expect(
      await privateAnswer(await moderator().slash('moderate release', { image: lost.id, charged: false }, direct)),
    ).toBe('That works only in servers where this bot is installed.');
    const [offered] = await manager().autocomplete('moderate release', { image: 'letter' }, 'image', direct);
    expect(
      await privateAnswer(await manager().slash('moderate release', { image: offered?.value, charged: false }, direct)),
    ).toBe('It is released: nothing was charged.');
  });

  it('is released by the host, who says that it was not', async () => {
    world.provider.state.faults.push({ on: 'create', times: 1, kind: { status: 502, body: '<html>' } });
    const lost = await (await second().slash('imagine', { prompt: 'never sent' })).until(({ content }) =>
      content.includes('stays reserved'),
    );
    expect(
      await privateAnswer(await manager().slash('moderate release', { image: linkOf(lost), charged: false })),
    ).toBe('It is released: nothing was charged.');
    expect(await moderate('audit', { kind: 'result' })).toContain('It is released: nothing was charged.');
  });
});

describe('what its member posts from the history', () => {
  const postFromHistory = async (prompt: string, taskId: string) => {
    const page = await (await second().slash('history')).until(({ content }) => content.includes(prompt));
    return (await second().select(page, 'history-post', [taskId])).until(hasImage);
  };
  const taskIdOf = ({ components }: Pick<APIMessage, 'components'>) =>
    `${/(?:re-roll|more):(\w+)/.exec(JSON.stringify(components))?.[1]}-1`;
  const isShown = async ({ id, channel_id }: APIMessage) =>
    (await moderator().messages(channel_id === ART ? 'art' : 'general')).some((message) => message.id === id);

  it.each([
    ['privately', 'whispered here', { private: true }, 'general'],
    ['in a direct message', 'whispered there', {}, 'direct'],
  ])(
    'and made %s is copied to the feed, reported, looked up and deleted like any other',
    async (_how, prompt, options, channel) => {
      await settings('feed_channel', { channel: ART });
      await settings('log_channel', { channel: ART });
      const made = await (await second().slash('imagine', { prompt, ...options }, { channel })).until(hasImage);
      const copied = moderator().waitForMessage(
        ({ channel_id, content }) => channel_id === ART && content.includes(prompt),
      );
      const posted = await postFromHistory(prompt, taskIdOf(made));
      const copy = await copied;
      const link = `https://discord.com/channels/200000000000000001/${GENERAL}/${posted.id}`;
      expect(copy.content).toContain(link);

      const heard = moderator().waitForMessage(({ content }) => content.includes('reported an image'));
      expect(await privateAnswer(await member().menu('Report image', posted))).toBe(
        'Thank you. The moderators will look at it.',
      );
      expect((await heard).content).toContain(prompt);
      expect(await moderate('task', { image: link })).toContain(prompt);
      expect(await moderate('delete', { image: link })).toBe('The image was deleted.');
      for (const message of [posted, copy]) await expect.poll(() => isShown(message)).toBe(false);
      await settings('feed_channel');
      await settings('log_channel');
    },
  );
});
