// The operator's budgets, as the settings say them.
import type { BudgetRules } from '../billing/budgets.ts';
import { createCalendars } from '../billing/calendar.ts';
import type { Config } from './settings.ts';

/** The settings that say them. */
export const BUDGET_SETTINGS = [
  'DEFAULT_MEMBER_BUDGET',
  'HOST_BUDGET',
  'HOST_SERVER_BUDGET',
  'HOST_MEMBER_BUDGET',
  'HOST_TIME_ZONE',
] as const;

export const budgetRulesOf = (config: Pick<Config, (typeof BUDGET_SETTINGS)[number]>): BudgetRules => ({
  member: config.DEFAULT_MEMBER_BUDGET,
  host: config.HOST_BUDGET,
  hostServer: config.HOST_SERVER_BUDGET,
  hostMember: config.HOST_MEMBER_BUDGET,
  calendarOf: createCalendars(config.HOST_TIME_ZONE),
});
