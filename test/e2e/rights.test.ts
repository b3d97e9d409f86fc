// Who may do what: every command, subcommand and menu, by everybody there is, row by row. A new one
// without a row fails, and so does a button, select or form: rights-of-controls.long.test.ts tries
// each of those, and this file those that matter most.
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Player } from '../../playground/discord-api/people.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { commandBodies } from '../../src/discord/registration/register-commands.ts';
import { createText } from '../../src/text/text.ts';
import { CONTROLS } from '../support/control-rights.ts';
import { makeImage, privateAnswer } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';

type Who = 'everybody' | 'moderator' | 'manager' | 'host';

const [MEMBER, ROLE, CHANNEL] = ['100000000000000001', '400000000000000011', '300000000000000002'];
const rule = { amount: '5', window: 'day' };
const days = { period: 'today' };

/**
 * What is asked for is harmless or wrong, so that nothing is drawn: only the right to ask is looked
 * at.
 */
const ROWS: [name: string, options: Record<string, unknown>, who: Who][] = [
  ['imagine', { prompt: ' ' }, 'everybody'],
  ['edit', { prompt: ' ' }, 'everybody'],
  ['history', {}, 'everybody'],
  ['preset save', { name: 'x', prompt: 'x {prompt}' }, 'everybody'],
  ['preset list', {}, 'everybody'],
  ['preset delete', { name: 'zzz' }, 'everybody'],
  ['help', {}, 'everybody'],
  ['status', {}, 'everybody'],
  ['usage me', {}, 'everybody'],
  ['usage member', { member: MEMBER, ...days }, 'moderator'],
  ['usage server', days, 'moderator'],
  ['usage top', days, 'moderator'],
  ['usage host', days, 'host'],
  ['budget show', {}, 'moderator'],
  ['budget history', {}, 'moderator'],
  ['budget set server', rule, 'manager'],
  ['budget set default', rule, 'manager'],
  ['budget set role', { role: ROLE, ...rule }, 'manager'],
  ['budget set member', { member: MEMBER, ...rule }, 'manager'],
  ['budget clear server', {}, 'manager'],
  ['budget clear default', {}, 'manager'],
  ['budget clear role', { role: ROLE }, 'manager'],
  ['budget clear member', { member: MEMBER }, 'manager'],
  ['budget grant', { member: MEMBER, amount: '1', reason: 'x' }, 'manager'],
  ['privacy avatar', { allowed: true }, 'everybody'],
  ['privacy export', {}, 'everybody'],
  ['privacy delete', {}, 'everybody'],
  ['settings show', {}, 'manager'],
  ['settings avatar_remix', { allowed: true }, 'manager'],
  ['settings show_costs', { allowed: true }, 'manager'],
  ['settings time_zone', {}, 'manager'],
  ['settings moderator_role', {}, 'manager'],
  ['settings manager_role', {}, 'manager'],
  ['settings log_channel', {}, 'manager'],
  ['settings feed_channel', {}, 'manager'],
  ['settings safety_tolerance', {}, 'manager'],
  ['settings age_restricted_safety_tolerance', {}, 'manager'],
  ['settings concurrent_per_member', {}, 'manager'],
  ['settings concurrent', {}, 'manager'],
  ['settings default_model', {}, 'manager'],
  ['settings default_aspect_ratio', {}, 'manager'],
  ['settings default_output_format', {}, 'manager'],
  ['settings language', {}, 'manager'],
  ['settings channels', { rule: 'forget', channel: CHANNEL }, 'manager'],
  ['settings roles', { rule: 'forget', role: ROLE }, 'manager'],
  ['settings pause', {}, 'manager'],
  ['settings resume', {}, 'manager'],
  ['moderate block', { member: '100000000000000006' }, 'moderator'],
  ['moderate unblock', { member: '100000000000000006' }, 'moderator'],
  ['moderate task', { image: 'x' }, 'moderator'],
  ['moderate release', { image: 'x' }, 'moderator'],
  ['moderate delete', { image: 'x' }, 'moderator'],
  ['moderate words add', { text: 'zzz' }, 'moderator'],
  ['moderate words remove', { text: 'zzz' }, 'moderator'],
  ['moderate words list', {}, 'moderator'],
  ['moderate audit', {}, 'moderator'],
];

/**
 * By which rights each of these people acts; whoever manages a server may also keep order there.
 */
const PEOPLE: Record<string, readonly Who[]> = {
  second: ['everybody', 'host'],
  moderator: ['everybody', 'moderator'],
  manager: ['everybody', 'moderator', 'manager'],
  closed: ['everybody'],
};

const REFUSED = /^(Only (moderators|managers|the operator|the person)|That works only in servers)/;

let world: World;

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 300, sigma: 0.1 } },
    // An operator without any right in the server; and one member who is blocked there.
    settings: { HOST_USER_IDS: '100000000000000002', DEFAULT_MEMBER_BUDGET: '50/day' },
  });
  await privateAnswer(await world.people.as('moderator').slash('moderate block', { member: '100000000000000005' }));
});
afterAll(() => world.close());
afterEach(() => expectPromisesKept(world));

async function mayUse(
  player: Player,
  name: string,
  options: Record<string, unknown>,
  channel = 'general',
): Promise<boolean> {
  const files = name === 'edit' ? { image: { name: 'a.png', bytes: Buffer.from('x'), contentType: 'image/png' } } : {};
  const reply = await player.slash(name, options, { channel, files });
  const { content } = await reply.until(({ content: words }) => words !== '');
  return !REFUSED.test(content);
}

describe('the table', () => {
  it('has a row for every command, subcommand and menu', () => {
    const config = readConfig({ DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b' });
    const bodies = commandBodies(commands, config, createText()) as unknown as Body[];
    const paths = bodies.filter(({ type = 1 }) => type === 1).flatMap((body) => pathsOf(body, body.name));
    expect(ROWS.map(([name]) => name).sort()).toEqual(paths.sort());
    expect(bodies.filter(({ type = 1 }) => type !== 1).map(({ name }) => name)).toEqual([
      'Edit image',
      'Remix avatar',
      'Image usage',
      'Report image',
    ]);
  });

  it('of controls has a row for every button, select and form', () => {
    const controls = commands.filter(({ kind }) => kind === 'button' || kind === 'select' || kind === 'modal');
    const known = new Set(CONTROLS.map(({ kind, name }) => `${kind} ${name}`));
    expect([...known].sort()).toEqual(controls.map(({ kind, name }) => `${kind} ${name}`).sort());
  });
});

describe.each(Object.entries(PEOPLE))('%s', (key, rights) => {
  it.each(ROWS)('/%s', async (name, options, who) => {
    expect(await mayUse(world.people.as(key), name, options)).toBe(rights.includes(who));
  });
});

describe('in direct messages', () => {
  // There are no roles and channels to name there.
  const possible = ROWS.filter(
    ([, options, who]) => who !== 'everybody' && !('role' in options) && !('channel' in options),
  );

  it.each(possible)('/%s is nobody’s right, but for the host’s own', async (name, options, who) => {
    expect(await mayUse(world.people.as('manager'), name, options, 'direct')).toBe(false);
    if (who === 'host') expect(await mayUse(world.people.as('second'), name, options, 'direct')).toBe(true);
  });
});

describe('buttons and menus', () => {
  let result: APIMessage;
  const words = async (key: string, action: string, componentType = 2, values?: string[]) => {
    const id = JSON.stringify(result.components).match(/re-roll:(\w+)/)?.[1] ?? '';
    const reply = await world.people.as(key).forge({
      kind: 'component',
      messageId: result.id,
      customId: `${action}:${id}`,
      componentType,
      ...(values ? { values } : {}),
    });
    const answer = await reply.answer();
    if (answer.outcome === 'modal') return 'a form';
    if (answer.outcome === 'answered' && answer.type === 6 && !(await isRefusedLater(reply))) return 'done';
    return (await reply.until(({ content }) => content !== '')).content;
  };
  const isRefusedLater = async (reply: Awaited<ReturnType<Player['forge']>>) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return REFUSED.test(reply.message()?.content ?? '');
  };

  beforeAll(async () => {
    result = await makeImage(world.people.as('member'), 'a test of rights');
  });

  it.each<[string, string, RegExp]>([
    ['member', 'details', /^\*\*Details/],
    ['second', 'details', /^\*\*Details/],
    ['closed', 'details', /^\*\*Details/],
    ['member', 'edit', /^a form$/],
    ['second', 'edit', /^a form$/],
    ['closed', 'edit', /^A moderator has blocked you/],
    ['closed', 're-roll', /^A moderator has blocked you/],
    ['closed', 'try-again', /^A moderator has blocked you/],
    ['second', 'cancel', REFUSED],
    ['closed', 'delete', REFUSED],
    ['second', 'delete', REFUSED],
    ['second', 'show-picture', REFUSED],
    ['second', 'block', REFUSED],
    ['member', 'block', REFUSED],
    ['moderator', 'cancel', /^done$/],
    ['moderator', 'show-picture', REFUSED],
    ['outsider', 'details', /You cannot see this channel|no longer exists/],
    ['moderator', 'delete', /^done$/],
  ])('%s: %s', async (key, action, answer) => {
    expect(await words(key, action).catch((error: Error) => error.message)).toMatch(answer);
  });

  it('usage-top is looked at anew by whoever clicks', async () => {
    result = await makeImage(world.people.as('member'));
    const click = async (key: string) =>
      privateAnswer(
        await world.people
          .as(key)
          .forge({ kind: 'component', messageId: result.id, customId: 'usage-top:30d-0', componentType: 2 }),
      );
    expect(await click('member')).toMatch(REFUSED);
    expect(await click('second')).toMatch(REFUSED);
  });

  it('Image usage is for moderators, the other menus for everybody who is not blocked', async () => {
    const menu = async (key: string, name: string, target: APIMessage | string) => {
      const reply = await world.people.as(key).menu(name, target);
      const answer = await reply.answer();
      return answer.outcome === 'modal' ? 'a form' : (await reply.until(({ content }) => content !== '')).content;
    };
    expect(await menu('second', 'Image usage', 'member')).toMatch(REFUSED);
    expect(await menu('moderator', 'Image usage', 'member')).not.toMatch(REFUSED);
    expect(await menu('second', 'Edit image', result)).toBe('a form');
    expect(await menu('closed', 'Edit image', result)).toContain('A moderator has blocked you');
    expect(await menu('second', 'Remix avatar', 'member')).toBe('a form');
    expect(await menu('closed', 'Remix avatar', 'member')).toContain('A moderator has blocked you');
    expect(await menu('second', 'Report image', result)).toContain('has no channel for reports');
  });
});

interface Body {
  type?: number;
  name: string;
  options?: Body[];
}

function pathsOf({ options = [] }: Body, path: string): string[] {
  const nested = options.filter(({ type }) => type === 1 || type === 2);
  return nested.length === 0 ? [path] : nested.flatMap((option) => pathsOf(option, `${path} ${option.name}`));
}
