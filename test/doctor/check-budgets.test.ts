// The doctor says where one member could use up what is everybody's.
import { expect, it } from 'vitest';
import { checkBudgets } from '../../src/doctor/check-budgets.ts';

it.each([
  ['the defaults', {}, 'ok'],
  ['a bot budget below the member’s', { HOST_BUDGET: '1.00/day' }, 'warning'],
  ['a bot budget that equals the member’s', { HOST_BUDGET: '2.00/day' }, 'warning'],
  ['a member’s month above the bot’s day', { DEFAULT_MEMBER_BUDGET: '20/month' }, 'warning'],
  ['a member’s days that fill the bot’s month', { HOST_BUDGET: '50/month' }, 'warning'],
  ['a member’s days that do not', { HOST_BUDGET: '100/month' }, 'ok'],
  [
    'a member’s weeks that fill the bot’s month',
    { DEFAULT_MEMBER_BUDGET: '5/week', HOST_BUDGET: '20/month' },
    'warning',
  ],
  ['a bot budget in total that one day uses up', { HOST_BUDGET: '2/total' }, 'warning'],
  ['a bot budget in total that lasts for days', { HOST_BUDGET: '100/total' }, 'ok'],
  ['a member’s total below the bot’s', { DEFAULT_MEMBER_BUDGET: '5/total' }, 'ok'],
  ['a limit per person that holds below it', { HOST_BUDGET: '2/day', HOST_MEMBER_BUDGET: '1/day' }, 'ok'],
  ['a limit per server that holds below it', { HOST_BUDGET: '2/day', HOST_SERVER_BUDGET: '1/day' }, 'ok'],
  ['a limit per person that does not', { HOST_BUDGET: '2/day', HOST_MEMBER_BUDGET: '3/day' }, 'warning'],
  ['a bot budget of nothing', { HOST_BUDGET: '0/day' }, 'warning'],
])('%s', async (_name, environment, level) => {
  expect(await checkBudgets.run(environment)).toMatchObject([{ level, what: expect.stringContaining('HOST_BUDGET') }]);
});
