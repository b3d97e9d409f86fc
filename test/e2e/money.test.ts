// Limits hold whatever comes at once, denials explain themselves to their member alone, and /usage
// shows where one stands.
import type { APIMessage } from 'discord-api-types/v10';
import { afterEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasEnded, hasImage, isEphemeral, labels } from '../support/shown.ts';

let world: World;

afterEach(async () => {
  try {
    await expectPromisesKept(world);
  } finally {
    await world.close();
  }
});

/** Told alone as well: that the allowance is nearly used up. */
const isNotice = ({ content }: APIMessage) => /^You have used \d+% of/.test(content);
const isDenial = (message: APIMessage) => isEphemeral(message) && !isNotice(message);

const FAST = { behaviour: { medianMs: 500, sigma: 0.1 } };

describe('a member’s allowance', () => {
  it('denies what would exceed it, in private, with what was used, the cost and when it resets', async () => {
    world = await startWorld({ provider: FAST, settings: { DEFAULT_MEMBER_BUDGET: '0.10/day' } });
    const member = world.people.as('member');
    await (await member.slash('imagine', { prompt: 'one' })).until(hasImage);
    const denied = await (await member.slash('imagine', { prompt: 'two' })).until(() => true);
    expect(isEphemeral(denied)).toBe(true);
    expect(denied.content).toMatch(
      /^You have used \$0\.08 of your \$0\.10 daily allowance here \(bot default\), and this image costs about \$0\.08\. It resets <t:\d+:R>\. A manager of this server can raise it for you with <\/budget set member:\d+>, or grant you extra credit with <\/budget grant:\d+>\.$/,
    );
    expect(world.provider.state.tasks.size).toBe(1);
    const elsewhere = await (await member.slash('imagine', { prompt: 'three' }, { channel: 'harbour' })).until(
      hasImage,
    );
    expect(elsewhere.content).toContain('$0.08');
    const other = await (await world.people.as('second').slash('imagine', { prompt: 'four' })).until(hasImage);
    expect(other.content).toContain('$0.08');
  });

  it('is not overspent by two hundred requests at once', async () => {
    world = await startWorld({
      provider: FAST,
      settings: { DEFAULT_MEMBER_BUDGET: '0.80/day', MAX_CONCURRENT_PER_MEMBER: '1000', MAX_CONCURRENT: '50' },
    });
    const member = world.people.as('member');
    const replies = await Promise.all(
      Array.from({ length: 200 }, (_, index) => member.slash('imagine', { prompt: `number ${index}` })),
    );
    const answers = await Promise.all(
      replies.map((reply) => reply.until((message) => hasEnded(message) || isDenial(message), 60_000)),
    );
    expect(answers.filter(hasImage)).toHaveLength(10);
    expect(answers.filter(isDenial)).toHaveLength(190);
    expect(world.provider.state.tasks.size).toBe(10);
  }, 90_000);
});

describe('the host’s budget', () => {
  it('stops everybody, without telling what the host has spent', async () => {
    world = await startWorld({ provider: FAST, settings: { HOST_BUDGET: '0.10/total' } });
    await (await world.people.as('member').slash('imagine', { prompt: 'one' })).until(hasImage);
    const denied = await (
      await world.people.as('second').slash('imagine', { prompt: 'two' }, { channel: 'direct' })
    ).until(() => true);
    expect(denied.content).toContain('This bot’s total budget for everyone is used up for now');
    expect(denied.content).not.toContain('$0.10');
  });
});

describe('concurrency', () => {
  it('denies a member more than their number at once, and queues what is over the provider’s number, showing the place', async () => {
    world = await startWorld({
      provider: { behaviour: { medianMs: 4_000, sigma: 0.01 } },
      settings: { MAX_CONCURRENT: '1', MAX_CONCURRENT_PER_MEMBER: '1' },
    });
    const [member, second, moderator] = ['member', 'second', 'moderator'].map((key) => world.people.as(key));
    if (!member || !second || !moderator) throw new Error('three people are there');
    const first = await member.slash('imagine', { prompt: 'first' });
    await first.until((message) => message.content.includes('%'));
    const denied = await (await member.slash('imagine', { prompt: 'first and a half' })).until(isEphemeral);
    expect(denied.content).toBe('You already have 1 image in progress or queued; the limit is 1.');
    const waiting = await second.slash('imagine', { prompt: 'second' });
    const queued = await waiting.until((message) => message.content.includes('In the queue, position 1'));
    expect(labels(queued)).toEqual(['Cancel']);
    const last = await moderator.slash('imagine', { prompt: 'third' });
    await last.until((message) => message.content.includes('In the queue, position 2'));
    await second.click(queued, 'Cancel');
    const cancelled = await waiting.until((message) => message.content.includes('Cancelled before it began.'));
    expect(cancelled.content).toContain('Nothing was charged.');
    await first.until(hasImage);
    await last.until(hasImage);
    expect(world.provider.state.tasks.size).toBe(2);
  });

  it('gives up on what did not get its turn in QUEUE_TIMEOUT, uncharged', async () => {
    world = await startWorld({
      provider: { behaviour: { medianMs: 6_000, sigma: 0.01 } },
      settings: { MAX_CONCURRENT: '1', QUEUE_TIMEOUT: '1' },
    });
    const first = await world.people.as('member').slash('imagine', { prompt: 'first' });
    await first.until((message) => message.content.includes('%'));
    const failed = await (await world.people.as('second').slash('imagine', { prompt: 'second' })).until(hasEnded);
    expect(failed.content).toContain('this request timed out.\nNothing was charged.');
    await first.until(hasImage);
  });
});

describe('/usage me', () => {
  it('shows images and cost by period, what is reserved, what is left and when it resets', async () => {
    world = await startWorld({ provider: FAST });
    const member = world.people.as('member');
    await (await member.slash('imagine', { prompt: 'one' })).until(hasImage);
    world.provider.state.defaultPlan = { durationMs: 5_000 };
    const working = await member.slash('imagine', { prompt: 'two' });
    await working.until((message) => message.content.includes('%'));
    const usage = await (await member.slash('usage me')).until(() => true);
    expect(isEphemeral(usage)).toBe(true);
    expect(usage.content.split('\n')).toEqual([
      '**Your images here**',
      'Today: 1 image · $0.08',
      'This week: 1 image · $0.08',
      'This month: 1 image · $0.08',
      'In total: 1 image · $0.08',
      '$0.08 is reserved for images in progress.',
      expect.stringMatching(/^\$1\.84 left of \$2\.00 a day \(bot default\); it resets <t:\d+:R>\.$/),
    ]);
    await working.until(hasImage);
  });
});
