// Which other limits are named beside one of a role, a member or all members: those that may stop
// somebody first.
import { describe, expect, it } from 'vitest';
import { type BudgetRule, parseBudgetRule } from '../../src/billing/budget-rule.ts';
import type { ServerRule } from '../../src/billing/budget-rules.store.ts';
import { lowerLimits } from '../../src/billing/lower-limits.ts';

const ofServer = (rule: BudgetRule): ServerRule[] => [{ ...rule, subject: 'server', subjectId: '' }];

describe('beside a limit for each member', () => {
  it.each([
    ['5/day', '4/day', true],
    ['5/day', '5/day', false],
    ['5/day', '34/week', true],
    ['5/day', '35/week', false],
    ['5/day', '1000/total', true],
    ['10/week', '5/day', true],
    ['10/week', '10/day', false],
    ['10/total', '5/month', true],
    ['10/total', '10/total', false],
    ['0/day', '5/total', false],
  ])('of %s, one of %s is named: %s', (own, other, isNamed) => {
    const rule = parseBudgetRule(other);
    expect(lowerLimits(parseBudgetRule(own), ofServer(rule), {}).length > 0).toBe(isNamed);
    expect(lowerLimits(parseBudgetRule(own), [], { hostServer: rule }).length > 0).toBe(isNamed);
  });

  it('all that may stop somebody first are named, by money or by images', () => {
    const own = { ...parseBudgetRule('5/day'), limitImages: 10 };
    const server = { ...parseBudgetRule('50/day'), limitImages: 9 };
    const rules = { hostServer: parseBudgetRule('100/day'), hostMember: parseBudgetRule('1/day') };
    expect(lowerLimits(own, ofServer(server), rules).map(({ source }) => source)).toEqual(['server', 'host-member']);
  });
});
