// Finding one's way: /help says what this person may do in this place just now, /status how things
// stand and what of theirs is on its way.
import { afterEach, describe, expect, it } from 'vitest';
import { startWorld, type World, type WorldOptions } from '../../playground/world.ts';
import { isSettled } from '../support/controls.ts';
import { makeImage, privateAnswer, sendForm } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasEnded, hasImage, isEphemeral, labels } from '../support/shown.ts';

let world: World;

const start = async (options: WorldOptions = {}) => {
  world = await startWorld({ provider: { behaviour: { medianMs: 300, sigma: 0.1 } }, ...options });
};
afterEach(async () => {
  await expectPromisesKept(world);
  await world.close();
});

const helpFor = async (key: string, channel = 'general') =>
  privateAnswer(await world.people.as(key).slash('help', {}, { channel }));

describe('/help', () => {
  it('tells each what is theirs to do, and what they have left', async () => {
    await start({ settings: { HOST_USER_IDS: '100000000000000002' } });
    await makeImage(world.people.as('member'));
    const own = await helpFor('member');
    expect(own).toContain('`count` for up to 4 at once');
    expect(own).toContain('**Reply** to one of my images, mention <@900000000000000002> and say what to change.');
    expect(own).toMatch(
      /An image costs about \$0\.08\. \$1\.92 left of \$2\.00 a day \(bot default\); it resets <t:\d+:R>\./,
    );
    expect(own).not.toMatch(/As a (moderator|manager)|As the operator|Not just now/);
    expect(await helpFor('second')).toContain('As the operator');
    const moderator = await helpFor('moderator');
    expect(moderator).toContain('**As a moderator**');
    expect(moderator).not.toContain('**As a manager**');
    const manager = await helpFor('manager');
    expect(manager).toContain('**As a moderator**');
    expect(manager).toContain('**As a manager**');
    // What is a right in the server is none elsewhere.
    expect(await helpFor('manager', 'direct')).not.toContain('**As a manager**');
    expect([own, manager].every(({ length }) => length < 2_000)).toBe(true);
  });

  it.each([
    [true, 'general', '**Reply** to an image, mention'],
    [false, 'general', '**Reply** to one of my images, mention'],
    [true, 'direct', '**Write to me**'],
    [true, 'elsewhere', 'I am not a member here'],
  ])('says how to edit by chat (intent: %s, in %s)', async (messageContentIntent, channel, words) => {
    await start({ discord: { messageContentIntent } });
    expect(await helpFor('member', channel)).toContain(words);
  });

  it('names commands so that a click types them, by the ids that Discord gave them', async () => {
    await start();
    const { body: imagine } = world.discord.state.commands.get('global')?.find(({ name }) => name === 'imagine') ?? {};
    const own = await helpFor('member');
    expect(own).toContain(`• **Make an image**: </imagine:${imagine?.id}> and a few words`);
    expect(own).toMatch(/<\/usage me:\d+> costs/);
    expect(own).not.toContain('`/');
    expect(await helpFor('manager')).toMatch(/<\/budget set default:\d+>/);
    const denied = await privateAnswer(await world.people.as('second').slash('preset delete', { name: 'none' }));
    expect(denied).toMatch(/<\/preset list:\d+> shows them\.$/);
  });

  it('names the commands of one server, where they are registered there alone', async () => {
    await start({ settings: { DISCORD_GUILD_ID: '200000000000000001', USER_INSTALL: 'false' } });
    const { commands } = world.discord.state;
    const imagine = commands.get('200000000000000001')?.find(({ name }) => name === 'imagine');
    expect(commands.get('global') ?? []).toEqual([]);
    expect(await helpFor('member')).toContain(`</imagine:${imagine?.id}>`);
  });

  it('has an example that opens the form, and costs nothing until it is sent', async () => {
    await start();
    const member = world.people.as('member');
    const shown = await (await member.slash('help')).until(isEphemeral);
    expect(shown.content).toContain('such as “a lighthouse in fog, oil painting”');
    const opened = await member.click(shown, 'Try the example');
    const form = await opened.modal();
    expect(form).toMatchObject({ title: 'Make an image' });
    expect(JSON.stringify(form)).toContain('"value":"a lighthouse in fog, oil painting"');
    expect(world.provider.state.requests).toEqual([]);
    const sentNow = await (await sendForm(member, opened, {})).until(hasImage);
    expect(sentNow.content).toContain('a lighthouse in fog, oil painting');
    expect(isEphemeral(sentNow)).toBe(false);
    await (await world.people.as('manager').slash('settings pause', { reason: 'lunch' })).until(isEphemeral);
    const paused = await (await member.slash('help')).until(isEphemeral);
    expect(labels(paused)).toEqual([]);
  });

  it('says what stands against drawing just now', async () => {
    await start({ settings: { HOST_BUDGET: '1/total' } });
    const words = 'This bot’s budget for everyone leaves less than that.';
    expect(await helpFor('member')).toContain(words);
    expect(await privateAnswer(await world.people.as('member').slash('usage me'))).toContain(words);
    const [manager, moderator] = [world.people.as('manager'), world.people.as('moderator')];
    const limit = { member: '100000000000000001', amount: '10', window: 'day', images: 0 };
    await privateAnswer(await manager.slash('budget set member', limit));
    const usedUp = await (await world.people.as('member').slash('help')).until(isEphemeral);
    expect(usedUp.content).toMatch(
      /\*\*Not just now\*\*: You have made 0 of the 0 images .* It resets <t:\d+:R>, but even then it is too small/,
    );
    expect(labels(usedUp)).toEqual([]);
    const refused = await (await world.people.as('member').slash('imagine', { prompt: 'x' })).until(isEphemeral);
    expect(labels(refused)).toEqual([]);
    await privateAnswer(await manager.slash('budget clear member', { member: '100000000000000001' }));
    await privateAnswer(await manager.slash('settings channels', { rule: 'allow', channel: '300000000000000002' }));
    expect(await helpFor('member')).toContain(
      '**Not just now**: Images cannot be made in this channel. Try <#300000000000000002>.',
    );
    expect(await helpFor('member', 'art')).not.toContain('Not just now');
    await privateAnswer(await manager.slash('settings pause', { reason: 'exam week' }));
    expect(await helpFor('member', 'art')).toContain('**Not just now**: Image making is paused: exam week');
    const status = await (await world.people.as('member').slash('status', {}, { channel: 'art' })).until(isEphemeral);
    expect(status.content).toContain('**Not just now**: Image making is paused: exam week');
    await privateAnswer(await moderator.slash('moderate block', { member: '100000000000000001', reason: 'spam' }));
    expect(await helpFor('member', 'art')).toContain('A moderator has blocked you from making images here.');
  });
});

describe('/status', () => {
  const statusFor = async (key = 'member') =>
    (await world.people.as(key).slash('status')).until(({ content }) => content.includes('Status'));

  it('says that all is well and nothing is on its way', async () => {
    await start();
    const idle = await statusFor();
    expect(isEphemeral(idle)).toBe(true);
    expect(idle.content).toMatch(
      /The image provider has not been used in the last hour\. An image takes about \d+ s; 90% finish within \d+ s\.\nNo images are in progress\. The queue is empty\.\n\*\*Yours\*\*\nYou have nothing in progress\./,
    );
    await makeImage(world.people.as('member'));
    expect((await statusFor()).content).toContain('The image provider is working normally.');
  });

  it('shows one’s own requests, and calls each off from there', async () => {
    await start({ provider: { behaviour: { medianMs: 6_000, sigma: 0.01 } }, settings: { MAX_CONCURRENT: '1' } });
    const member = world.people.as('member');
    const first = await member.slash('imagine', { prompt: 'first' });
    await first.until(({ content }) => content.includes('%'));
    const second = await member.slash('imagine', { prompt: 'the others', count: 2 });
    await second.until(({ content }) => content.includes('In the queue'));
    const page = await statusFor();
    expect(page.content).toContain('1 image is in progress. 2 are queued.');
    expect(page.content).toMatch(/1\\\. \*\*first\*\* · 1 in progress · <t:\d+:R> · \[jump to it\]/);
    expect(page.content).toMatch(/2\\\. \*\*the others\*\* · 2 queued, from position 1/);
    expect(labels(page)).toEqual(['Cancel 1', 'Cancel 2', 'Refresh']);
    const theirs = await statusFor('second');
    expect(theirs.content).toContain('You have nothing in progress.');

    const changed = (word: string) =>
      member.waitForMessage(({ id, content }) => id === page.id && content.includes(word));
    const oneLess = changed('The queue is empty.');
    await member.click(page, 'Cancel 2');
    expect((await oneLess).content).not.toContain('the others');
    await second.until(({ content }) => content.includes('Cancelled before it began.'));

    // Nobody calls off what is another's by its id.
    const customId = JSON.stringify(page.components).match(/status:(?!refresh)\w+/)?.[0] ?? '';
    const forged = { kind: 'component', messageId: theirs.id, customId, componentType: 2 } as const;
    expect(await privateAnswer(await world.people.as('second').forge(forged))).toBe(
      'Only the person who requested this image can do that.',
    );

    const calledOff = changed('called off, charged anyway');
    const asked = await member.click(await oneLess, 'Cancel 1');
    const question = await asked.until(({ content }) => content.includes('charged anyway, about $0.08'));
    await member.click(question, 'Cancel anyway');
    await asked.until(isSettled);
    await member.click(await oneLess, 'Refresh');
    expect(labels(await calledOff)).toEqual(['Refresh']);
    await first.until((message) => labels(message).includes('Show image'));
    const idle = changed('You have nothing in progress.');
    await member.click(await calledOff, 'Refresh');
    await idle;
  }, 60_000);

  it('says when the provider has trouble, or asks for patience', async () => {
    await start();
    const ask = async () => (await world.people.as('member').slash('imagine', { prompt: 'x' })).until(hasEnded);
    world.provider.state.faults.push({ on: 'create', kind: { status: 500 }, times: 1 });
    await ask();
    expect((await statusFor()).content).toContain(
      'The image provider is failing: the only image of the last hour had problems.',
    );
    await ask();
    await ask();
    expect((await statusFor()).content).toContain('had problems with 1 of 3 images in the last hour.');
    world.provider.state.faults.push({
      on: 'create',
      kind: { status: 429, headers: { 'retry-after': '1' } },
      times: 1,
    });
    const waiting = await world.people.as('member').slash('imagine', { prompt: 'y' });
    await expect
      .poll(async () => (await statusFor()).content, { timeout: 10_000, interval: 500 })
      .toContain('The image provider is rate-limiting us: 10 images at a time for now.');
    await waiting.until(hasImage);
  }, 60_000);

  it('works in direct messages and where the bot is a guest', async () => {
    await start();
    for (const channel of ['direct', 'elsewhere'])
      expect(await privateAnswer(await world.people.as('member').slash('status', {}, { channel }))).toContain('Status');
  });
});
