// What moderators and managers are told of a pattern that is none, and of a limit above the
// operator's.
import { expect, it } from 'vitest';
import { describeSetting } from '../../commands/settings/describe-settings.ts';
import { patternProblem } from '../../src/servers/blocked-words.ts';
import { serverSettings } from '../../src/servers/settings.store.ts';
import { createText } from '../../src/text/text.ts';

it.each([
  ['(?=x)', /invalid.*\(\?=/],
  ['a(b', /missing closing \)/],
  ['[a', /missing closing \]/],
  ['*a', /missing argument to repetition/],
])('says of the pattern %j what is wrong with it', (pattern, problem) => {
  expect(patternProblem(pattern)).toMatch(problem);
  expect(patternProblem('acme\\d+')).toBeUndefined();
});

it.each(['concurrent', 'concurrent_per_member', 'safety_tolerance', 'age_restricted_safety_tolerance'] as const)(
  'shows the limit in effect of %s, and which one holds',
  (name) => {
    const shown = (own: number) =>
      describeSetting(name, serverSettings.parse({ [name]: own }), createText()('en-US'), { defaults: { [name]: 4 } });
    expect([shown(50), shown(4), shown(2)]).toEqual(['4 (bot limit; set to 50 here)', '4', '2']);
  },
);
