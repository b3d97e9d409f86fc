// Every button, select and form of test/support/control-rights.ts, tried by everybody there is.
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Forgery, Player } from '../../playground/discord-api/people.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { CONTROLS, type Control, type Outcome, PEOPLE } from '../support/control-rights.ts';
import { makeImage, privateAnswer } from '../support/editing.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasEnded } from '../support/shown.ts';

const RUNS = CONTROLS.flatMap((control) =>
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
  result = await makeImage(author, 'a test of rights');
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
