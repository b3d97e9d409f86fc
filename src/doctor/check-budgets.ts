// Whether the budgets fit together: what everybody shares should be more than one member may spend
// alone.
import type { BudgetRule, BudgetWindow } from '../billing/budget-rule.ts';
import { formatUsd } from '../billing/money.ts';
import { defineCheck } from './check.ts';
import { ok, warning } from './finding.ts';

/** Days in each window, at least. */
const DAYS: Record<BudgetWindow, number> = { day: 1, week: 7, month: 28, total: Number.POSITIVE_INFINITY };

export const checkBudgets = defineCheck(
  'budgets',
  ['DEFAULT_MEMBER_BUDGET', 'HOST_BUDGET', 'HOST_SERVER_BUDGET', 'HOST_MEMBER_BUDGET'],
  async (config) => {
    const { HOST_BUDGET: host } = config;
    if (host.limitMicros === 0)
      return [warning('HOST_BUDGET is $0.00, so nobody can make an image', 'Raise HOST_BUDGET.')];
    const ofMember = (['DEFAULT_MEMBER_BUDGET', 'HOST_MEMBER_BUDGET', 'HOST_SERVER_BUDGET'] as const).flatMap(
      (name) => {
        const rule = config[name];
        return rule === undefined ? [] : [{ name, rule, micros: mostWithin(host.window, rule) }];
      },
    );
    const [tightest] = ofMember.sort((a, b) => a.micros - b.micros);
    if (tightest === undefined || tightest.micros < host.limitMicros)
      return [ok(`one member cannot use up HOST_BUDGET, ${inWords(host)}`)];
    return [
      warning(
        `one member can use up HOST_BUDGET for everybody: it is ${inWords(host)}, and ${tightest.name} is ${inWords(tightest.rule)}`,
        'Raise HOST_BUDGET, or lower DEFAULT_MEMBER_BUDGET.',
      ),
    ];
  },
);

/**
 * What a rule lets one spend in full days of `window`. A budget in total is meant to be used up
 * some day: there only what one window allows counts.
 */
function mostWithin(window: BudgetWindow, { limitMicros, window: own }: BudgetRule): number {
  const windows = window === 'total' ? 1 : Math.max(1, Math.floor(DAYS[window] / DAYS[own]));
  return limitMicros * windows;
}

const inWords = ({ limitMicros, window }: BudgetRule): string => `${formatUsd(limitMicros)}/${window}`;
