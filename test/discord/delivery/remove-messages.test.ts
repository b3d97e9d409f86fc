// Messages of deleted results: removed by the way that is open, tried again while Discord has
// trouble, and let go once nothing helps.
import { afterEach, describe, expect, it } from 'vitest';
import { DiscordLimitError } from '../../../src/discord/api/rest/rate-limit.ts';
import { removeDueMessages } from '../../../src/discord/delivery/remove-messages.ts';
import { addMessageCopy } from '../../../src/tasks/messages/message-copies.store.ts';
import { queueOwnMessage } from '../../../src/tasks/messages/message-removals.store.ts';
import { deleteRequest, removeImage, removeMessageCopies } from '../../../src/tasks/messages/remove-images.store.ts';
import { changeRequest } from '../../../src/tasks/requests/requests.store.ts';
import { type Answer, AT, REQUEST, refusal, stageDelivery } from '../../support/delivery-stage.ts';

type Stage = Awaited<ReturnType<typeof stageDelivery>>;

const OWN = 'bot delete /channels/channel/messages/first';
const BY_TOKEN = 'webhook delete /webhooks/application/token/messages/%40original';
const COPY = 'bot delete /channels/feed/messages/copy';
const GONE = refusal(404, 10008);
const DAY_MS = 24 * 60 * 60_000;

let stage: Stage;
afterEach(() => stage.db.destroy());

async function setUp(answers: Record<string, Answer> = {}): Promise<void> {
  stage = await stageDelivery((call) => answers[call.line]?.(call));
  const copy = { messageId: 'copy', channelId: 'feed', guildId: 'g', kind: 'feed' as const, now: AT };
  await stage.db.transaction().execute((trx) => addMessageCopy(trx, REQUEST, copy));
}
const refuse =
  (error: Error): Answer =>
  () => {
    throw error;
  };
const waiting = () => stage.db.selectFrom('message_removals').select(['id', 'due_at']).orderBy('id').execute();
const remove = () => removeDueMessages(stage.context);

it('a deletion whose process ended at once is finished by the next', async () => {
  await setUp();
  await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
  expect(stage.lines()).toEqual([]);
  await remove();
  expect(stage.lines().sort()).toEqual([OWN, COPY].sort());
  expect(await waiting()).toEqual([]);
  await remove();
  expect(stage.lines()).toHaveLength(2);
});

it.each([
  ['is gone already', GONE],
  ['stands in a channel that is gone', refusal(404, 10003)],
])('a message that %s is done with', async (_name, error) => {
  await setUp({ [OWN]: refuse(error), [BY_TOKEN]: refuse(GONE), [COPY]: refuse(GONE) });
  await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
  await remove();
  stage.time.now += DAY_MS;
  await remove();
  expect(await waiting()).toEqual([]);
});

it('a message that only the token reaches is removed by it', async () => {
  await setUp({ [OWN]: refuse(refusal(403, 50001)) });
  await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
  await remove();
  expect(stage.lines()).toContain(BY_TOKEN);
  expect(await waiting()).toEqual([]);
});

it('a private message is removed by its token alone, and left once that is over', async () => {
  await setUp();
  await changeRequest(stage.db, REQUEST, { is_private: 1, token_expires_at: AT - DAY_MS });
  await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
  await remove();
  expect(stage.lines()).toEqual([COPY]);
  expect(await waiting()).toEqual([]);
});

describe('a message outside servers whose token is over', () => {
  /** Its row is the same in the bot's own direct messages and where the bot is a guest. */
  async function deleteOld(answers: Record<string, Answer>, row = {}) {
    await setUp(answers);
    const old = { guild_id: null, source_message_id: null, token_expires_at: AT - DAY_MS };
    await stage.db
      .updateTable('requests')
      .set({ ...old, ...row })
      .execute();
    await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
    return (await remove()).get(REQUEST);
  }
  const ownTries = () => stage.lines().filter((line) => line === OWN || line === BY_TOKEN);

  it('is removed in the bot’s own voice from its direct messages', async () => {
    expect(await deleteOld({})).toBe('gone');
    expect(ownTries()).toEqual([OWN]);
    expect(await waiting()).toEqual([]);
  });

  it.each([
    ['knows no such channel', refusal(404, 10003)],
    ['lets the bot in nowhere', refusal(403, 50001)],
    ['lets nobody but its author delete it', refusal(403, 50013)],
  ])('is left where Discord %s, and is not asked for again', async (_name, error) => {
    expect(await deleteOld({ [OWN]: refuse(error) })).toBe('left');
    stage.time.now += 2 * DAY_MS;
    await remove();
    expect(ownTries()).toEqual([OWN]);
    expect(await waiting()).toEqual([]);
  });

  it('is tried again while Discord has trouble', async () => {
    const answers: Record<string, Answer> = { [OWN]: refuse(refusal(503, 0)) };
    expect(await deleteOld(answers)).toBe('later');
    delete answers[OWN];
    stage.time.now += 60_000;
    expect((await remove()).get(REQUEST)).toBe('gone');
  });

  it('goes although Discord ends its token early', async () => {
    const live = { token_expires_at: AT + 900_000 };
    expect(await deleteOld({ [BY_TOKEN]: refuse(refusal(401, 50027)) }, live)).toBe('gone');
    expect(ownTries()).toEqual([BY_TOKEN, OWN]);
  });

  it('is tried again by a live token, whatever the place says to the bot itself', async () => {
    const live = { token_expires_at: AT + 900_000 };
    const answers: Record<string, Answer> = {
      [BY_TOKEN]: refuse(refusal(503, 0)),
      [OWN]: refuse(refusal(403, 50001)),
    };
    expect(await deleteOld(answers, live)).toBe('later');
    delete answers[BY_TOKEN];
    stage.time.now += 60_000;
    expect((await remove()).get(REQUEST)).toBe('gone');
  });

  it.each([
    ['private', { is_private: 1 }],
    ['in a channel that Discord did not name', { channel_id: '' }],
  ])('is left without a try where it is %s', async (_name, row) => {
    expect(await deleteOld({}, row)).toBe('left');
    expect(ownTries()).toEqual([]);
  });
});

it('while Discord has trouble it is tried again, later and later, and given up after a week', async () => {
  const answers: Record<string, Answer> = { [COPY]: refuse(refusal(503, 0)) };
  await setUp(answers);
  await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
  const waits: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    await remove();
    const [copy] = await waiting();
    waits.push((copy?.due_at ?? 0) - stage.time.now);
    stage.time.now = copy?.due_at ?? 0;
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  stage.time.now += 7 * DAY_MS;
  await remove();
  expect(await waiting()).toEqual([]);
});

it('one of several takes its further messages along, and leaves the request’s own', async () => {
  await setUp();
  const first = await stage.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
  await stage.db
    .insertInto('tasks')
    .values({ ...first, id: 'a-2', key: 'a:2' })
    .execute();
  expect(await removeImage(stage.db, first, stage.context, { as: 'member' })).toBe('removed');
  await remove();
  expect(stage.lines()).toEqual([COPY]);
});

it('what a moderator removes from a server alone is removed there', async () => {
  await setUp();
  await removeMessageCopies(stage.db, REQUEST, { places: [{ channelId: 'feed', messageId: 'copy' }] }, AT);
  await remove();
  expect(stage.lines()).toEqual([COPY]);
  expect(await stage.db.selectFrom('message_copies').selectAll().execute()).toEqual([]);
});

describe('a message that replaced the request’s first', () => {
  const REPLACED = 'bot delete /channels/channel/messages/second';

  it('is not taken for removed because the token’s own message is gone', async () => {
    const answers: Record<string, Answer> = { [REPLACED]: refuse(refusal(503, 0)), [BY_TOKEN]: refuse(GONE) };
    await setUp(answers);
    await changeRequest(stage.db, REQUEST, { message_id: 'second', delivery_method: 'channel-message' });
    await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
    await remove();
    expect(await waiting()).toMatchObject([{ id: `own:${REQUEST}` }]);
    delete answers[REPLACED];
    stage.time.now += 60_000;
    await remove();
    expect(await waiting()).toEqual([]);
  });

  it('stays queued although the removal of the first ends after it was queued', async () => {
    await setUp({
      [OWN]: async () => {
        stage.time.now += 1;
        await changeRequest(stage.db, REQUEST, { message_id: 'second', interaction_token: '' });
        await stage.db.transaction().execute((trx) => queueOwnMessage(trx, REQUEST, stage.time.now));
        throw GONE;
      },
    });
    await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
    await remove();
    await remove();
    expect(stage.lines()).toContain(REPLACED);
  });
});

it.each([
  ['a proxy’s page', refusal(403, 0)],
  ['a 401 of the whole bot', refusal(401, 0)],
])('%s ends no removal', async (_name, error) => {
  await setUp({ [COPY]: refuse(error) });
  await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
  await remove();
  expect(await waiting()).toMatchObject([{ id: 'copy' }]);
});

it('a limit of twenty minutes is waited for', async () => {
  await setUp({ [COPY]: refuse(new DiscordLimitError(1_200_000, 20_028)) });
  await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
  await remove();
  expect(await waiting()).toMatchObject([{ due_at: AT + 1_200_000 }]);
});
