// Who may use which button, select and form: a row for each, tried by everybody there is. A new one
// without a row fails.
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Forgery, Player } from '../../playground/discord-api/people.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { drawn, privateAnswer } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasEnded } from '../support/shown.ts';

type Outcome = 'yes' | 'no' | 'blocked' | 'unknown';

/**
 * The author of the image; another member, who is the operator; a moderator; a manager; one who is
 * blocked; the other member again, in a direct message.
 */
const PEOPLE = ['member', 'second', 'moderator', 'manager', 'closed', 'direct'] as const;

const everybody: Outcome[] = ['yes', 'yes', 'yes', 'yes', 'yes', 'yes'];
const seers: Outcome[] = ['yes', 'yes', 'yes', 'yes', 'yes', 'unknown'];
const painters: Outcome[] = ['yes', 'yes', 'yes', 'yes', 'blocked', 'unknown'];
const author: Outcome[] = ['yes', 'no', 'no', 'no', 'no', 'unknown'];
const authorAndModerators: Outcome[] = ['yes', 'no', 'yes', 'yes', 'no', 'unknown'];
const moderators: Outcome[] = ['no', 'no', 'yes', 'yes', 'no', 'no'];
const nobody: Outcome[] = PEOPLE.map(() => 'unknown');
const owner: Outcome[] = ['yes', 'no', 'no', 'no', 'no', 'no'];

interface Control {
  kind: 'button' | 'select' | 'modal';
  name: string;
  /** REQUEST and DRAFT stand for those of the author. */
  id: string;
  values?: string[];
  components?: unknown[];
  who: Outcome[];
}

const ratio = [
  { type: 18, id: 1, component: { type: 3, id: 2, custom_id: 'aspect_ratio', values: ['1:1'] } },
] satisfies unknown[];

const preset = ['name', 'prompt'].map((field, at) => ({
  type: 18,
  id: 2 * at + 1,
  component: { type: 4, id: 2 * at + 2, custom_id: field, value: 'a style' },
})) satisfies unknown[];

const block = [
  { type: 18, id: 1, component: { type: 3, id: 2, custom_id: 'duration', values: ['1h'] } },
  { type: 18, id: 3, component: { type: 4, id: 4, custom_id: 'reason', value: '' } },
] satisfies unknown[];

const ROWS: Control[] = [
  { kind: 'button', name: 'details', id: 'REQUEST', who: seers },
  { kind: 'button', name: 'details', id: 'REQUEST-1', who: seers },
  { kind: 'button', name: 're-roll', id: 'REQUEST', who: painters },
  { kind: 'button', name: 'edit', id: 'REQUEST', who: painters },
  { kind: 'button', name: 'try-again', id: 'REQUEST', who: painters },
  { kind: 'button', name: 'try-example', id: 'imagine', who: ['yes', 'yes', 'yes', 'yes', 'blocked', 'yes'] },
  { kind: 'button', name: 'change-prompt', id: 'REQUEST', who: author },
  { kind: 'button', name: 'why', id: 'REQUEST', who: author },
  { kind: 'button', name: 'why-draft', id: 'DRAFT', who: owner },
  { kind: 'button', name: 'cancel', id: 'REQUEST', who: authorAndModerators },
  // What was clicked on is no question, whatever the id says: its answer would take a result's
  // place.
  {
    kind: 'button',
    name: 'cancel-anyway',
    id: 'REQUEST',
    who: ['unknown', 'no', 'unknown', 'unknown', 'no', 'unknown'],
  },
  { kind: 'button', name: 'cancel-not', id: 'REQUEST', who: nobody },
  { kind: 'button', name: 'delete-confirm', id: 'x', who: nobody },
  { kind: 'button', name: 'report-delete-confirm', id: 'x', who: ['no', 'no', 'unknown', 'unknown', 'no', 'no'] },
  { kind: 'button', name: 'delete-not', id: 'x', who: nobody },
  { kind: 'button', name: 'show-picture', id: 'REQUEST', who: author },
  { kind: 'button', name: 'show-to-all', id: 'REQUEST', who: author },
  { kind: 'button', name: 'usage-top', id: '30d-0', who: moderators },
  { kind: 'button', name: 'audit', id: 'all-all-0', who: moderators },
  { kind: 'button', name: 'budget-history', id: '0', who: moderators },
  // Whether such a change waits is looked up once the click is taken: test/e2e/budgets.test.ts.
  { kind: 'button', name: 'budget-confirm', id: 'x', who: ['no', 'no', 'no', 'yes', 'no', 'no'] },
  { kind: 'select', name: 'budget-revoke', id: 'all', values: ['7'], who: ['no', 'no', 'no', 'yes', 'no', 'no'] },
  { kind: 'button', name: 'history', id: '0', who: everybody },
  { kind: 'button', name: 'status', id: 'refresh', who: everybody },
  { kind: 'button', name: 'status', id: 'REQUEST', who: author },
  { kind: 'button', name: 'open-draft', id: 'DRAFT', who: owner },
  { kind: 'select', name: 'more', id: 'REQUEST', values: ['aspect-ratio'], who: seers },
  { kind: 'select', name: 'more', id: 'REQUEST', values: ['undo'], who: author },
  { kind: 'select', name: 'more', id: 'REQUEST', values: ['save-preset'], who: seers },
  { kind: 'select', name: 'picture', id: 'REQUEST', values: ['REQUEST-1'], who: seers },
  { kind: 'select', name: 'history-edit', id: 'chosen', values: ['REQUEST'], who: author },
  { kind: 'select', name: 'history-post', id: 'chosen', values: ['REQUEST'], who: author },
  { kind: 'select', name: 'usage-member', id: '30d', values: ['100000000000000001'], who: moderators },
  { kind: 'modal', name: 'aspect-ratio', id: 'REQUEST', components: ratio, who: painters },
  { kind: 'modal', name: 'preset', id: 'REQUEST', components: preset, who: seers },
  { kind: 'modal', name: 'edit', id: 'DRAFT', components: [], who: owner },
  // Last, since they take away what the others need; each is tried on an image of its own.
  { kind: 'button', name: 'block', id: 'REQUEST', who: ['no', 'no', 'yes', 'yes', 'no', 'no'] },
  { kind: 'modal', name: 'block', id: 'REQUEST', components: block, who: ['no', 'no', 'yes', 'yes', 'no', 'no'] },
  // What was clicked on is no report, whatever the id says.
  { kind: 'button', name: 'report-delete', id: 'REQUEST', who: ['no', 'no', 'unknown', 'unknown', 'no', 'no'] },
  { kind: 'button', name: 'report-resolve', id: 'REQUEST', who: ['no', 'no', 'unknown', 'unknown', 'no', 'no'] },
  { kind: 'button', name: 'delete', id: 'REQUEST', who: authorAndModerators },
  { kind: 'select', name: 'more', id: 'REQUEST', values: ['delete'], who: authorAndModerators },
  { kind: 'button', name: 'forget', id: 'me', who: everybody },
];

const RUNS = ROWS.flatMap((control) =>
  PEOPLE.map((person, at) => ({ control, person, name: control.name, expected: control.who[at] ?? 'no' })),
);

let world: World;
let result: APIMessage;
/** A message of the bot's in the other member's direct messages. */
let letter: APIMessage;
let draft = '';

const idOf = (message: APIMessage) => /re-roll:(\w+)/.exec(JSON.stringify(message.components))?.[1] ?? '';
const playerOf = (person: string): Player => world.people.as(person === 'direct' ? 'second' : person);

beforeAll(async () => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 300, sigma: 0.1 } },
    settings: { HOST_USER_IDS: '100000000000000002', DEFAULT_MEMBER_BUDGET: '50/day' },
  });
  await privateAnswer(await world.people.as('moderator').slash('moderate block', { member: '100000000000000005' }));
  letter = await (await world.people.as('second').slash('imagine', { prompt: 'x' }, { channel: 'direct' })).until(
    hasEnded,
  );
  await prepare();
});
afterAll(async () => {
  await expectPromisesKept(world);
  await world.close();
});

/** A new image of the author's, and a form that they have opened. */
async function prepare(): Promise<void> {
  const author = world.people.as('member');
  result = await drawn(author, 'a test of rights');
  const { custom_id } = await (await author.click(result, 'Edit')).modal();
  draft = custom_id.split(':')[1] ?? '';
}

async function use({ kind, name, id, values, components }: Control, person: string): Promise<Outcome> {
  const real = (text: string) => text.replace('REQUEST', idOf(result)).replace('DRAFT', draft);
  const message = person === 'direct' ? letter : result;
  const place = person === 'direct' ? { channel: 'direct' } : {};
  const customId = `${name}:${real(id)}`;
  const forgery: Forgery =
    kind === 'modal'
      ? { kind, customId, components: components ?? [], messageId: message.id, ...place }
      : {
          kind: 'component',
          messageId: message.id,
          customId,
          componentType: kind === 'button' ? 2 : 3,
          ...(values ? { values: values.map(real) } : {}),
        };
  const reply = await playerOf(person).forge(forgery);
  const answer = await reply.answer();
  if (answer.outcome === 'modal') return 'yes';
  if (answer.outcome !== 'answered') throw new Error(`answered by ${answer.outcome}`);
  // A public deferral is an image that comes; a click taken without words, or a thing done in
  // place, is a yes.
  const isShown = ({ content, attachments }: APIMessage) => content !== '' || attachments.length > 0;
  if (answer.type === 4 || answer.type === 5) await reply.until(isShown);
  if (answer.type === 5 && ['re-roll', 'try-again', 'aspect-ratio'].includes(name)) await reply.until(hasEnded);
  const words = reply.message()?.content ?? '';
  if (/^Only |only in servers/.test(words)) return 'no';
  if (/^A moderator has blocked you/.test(words)) return 'blocked';
  return /no longer exists|(form|question) has expired/.test(words) ? 'unknown' : 'yes';
}

it('the table has a row for every button, select and form', () => {
  const controls = commands.filter(({ kind }) => kind === 'button' || kind === 'select' || kind === 'modal');
  const known = new Set(ROWS.map(({ kind, name }) => `${kind} ${name}`));
  expect([...known].sort()).toEqual(controls.map(({ kind, name }) => `${kind} ${name}`).sort());
});

describe('controls', () => {
  it.each(RUNS)('$name, by $person: $expected', async ({ control, person, expected }) => {
    if (['block', 'delete'].includes(control.name)) await prepare();
    expect(await use(control, person)).toBe(expected);
    if (control.name === 'block' && expected === 'yes')
      await privateAnswer(
        await world.people.as('moderator').slash('moderate unblock', { member: '100000000000000001' }),
      );
  });
});
