// A denial names its rule, what was used, what this would cost, when that changes, and who can
// help: whichever rule it is.
import { describe, expect, it } from 'vitest';
import type { BudgetDenial } from '../../../src/billing/budgets.ts';
import { describeDenial } from '../../../src/discord/rendering/describe-denial.ts';
import { createText } from '../../../src/text/text.ts';

const denial: BudgetDenial = {
  rule: 'member',
  source: 'default',
  window: 'day',
  since: 0,
  limitMicros: 2_000_000,
  spentMicros: 1_960_000,
  reservedMicros: 0,
  leftMicros: 40_000,
  images: 24,
  resetsAt: 1_000_000,
  costMicros: 80_000,
  wanted: 1,
};
const words = (change: Partial<BudgetDenial>, inServer = true) =>
  describeDenial({ ...denial, ...change }, createText()('en'), inServer);
const TIME = 'It resets <t:1000:R>.';
const IN_VAIN = 'It resets <t:1000:R>, but even then it is too small for this request.';
const RAISE = 'A manager of this server can raise it with `/budget set server`.';
const RAISE_OR_GRANT =
  'A manager of this server can raise it for you with `/budget set member`, or grant you extra credit with `/budget grant`.';

describe('a denial', () => {
  it.each<[string, Partial<BudgetDenial>, string]>([
    [
      'the member’s allowance',
      {},
      `You have used $1.96 of your $2.00 daily allowance here (server default), and this image costs about $0.08. ${TIME} ${RAISE_OR_GRANT}`,
    ],
    [
      'the same, with images being drawn',
      { spentMicros: 1_000_000, reservedMicros: 960_000 },
      `You have used $1.00 of your $2.00 daily allowance here (server default), and this image costs about $0.08. Another $0.96 is reserved for images in progress. ${TIME} ${RAISE_OR_GRANT}`,
    ],
    [
      'an allowance that never resets',
      { window: 'total', resetsAt: undefined },
      `You have used $1.96 of your $2.00 total allowance here (server default), and this image costs about $0.08. It does not reset. ${RAISE_OR_GRANT}`,
    ],
    [
      'an allowance in images',
      { limitImages: 24 },
      `You have made 24 of the 24 images in your daily allowance here (server default), and this request needs 1 more. ${TIME} ${RAISE_OR_GRANT}`,
    ],
    [
      'an allowance of a role that is less than an image costs, however long one waits',
      { source: 'role', roleId: '7', limitMicros: 50_000 },
      `You have used $1.96 of your $0.05 daily allowance here (limit of <@&7>), and this image costs about $0.08. ${IN_VAIN} ${RAISE_OR_GRANT}`,
    ],
    [
      'several images, of which an allowance never holds so many',
      { limitImages: 26, wanted: 27 },
      `You have made 24 of the 26 images in your daily allowance here (server default), and this request needs 27 more. ${IN_VAIN} ${RAISE_OR_GRANT}`,
    ],
    [
      'several that are more than the images left',
      { limitImages: 26, wanted: 4 },
      `You have made 24 of the 26 images in your daily allowance here (server default), and this request needs 4 more. ${TIME} ${RAISE_OR_GRANT}`,
    ],
    [
      'the server’s own budget',
      { rule: 'server', reservedMicros: 20_000 },
      `This server has used $1.96 of its $2.00 daily budget, and this image costs about $0.08. Another $0.02 is reserved for images in progress. ${TIME} ${RAISE}`,
    ],
    [
      'the server’s images',
      { rule: 'server', limitImages: 24 },
      `This server has made 24 of the 24 images in its daily budget, and this request needs 1 more. ${TIME} ${RAISE}`,
    ],
    [
      'the host’s for one person',
      { rule: 'host-member' },
      `You have used $1.96 of this bot’s $2.00 daily limit per person, and this image costs about $0.08. ${TIME}`,
    ],
    [
      'the host’s for the server',
      { rule: 'host-server', resetsAt: undefined, window: 'total' },
      'This server has used $1.96 of this bot’s $2.00 total limit per server, and this image costs about $0.08. It does not reset; only the operator can raise it.',
    ],
    [
      'the host’s own, whose figures are nobody’s business',
      { rule: 'host' },
      `This bot’s daily budget for everyone is used up for now, and this image costs about $0.08. ${TIME}`,
    ],
  ])('by %s', (_rule, change, expected) => {
    expect(words(change)).toBe(expected);
  });

  it('outside servers names nobody who manages them', () => {
    expect(words({ window: 'total', resetsAt: undefined }, false)).toMatch(
      /It does not reset; only the operator can raise it\.$/,
    );
    expect(words({}, false)).toMatch(/It resets <t:1000:R>\.$/);
  });
});

it('a denial in a language without spaces has none between its sentences', () => {
  expect(describeDenial(denial, createText()('ja'), true)).not.toContain('。 ');
  expect(describeDenial({ rule: 'blocked', reason: 'spam', endsAt: 1_000_000 }, createText()('zh-CN'))).toBe(
    '版主已禁止你在这里生成图片。原因：“spam”。<t:1000:R>解除。',
  );
});
