// Budgets set inside Discord: by managers, seen by moderators, felt by members.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeRole } from '../../playground/discord-api/objects.ts';
import type { Player } from '../../playground/discord-api/people.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { makeImage, privateAnswer } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { plainImage } from '../support/photos.ts';
import { hasImage, isEphemeral, labels } from '../support/shown.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 400, sigma: 0.1 } },
    settings: {
      DEFAULT_MEMBER_BUDGET: '50/day',
      HOST_BUDGET: '500/day',
      HOST_SERVER_BUDGET: '450/day',
      MAX_CONCURRENT_PER_MEMBER: '1000',
      MAX_CONCURRENT: '50',
    },
  });
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

const [MEMBER, SECOND] = ['100000000000000001', '100000000000000002'];
const member = () => world.people.as('member');
const second = () => world.people.as('second');
const moderator = () => world.people.as('moderator');
const manager = () => world.people.as('manager');
/** What is answered, in the end: more than $20 is confirmed first. */
const budget = async (name: string, options: Record<string, unknown> = {}) => {
  const reply = await manager().slash(`budget ${name}`, options);
  const asked = await answered(reply);
  if (labels(asked)[0]?.startsWith('Confirm') !== true) return asked.content;
  await manager().click(asked, labels(asked)[0] ?? '');
  return (await reply.until(({ content }) => content !== '' && content !== asked.content)).content;
};
const answered = (reply: Awaited<ReturnType<Player['slash']>>) => reply.until(({ content }) => content !== '');
const denied = async (player: ReturnType<typeof member>, channel = 'general') =>
  privateAnswer(await player.slash('imagine', { prompt: 'x' }, { channel }));

const [LOG, ROLE, GUILD] = ['300000000000000002', '400000000000000011', '200000000000000001'];

describe('/budget', () => {
  it('is for managers to change and for moderators to see', async () => {
    const words = async (player: ReturnType<typeof member>, name: string, options = {}) =>
      privateAnswer(await player.slash(`budget ${name}`, options));
    const rule = { amount: '5', window: 'day' };
    expect(await words(member(), 'show')).toBe('Only moderators of this server can do that.');
    expect(await words(moderator(), 'set server', rule)).toBe('Only managers of this server can do that.');
    expect(await words(moderator(), 'show')).toMatch(
      /The whole server: \$450\.00 a day \(bot limit for each server\) · .*\nEach member: \$50\.00 a day \(bot default\), resets <t:\d+:R>$/,
    );
    expect(await privateAnswer(await manager().slash('budget show', {}, { channel: 'direct' }))).toBe(
      'That works only in servers where this bot is installed.',
    );
  });

  it('counts a limit of @everyone for everybody, whichever way they ask and whoever looks', async () => {
    const EVERYONE = '200000000000000001';
    await budget('set role', { role: EVERYONE, amount: '0.01', window: 'day' });
    const limit = `limit of <@&${EVERYONE}>`;
    expect(await privateAnswer(await member().slash('usage me'))).toContain(limit);
    expect(await privateAnswer(await moderator().slash('usage member', { member: MEMBER }))).toContain(limit);
    expect(await privateAnswer(await moderator().slash('budget show', { member: MEMBER }))).toContain(limit);
    const allowance = 'of your $0.01 daily allowance';
    expect(await denied(member())).toContain(allowance);
    const answer = member().waitForMessage(({ author, content }) => author.bot === true && content.includes(allowance));
    const files = [{ name: 'photo.png', bytes: await plainImage('png') }];
    await member().post('<@900000000000000002> make it night', { files });
    expect((await answer).content).toContain(allowance);
    await budget('clear role', { role: EVERYONE });
  });

  it.each(['soon', '-1', '1e3'])('refuses %j as an amount, in words', async (amount) => {
    expect(await budget('set server', { amount, window: 'day' })).toContain('is not an amount in US dollars');
  });

  it.each([
    ['set server', { window: 'day' }],
    ['grant', { member: MEMBER, reason: 'a typo' }],
  ])('%s refuses an amount that may mean two', async (name, options) => {
    expect(await budget(name, { ...options, amount: '1.000' })).toMatch(
      /1\.000.* could mean 1000 or 1\.00\. Write one of the two\.$/,
    );
  });

  it.each([
    ['grant', '0', 'Extra credit must be more than 0.'],
    ['set server', '10000000000', '“10000000000” is too much. The maximum is $999,999,999.00.'],
    ['grant', '0.1234567', '“0.1234567” has more than six digits after the decimal sign.'],
  ])('%s says of the amount %s what is wrong with it', async (name, amount, words) => {
    const options = name === 'grant' ? { member: MEMBER, reason: 'x' } : { window: 'day' };
    expect(await budget(name, { ...options, amount })).toBe(words);
  });

  it('asks before a sum above $20, and makes it once, for whoever asked, while they may', async () => {
    const rule = { role: ROLE, amount: '1,000', window: 'month' };
    const reply = await manager().slash('budget set role', rule);
    const asked = await answered(reply);
    expect(asked.content).toBe(
      `<@&${ROLE}>: the limit would be $1,000.00 a month, which is more than $20.00. Is the amount right?`,
    );
    expect(labels(asked)).toEqual(['Confirm $1,000.00']);
    expect(await budget('show')).not.toContain('$1,000.00');
    const here = await makeImage(manager());
    const forge = async (player: Player) => {
      const customId = /budget-confirm:\w+/.exec(JSON.stringify(asked.components))?.[0] ?? '';
      const click = await player.forge({ kind: 'component', messageId: here.id, customId, componentType: 2 });
      return privateAnswer(click);
    };
    expect(await forge(moderator())).toBe('Only managers of this server can do that.');
    await manager().click(asked, 'Confirm $1,000.00');
    const changed = await reply.until(({ content }) => content.includes('is now'));
    expect([changed.content.includes('$1,000.00 a month'), labels(changed)]).toEqual([true, []]);
    expect(await forge(manager())).toBe('This confirmation has expired. Run the command again.');
    expect((await budget('history')).match(/\$1,000\.00/g)).toHaveLength(1);
    // What changes nothing is told at once.
    const same = await answered(await manager().slash('budget set role', rule));
    expect([same.content.includes('Nothing to change'), labels(same)]).toEqual([true, []]);
    await budget('clear role', { role: ROLE });
    // Twenty dollars are a usual sum.
    expect(await privateAnswer(await manager().slash('budget set role', { ...rule, amount: '20' }))).toContain(
      'is now',
    );
    await budget('clear role', { role: ROLE });
  });

  it('sets a default for members, tells before and after, and holds', async () => {
    expect(await budget('set default', { amount: '0.10', window: 'day' })).toMatch(
      /^Each member: was \$50\.00 a day \(bot default\), is now \$0\.10 a day \(server default\)\. It resets <t:\d+:R>\.$/,
    );
    await makeImage(second());
    expect(await denied(second())).toMatch(
      /^You have used \$0\.08 of your \$0\.10 daily allowance here \(server default\), and this image costs about \$0\.08\. It resets <t:\d+:R>\. A manager of this server can raise it for you with <\/budget set member:\d+>, or grant you extra credit with <\/budget grant:\d+>\.$/,
    );
    await (await manager().slash('imagine', { prompt: 'elsewhere' }, { channel: 'harbour' })).until(hasImage);
  });

  it('names the other limits that may stop the members of a role, or one of them, first', async () => {
    const also = 'Also limited by $3.00 a week (server limit).';
    await budget('set server', { amount: '3', window: 'week' });
    const ofRole = { role: ROLE, amount: '5', window: 'day' };
    expect(await budget('set role', ofRole)).toContain(also);
    expect(await budget('set role', ofRole)).toMatch(/Nothing to change\. Also limited by \$3\.00 a week/);
    await budget('set member', { member: MEMBER, amount: '7', window: 'month' });
    const shown = (await budget('show')).split('\n');
    expect(shown).toContain(`<@&${ROLE}>: $5.00 a day · ${also}`);
    expect(shown).toContain(`<@${MEMBER}>: $7.00 a month · ${also}`);
    expect(await budget('clear server')).not.toContain('Also limited');
    expect(await budget('show')).not.toContain('Also limited');
    await budget('clear role', { role: ROLE });
    await budget('clear member', { member: MEMBER });
  });

  it('names the bot’s limit too, where that leaves less than the server’s own', async () => {
    const [own, ofBot] = ['$1,000.00 in total (server limit)', '$450.00 a day (bot limit for each server)'];
    const tighter = /The bot’s limit per server allows less: \$4\d\d\.\d\d\./;
    const set = await budget('set server', { amount: '1000', window: 'total' });
    expect(set).toContain(`The whole server: was ${ofBot}, is now ${own} and ${ofBot}. So far: `);
    expect(set).toMatch(tighter);
    const again = await budget('set server', { amount: '1000', window: 'total' });
    expect(again).toContain(`The whole server: ${own} and ${ofBot}. Nothing to change. The bot’s limit`);
    const shown = await budget('show');
    expect(shown).toContain(`The whole server: ${own} · `);
    expect(shown).toMatch(tighter);
    const usage = await privateAnswer(await moderator().slash('usage server'));
    expect(usage).toContain(`Budget: ${own} · `);
    expect(usage).toMatch(tighter);
    const cleared = await budget('clear server');
    expect(cleared).toContain(`was ${own} and ${ofBot}, is now ${ofBot}. So far: `);
    expect(cleared).not.toMatch(tighter);
  });

  it('removes the limits of roles that were deleted, which nobody can choose any more', async () => {
    const guild = world.discord.state.guilds.find(({ id }) => id === GUILD);
    const role = guild?.roles.find(({ id }) => id === ROLE);
    if (!guild || !role) throw new Error('the stand-in begins with these');
    await budget('set role', { role: ROLE, amount: '1', window: 'day' });
    await budget('set role', { role: GUILD, amount: '40', window: 'day' });
    expect(await budget('clear role')).toBe('No deleted role has a limit here.');
    guild.roles = guild.roles.filter((other) => other !== role);
    world.discord.gateway.sendAsIs('GUILD_ROLE_DELETE', { guild_id: GUILD, role_id: ROLE });
    expect(await budget('clear role')).toBe('1 limit of a deleted role is removed.');
    const shown = await budget('show');
    expect([shown.includes(ROLE), shown.includes(`<@&${GUILD}>: $40.00`)]).toEqual([false, true]);
    expect((await budget('history')).split('\n')[1]).toMatch(new RegExp(`<@&${ROLE}>, was \\$1\\.00 a day`));
    await budget('clear role', { role: GUILD });
    guild.roles.push(role);
    world.discord.gateway.sendAsIs('GUILD_ROLE_CREATE', { guild_id: GUILD, role: describeRole(role.id, role.name, 1) });
  });

  it('tells which limit leaves a member less than the one that is set for them', async () => {
    const set = await budget('set member', { member: MEMBER, amount: '1000', window: 'total' });
    expect(set).toContain(
      'is now $1,000.00 in total (own limit) and $450.00 a day (bot limit for each server). So far',
    );
    expect(set).toMatch(/The bot’s limit per server allows less: \$4\d\d\.\d\d\.$/);
    await budget('clear member', { member: MEMBER });
  });

  it('grants a member more, which is used after the allowance, and shows in their usage', async () => {
    expect(await budget('grant', { member: SECOND, amount: '$0,20', reason: 'a *fine* idea', expires: '7d' })).toMatch(
      new RegExp(`^<@${SECOND}> has \\$0\\.20 of extra credit; it expires <t:\\d+:R>\\.$`),
    );
    await makeImage(second());
    expect(await privateAnswer(await second().slash('usage me'))).toMatch(
      /\$0\.00 left of \$0\.10 a day \(server default\)[\s\S]*Extra credit: \$0\.14 of \$0\.20 left \(a \\\*fine\\\* idea\) · expires <t:/,
    );
  });

  it('gives one member a limit of their own, in images too', async () => {
    expect(await budget('set member', { member: MEMBER, amount: '10', window: 'week', images: 1 })).toMatch(
      new RegExp(
        `^<@${MEMBER}>: was \\$0\\.10 a day \\(server default\\), is now \\$10\\.00 a week and 1 image \\(own limit\\)\\. ` +
          'So far: \\$0\\.00 used, \\$10\\.00 and 1 image left, resets <t:\\d+:R>\\.$',
      ),
    );
    await makeImage(member());
    const left = '$9.92 and 0 images left of $10.00 a week and 1 image (own limit); it resets <t:';
    expect(await privateAnswer(await member().slash('usage me'))).toContain(left);
    expect(await privateAnswer(await member().slash('help'))).toContain(left);
    expect(await budget('show', { member: MEMBER })).toContain(
      `<@${MEMBER}>: $10.00 a week and 1 image (own limit) · $0.08 used, $9.92 and 0 images left, resets <t:`,
    );
    expect(await denied(member())).toMatch(
      /^Your weekly allowance here is 1 image \(own limit\)\. You have made 1, and this request needs 1 more\. It resets <t:\d+:R>\. A manager/,
    );
    expect(await budget('clear member', { member: MEMBER })).toMatch(
      /was \$10\.00 a week and 1 image \(own limit\), is now \$0\.10 a day \(server default\)\. So far: \$0\.08 used, \$0\.02 left,/,
    );
    expect(await denied(member())).toContain('daily allowance');
    await budget('clear default');
    await makeImage(member());
  });

  it('limits the whole server, to the image, whatever comes at once', async () => {
    const spent = world.provider.charges().length;
    await budget('set server', { amount: '100', window: 'total' });
    const before = await budget('show');
    const used = Number(/The whole server: .* · \$([\d.]+) used/.exec(before)?.[1]);
    expect(used).toBeGreaterThan(0);
    await budget('set server', { amount: (used + 0.8).toFixed(2), window: 'total' });
    const people = ['member', 'second', 'moderator', 'manager', 'closed'].map((key) => world.people.as(key));
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        (people[index % people.length] ?? member()).slash('imagine', { prompt: `number ${index}` }),
      ),
    );
    const answers = await Promise.all(
      replies.map((reply) => reply.until((message) => hasImage(message) || isEphemeral(message), 60_000)),
    );
    expect(answers.filter(hasImage)).toHaveLength(10);
    const words = answers.filter(isEphemeral).map(({ content }) => content);
    expect(words).toHaveLength(90);
    expect(words[0]).toMatch(
      /^This server has used \$[\d.]+ of its \$[\d.]+ total budget, and this image costs about \$0\.08\. (Another \$[\d.]+ is reserved for images in progress\. )?It does not reset\. A manager of this server can raise it with <\/budget set server:\d+>\.$/,
    );
    expect(world.provider.charges().length).toBe(spent + 10);
    await budget('clear server');
  }, 90_000);

  it('tells a member once at 80 and once at 100 per cent, alone', async () => {
    const closed = world.people.as('closed');
    const own = { member: '100000000000000005', window: 'total' };
    await budget('set member', { ...own, amount: '50' });
    const left = /\$([\d.]+) left of \$50\.00 in total \(own limit\)/.exec(
      await privateAnswer(await closed.slash('usage me')),
    )?.[1];
    // Four images more: the third and the fourth pass a mark, whatever was spent before is small
    // beside them.
    const used = 50 - Number(left);
    await budget('set member', { ...own, amount: (used + 0.4).toFixed(2) });
    const drawAndListen = async () => {
      const before = (await closed.messages()).filter(({ content }) => content.startsWith('You have used'));
      await makeImage(closed);
      await expect.poll(async () => world.provider.state.tasks.size).toBeGreaterThan(0);
      await sleepFor(1_200);
      const after = (await closed.messages()).filter(({ content }) => content.startsWith('You have used'));
      return after.slice(before.length).map(({ content, flags }) => [content, Number(flags) & 64]);
    };
    const told = [];
    for (let index = 0; index < 5; index += 1) told.push(...(await drawAndListen()));
    const limit = `$${(used + 0.4).toFixed(2)}`;
    expect(told).toEqual([
      [`You have used 80% of your ${limit} total allowance here (own limit).`, 64],
      [`You have used 100% of your ${limit} total allowance here (own limit).`, 64],
    ]);
  }, 60_000);

  it('shows moderators who is near a limit', async () => {
    const shown = await budget('show');
    expect(shown).toMatch(
      /\*\*Near a limit\*\*\n<@100000000000000005>: \$[\d.]+ in total \(own limit\) · \$[\d.]+ used, \$0\.00 left$/m,
    );
    expect(shown.split('**Extra credit**')[0]).not.toContain(`<@${SECOND}>: `);
  });

  it('tells the server’s log channel likewise', async () => {
    await privateAnswer(await manager().slash('settings log_channel', { channel: LOG }));
    await budget('set server', { amount: '400', window: 'total' });
    const total = Number(/The whole server: .* · \$([\d.]+) used/.exec(await budget('show'))?.[1]);
    await budget('set server', { amount: (total + 0.1).toFixed(2), window: 'total' });
    const heard = moderator().waitForMessage(
      ({ channel_id, content }) => channel_id === LOG && content.includes('has used'),
    );
    await makeImage(member());
    expect((await heard).content).toMatch(/^This server has used 80% of its \$[\d.]+ total budget\.$/);
    await budget('clear server');
  });

  it('lists grants to moderators, and lets managers revoke them', async () => {
    await budget('grant', { member: MEMBER, amount: '3', reason: 'a @everyone contest' });
    const listed =
      /\*\*Extra credit\*\*\n#1 <@100000000000000002>: \$0\.14 of \$0\.20 left .* expires <t:.*\n(#\d+) <@100000000000000001>: \$3\.00 of \$3\.00 left/;
    const seen = await answered(await moderator().slash('budget show'));
    expect(seen.content).toMatch(listed);
    expect(JSON.stringify(seen.components)).not.toContain('budget-revoke');
    const reply = await manager().slash('budget show', { member: MEMBER });
    const shown = await answered(reply);
    expect(shown.content).not.toContain('#1 ');
    const id = /#(\d+) /.exec(shown.content)?.[1] ?? '';
    await manager().select(shown, 'budget-revoke', [id]);
    const after = await reply.until(({ content }) => content.includes('is revoked'));
    expect(after.content).toContain(`Extra credit #${id} of <@${MEMBER}> is revoked; $3.00 of $3.00 was left.`);
    expect(after.content).not.toContain('**Extra credit**');
    expect(after.components ?? []).toEqual([]);
    expect(await privateAnswer(await member().slash('usage me'))).not.toContain('Extra credit');
    // A list that is still open elsewhere.
    const { id: messageId } = await makeImage(manager());
    const choice = { customId: 'budget-revoke:all', componentType: 3, values: [id] };
    expect(await privateAnswer(await manager().forge({ kind: 'component', messageId, ...choice }))).toBe(
      'This extra credit is already used up, expired or revoked.',
    );
    expect(await privateAnswer(await moderator().forge({ kind: 'component', messageId, ...choice }))).toBe(
      'Only managers of this server can do that.',
    );
    expect(await budget('history')).toContain(
      `revoked extra credit of <@${MEMBER}>, #${id}: $3.00 of $3.00: a \\@everyone contest`,
    );
  });

  it('remembers who changed what', async () => {
    const reply = await manager().slash('budget history');
    const pages = [await answered(reply)];
    const last = () => pages.at(-1) as (typeof pages)[number];
    while (labels(last()).includes('Older ▶')) {
      await manager().click(last(), 'Older ▶');
      pages.push(await reply.until(({ content }) => content.includes(`page ${pages.length + 1}**`)));
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(labels(last())).toEqual(['◀ Newer']);
    const history = pages.map(({ content }) => content).join('\n');
    expect(history).toMatch(
      /<@100000000000000004> granted <@100000000000000002> \$0\.20 \(#1\) · expires <t:\d+:R>: a \\\*fine\\\* idea/,
    );
    expect(history).toContain(
      `<@100000000000000004>: <@${MEMBER}>, was $0.10 a day (server default), now $10.00 a week and 1 image (own limit)`,
    );
    expect(await privateAnswer(await moderator().slash('budget history'))).toBe(pages[0]?.content);
    expect(await privateAnswer(await manager().slash('budget history', {}, { channel: 'harbour' }))).toBe(
      'Nobody has changed a limit here yet.',
    );
  });

  it('shows whole lines, and all limits in a file where a message does not hold them', async () => {
    const guild = world.discord.state.guilds.find(({ id }) => id === GUILD);
    if (!guild) throw new Error('the stand-in begins with it');
    const { roles } = guild;
    const added = Array.from({ length: 22 }, (_, index) => ({ id: `4000000000000010${10 + index}`, name: 'r' }));
    guild.roles = [...roles, ...added];
    await budget('set server', { amount: '3', window: 'week' });
    for (const { id } of added) await budget('set role', { role: id, amount: '5', window: 'day' });
    await budget('grant', { member: MEMBER, amount: '1', reason: 'x'.repeat(90) });
    const shown = await answered(await manager().slash('budget show'));
    const lines = shown.content.split('\n').filter((line) => line.startsWith('<@&4'));
    expect(lines.every((line) => line.endsWith('Also limited by $3.00 a week (server limit).'))).toBe(true);
    expect(shown.content).toContain(`and ${22 - lines.length} more limits\n`);
    expect(shown.content).toMatch(/\n#\d+ <@\d+>: \$1\.00 of \$1\.00 left \(x{90}\)$/);
    const table = (await manager().download(shown.attachments[0] ?? { url: '' })).toString().split('\r\n');
    expect(table).toContain(`role,'${added.at(-1)?.id},r,5.000000,day,`);
    expect(table.filter((line) => line.startsWith('role,'))).toHaveLength(22);
    await manager().select(shown, 'budget-revoke', [/#(\d+) <@\d+>: \$1\.00 of/.exec(shown.content)?.[1] ?? '']);
    for (const { id } of added) await budget('clear role', { role: id });
    await budget('clear server');
    guild.roles = roles;
  });
});
