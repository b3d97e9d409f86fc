// Postings where the bot is a guest: they go with what they show while their token lives, and are
// known to stay afterwards.
import { afterEach, expect, it } from 'vitest';
import { removeDueMessages } from '../../src/discord/delivery/remove-messages.ts';
import { guestMessagesLeft, takeGuestMessagesLeft } from '../../src/tasks/messages/guest-messages.store.ts';
import { addPosting } from '../../src/tasks/messages/message-copies.store.ts';
import { deleteRequest } from '../../src/tasks/messages/remove-images.store.ts';
import { type Answer, AT, REQUEST, refusal, stageDelivery } from '../support/delivery-stage.ts';

const BY_TOKEN = 'webhook delete /webhooks/application/guest-token/messages/posted';
const BY_BOT = 'bot delete /channels/friends/messages/posted';
const LIFE_MS = 15 * 60_000;

let stage: Awaited<ReturnType<typeof stageDelivery>>;
afterEach(() => stage.db.destroy());

const refuse = (error: Error) => () => {
  throw error;
};

/**
 * One posting in a conversation that the bot is no part of; then its request is deleted from
 * elsewhere.
 */
async function deleteAfter(waitMs: number, answers: Record<string, Answer> = {}, guildId: string | null = null) {
  const refused: Record<string, Answer> = { [BY_BOT]: refuse(refusal(403, 50001)), ...answers };
  stage = await stageDelivery((call) => refused[call.line]?.(call));
  const task = await stage.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
  const guest = {
    guild_id: guildId,
    application_id: 'application',
    interaction_token: 'guest-token',
    token_expires_at: AT + LIFE_MS,
  };
  const place = { messageId: 'posted', channelId: 'friends', guildId: null };
  await addPosting(stage.db, task, { ...place, kind: 'posting', guest, now: AT }, AT);
  expect(await left()).toEqual([]);
  stage.time.now += waitMs;
  await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
  await removeDueMessages(stage.context);
}
const left = async () =>
  (await guestMessagesLeft(stage.db, REQUEST, stage.time.now)).map(({ message_id }) => message_id);
const tries = () => stage.lines().filter((line) => line === BY_TOKEN || line === BY_BOT);

it('is removed by its token when its request is deleted, and forgotten', async () => {
  await deleteAfter(LIFE_MS - 1);
  expect(tries()).toEqual([BY_TOKEN]);
  expect(await stage.db.selectFrom('guest_messages').selectAll().execute()).toEqual([]);
});

it('is tried again by its token while Discord has trouble', async () => {
  let answer: Answer = refuse(refusal(503, 0));
  await deleteAfter(0, { [BY_TOKEN]: (call) => answer(call) });
  expect(await left()).toEqual([]);
  answer = () => ({});
  stage.time.now += 60_000;
  await removeDueMessages(stage.context);
  expect(tries()).toEqual([BY_TOKEN, BY_TOKEN]);
  expect(await stage.db.selectFrom('guest_messages').selectAll().execute()).toEqual([]);
});

/** As the running bot does it, for eight days. */
async function passDays(): Promise<void> {
  for (let hours = 0; hours < 8 * 24; hours += 1) {
    stage.time.now += 60 * 60_000;
    await removeDueMessages(stage.context);
  }
}
const tokens = async () =>
  (await stage.db.selectFrom('guest_messages').select('interaction_token').execute()).map(
    (row) => row.interaction_token,
  );

it('is known to stay once its token is over, and nobody asks for it again', async () => {
  await deleteAfter(LIFE_MS);
  expect(await left()).toEqual(['posted']);
  expect(await tokens()).toEqual(['']);
  await passDays();
  expect(tries()).toEqual([]);
});

it('in a server is asked for once more after its token is over: the bot may have been added since', async () => {
  await deleteAfter(LIFE_MS, {}, 'server');
  expect(await left()).toEqual(['posted']);
  await passDays();
  expect(tries()).toEqual([BY_BOT]);
});

it('goes with that where the bot has been added to the server since', async () => {
  await deleteAfter(LIFE_MS, { [BY_BOT]: () => ({}) }, 'server');
  expect(await left()).toEqual([]);
});

it('is left at once where its token ends while Discord has trouble', async () => {
  await deleteAfter(0, { [BY_TOKEN]: refuse(refusal(503, 0)) });
  stage.time.now += LIFE_MS;
  await passDays();
  expect(tries()).toEqual([BY_TOKEN]);
  expect(await tokens()).toEqual(['']);
});

it('is told of once, and nothing tries to remove it afterwards', async () => {
  await deleteAfter(0, { [BY_TOKEN]: refuse(refusal(503, 0)) });
  stage.time.now += LIFE_MS;
  const tell = async () =>
    (await takeGuestMessagesLeft(stage.db, REQUEST, stage.time.now)).map((row) => row.message_id);
  expect([await tell(), await tell()]).toEqual([['posted'], []]);
  await passDays();
  expect(tries()).toEqual([BY_TOKEN]);
});

it('is known to stay once Discord calls its token over', async () => {
  await deleteAfter(0, { [BY_TOKEN]: refuse(refusal(401, 50027)) });
  expect(await left()).toEqual(['posted']);
});

it('keeps no token that is over once another is posted', async () => {
  await deleteAfter(LIFE_MS);
  const task = await stage.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
  const guest = {
    guild_id: null,
    application_id: 'application',
    interaction_token: 'another-token',
    token_expires_at: stage.time.now + LIFE_MS,
  };
  const place = { messageId: 'other', channelId: 'friends', guildId: null };
  await addPosting(stage.db, task, { ...place, kind: 'posting', guest, now: AT }, stage.time.now);
  expect((await tokens()).toSorted()).toEqual(['', 'another-token']);
});
