// Copies for the moderators' feed: stored with what shows them, tried until they stand there, once,
// and never of what is deleted.
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { deliverRequest } from '../../src/discord/delivery/deliver-request.ts';
import { createDisplay } from '../../src/discord/delivery/delivery-loop.ts';
import { copyDueToFeed } from '../../src/discord/delivery/moderator-feed.ts';
import { removeDueMessages } from '../../src/discord/delivery/remove-messages.ts';
import { makePostingCopyDue, releaseFeedCopies } from '../../src/tasks/messages/feed-copies.store.ts';
import { findImage } from '../../src/tasks/messages/find-image.ts';
import {
  addPosting,
  confirmPosting,
  messageCopiesOf,
  queueCopiesOfPostings,
  withdrawPosting,
} from '../../src/tasks/messages/message-copies.store.ts';
import { deleteRequest, removeImage } from '../../src/tasks/messages/remove-images.store.ts';
import { changeRequest, markUndone } from '../../src/tasks/requests/requests.store.ts';
import { type Answer, AT, REQUEST, refusal, stageDelivery } from '../support/delivery-stage.ts';

const SEND = 'bot post /channels/feed/messages';
const LIST = 'bot get /channels/feed/messages';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PROMPT = 'a lighthouse';

let stage: Awaited<ReturnType<typeof stageDelivery>>;
afterEach(() => stage.db.destroy());

const refuse = (error: Error) => () => {
  throw error;
};
const LOST = refuse(new DOMException('The operation was aborted', 'AbortError'));
const CLOSED = refuse(refusal(403, 50001));
const DOWN = refuse(refusal(503, 0));

async function setUp(answers: Record<string, Answer>): Promise<void> {
  stage = await stageDelivery((call) => answers[call.line]?.(call));
  await stage.db.insertInto('settings').values({ guild_id: 'g', name: 'feed_channel', value: '"feed"' }).execute();
}
const sends = () => stage.lines().filter((line) => line === SEND).length;
const waiting = () => stage.db.selectFrom('feed_copies').selectAll().execute();
const later = async (ms: number) => {
  stage.time.now += ms;
  await copyDueToFeed(stage.context);
};
/** As Discord lists what was sent. */
const standing = (call: { body: object } | undefined, id = 'lost') => ({
  id,
  author: { id: 'bot' },
  components: Object.entries(call?.body ?? {}).find(([name]) => name === 'components')?.[1],
});
const sent = () => stage.calls.find(({ line }) => line === SEND);

it('a copy that Discord does not take at once is made by the running bot itself', async () => {
  let tries = 0;
  await setUp({
    [SEND]: () => {
      tries += 1;
      if (tries === 1) throw refusal(503, 0);
      return { id: 'copy' };
    },
    [LIST]: () => [standing({ body: {} }, 'other')],
  });
  const display = createDisplay(stage.context);
  display.start();
  await expect.poll(sends).toBe(1);
  stage.time.now += MINUTE_MS;
  await expect
    .poll(() => messageCopiesOf(stage.db, REQUEST), { timeout: 15_000 })
    .toMatchObject([{ messageId: 'copy' }]);
  await display.stop(1_000);
}, 30_000);

describe('a copy', () => {
  it('is made once', async () => {
    await setUp({ [SEND]: () => ({ id: 'copy' }) });
    await deliverRequest(stage.context, REQUEST);
    await later(DAY_MS);
    expect(sends()).toBe(1);
    expect(await waiting()).toEqual([]);
    await changeRequest(stage.db, REQUEST, { delivery_due_at: stage.time.now });
    await deliverRequest(stage.context, REQUEST);
    expect(sends()).toBe(1);
  });

  it('waits out a closed channel, and a restart in between', async () => {
    let answer: Answer = CLOSED;
    await setUp({ [SEND]: (call) => answer(call) });
    await deliverRequest(stage.context, REQUEST);
    await later(2 * MINUTE_MS);
    expect(sends()).toBe(1);
    answer = () => ({ id: 'copy' });
    await later(4 * MINUTE_MS);
    expect(sends()).toBe(2);
    expect(await messageCopiesOf(stage.db, REQUEST)).toMatchObject([{ messageId: 'copy', kind: 'feed', guildId: 'g' }]);
    // A refused one cannot stand there.
    expect(stage.lines()).not.toContain(LIST);
  });

  it('is given up after a day, with a warning', async () => {
    await setUp({ [SEND]: CLOSED });
    await deliverRequest(stage.context, REQUEST);
    await later(DAY_MS);
    expect(await waiting()).toEqual([]);
    expect(sends()).toBe(2);
    expect(stage.said).toContain('warn: result not copied to the feed');
  });

  it('that Discord refuses for good is given up at once, with a warning', async () => {
    await setUp({ [SEND]: refuse(refusal(400, 50035)) });
    await deliverRequest(stage.context, REQUEST);
    expect(await waiting()).toEqual([]);
    expect(stage.said).toContain('warn: result not copied to the feed');
  });

  it('comes further apart while Discord is down', async () => {
    await setUp({ [SEND]: DOWN, [LIST]: () => [standing({ body: {} }, 'other')] });
    await deliverRequest(stage.context, REQUEST);
    const dueIn: number[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      const [row] = await waiting();
      dueIn.push((row?.due_at ?? 0) - stage.time.now);
      await later(dueIn.at(-1) ?? 0);
    }
    expect(dueIn).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it('whose database was locked when it stood there is found and noted, not made twice', async () => {
    await setUp({ [SEND]: () => ({ id: 'lost' }), [LIST]: () => [standing(sent())] });
    const { db } = stage;
    const lock = `create trigger locked before insert on message_copies begin select raise(abort, 'database is locked'); end`;
    await sql.raw(lock).execute(db);
    await deliverRequest(stage.context, REQUEST);
    expect(await waiting()).toHaveLength(1);
    await sql.raw('drop trigger locked').execute(db);
    await later(MINUTE_MS);
    expect(sends()).toBe(1);
    expect(await messageCopiesOf(db, REQUEST)).toMatchObject([{ messageId: 'lost', kind: 'feed' }]);
  });
});

describe('a copy whose answer was lost', () => {
  it('is found in the feed and brought up to date', async () => {
    await setUp({ [SEND]: LOST, [LIST]: () => [standing(sent())] });
    await deliverRequest(stage.context, REQUEST);
    await later(MINUTE_MS);
    expect(sends()).toBe(1);
    expect(stage.lines().at(-1)).toBe('bot patch /channels/feed/messages/lost');
    expect(await messageCopiesOf(stage.db, REQUEST)).toMatchObject([{ messageId: 'lost', kind: 'feed' }]);
    expect(await waiting()).toEqual([]);
  });

  it('is made again where the feed does not show it', async () => {
    let answer: Answer = LOST;
    await setUp({ [SEND]: (call) => answer(call), [LIST]: () => [standing({ body: {} }, 'other')] });
    await deliverRequest(stage.context, REQUEST);
    answer = () => ({ id: 'copy' });
    await later(MINUTE_MS);
    expect(sends()).toBe(2);
    const nonces = stage.calls.filter(({ line }) => line === SEND).map(({ body }) => body.nonce);
    expect(nonces[0]).toMatch(/f$/);
    expect(nonces[1]).toBe(nonces[0]);
  });

  it('is not made again where the bot may not see whether it stands there', async () => {
    const last = '9999999999999999999';
    await setUp({
      [SEND]: LOST,
      'bot get /channels/feed': () => ({ last_message_id: last }),
      [`bot get /channels/feed/messages/${last}`]: CLOSED,
    });
    await deliverRequest(stage.context, REQUEST);
    await later(MINUTE_MS);
    await later(10 * MINUTE_MS);
    expect(sends()).toBe(1);
    await later(DAY_MS);
    expect(await waiting()).toEqual([]);
    expect(stage.said).toContain('warn: result not copied to the feed');
  });

  it('is made again where nothing was sent there since', async () => {
    let answer: Answer = LOST;
    await setUp({ [SEND]: (call) => answer(call), 'bot get /channels/feed': () => ({ last_message_id: null }) });
    await deliverRequest(stage.context, REQUEST);
    answer = () => ({ id: 'copy' });
    await later(MINUTE_MS);
    expect(sends()).toBe(2);
  });

  it('is made again where what was sent there since is deleted', async () => {
    const last = '9999999999999999999';
    let answer: Answer = LOST;
    await setUp({
      [SEND]: (call) => answer(call),
      'bot get /channels/feed': () => ({ last_message_id: last }),
      [`bot get /channels/feed/messages/${last}`]: refuse(refusal(404, 10008)),
    });
    await deliverRequest(stage.context, REQUEST);
    answer = () => ({ id: 'copy' });
    await later(MINUTE_MS);
    expect(sends()).toBe(2);
  });

  it('by an end of the process is searched for by the next', async () => {
    const never = new Promise<never>(() => undefined);
    let answer: Answer = () => never;
    await setUp({ [SEND]: (call) => answer(call), [LIST]: () => [standing(sent())] });
    void deliverRequest(stage.context, REQUEST);
    await expect.poll(sends).toBe(1);
    answer = () => ({ id: 'second' });
    await releaseFeedCopies(stage.db, stage.time.now);
    await copyDueToFeed(stage.context);
    expect(sends()).toBe(1);
    expect(await messageCopiesOf(stage.db, REQUEST)).toMatchObject([{ messageId: 'lost' }]);
  });
});

describe('what is deleted', () => {
  it('while its copy waits is not copied', async () => {
    await setUp({ [SEND]: DOWN });
    await deliverRequest(stage.context, REQUEST);
    await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
    await later(MINUTE_MS);
    expect(sends()).toBe(1);
    expect(await waiting()).toEqual([]);
  });

  it('while its copy is made ready is not copied', async () => {
    await setUp({});
    const { images } = stage.context;
    const { read } = images;
    let reads = 0;
    images.read = async (...what) => {
      reads += 1;
      if (reads === 2) await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
      return read(...what);
    };
    await deliverRequest(stage.context, REQUEST);
    expect(reads).toBe(2);
    expect(sends()).toBe(0);
  });

  it('of several, while the copy’s answer is lost, is removed before another copy is made', async () => {
    let answer: Answer = LOST;
    await setUp({ [SEND]: (call) => answer(call), [LIST]: () => [standing(sent())] });
    const first = await stage.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
    await stage.db
      .insertInto('tasks')
      .values({ ...first, id: 'a-2', key: 'a:2' })
      .execute();
    await deliverRequest(stage.context, REQUEST);
    answer = () => ({ id: 'copy' });
    expect(await removeImage(stage.db, first, stage.context, { as: 'member' })).toBe('removed');
    await deliverRequest(stage.context, REQUEST);
    expect(sends()).toBe(1);
    for (let minutes = 0; minutes < 3; minutes += 1) {
      stage.time.now += MINUTE_MS;
      await removeDueMessages(stage.context);
    }
    expect(stage.lines()).toContain('bot delete /channels/feed/messages/lost');
  });
});

describe('a posting’s copy', () => {
  const post = async () => {
    await changeRequest(stage.db, REQUEST, { delivery_due_at: null, is_private: 1 });
    const task = await stage.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
    return addPosting(
      stage.db,
      task,
      { messageId: 'posted', channelId: 'c', guildId: 'g', kind: 'posting', now: AT },
      AT,
    );
  };

  it('is made once the posting shows its image, and after an end of the process in between', async () => {
    await setUp({ [SEND]: () => ({ id: 'copy' }) });
    await post();
    await later(1_000);
    expect(sends()).toBe(0);
    await makePostingCopyDue(stage.db, 'posted', stage.time.now);
    await copyDueToFeed(stage.context, REQUEST);
    expect(stage.calls.at(-1)?.body.content).toContain('https://discord.com/channels/g/c/posted');
    await later(DAY_MS);
    expect(sends()).toBe(1);
  });

  it('is not made of one that is withdrawn', async () => {
    await setUp({});
    const posting = await post();
    await withdrawPosting(stage.db, posting, AT);
    await later(DAY_MS);
    expect(sends()).toBe(0);
  });

  const POSTED = 'bot get /channels/c/messages/posted';
  const isPrivate = async () => (await findImage(stage.db, REQUEST))?.request.is_private;

  it.each([
    ['does not show it', () => ({ attachments: [] })],
    ['is gone', refuse(refusal(404, 10008))],
  ])('is not made at the next start where the posting %s: it is withdrawn', async (_name, answer) => {
    await setUp({ [POSTED]: answer });
    await post();
    await releaseFeedCopies(stage.db, stage.time.now);
    await copyDueToFeed(stage.context);
    expect(stage.lines()).toEqual([POSTED, 'bot delete /channels/c/messages/posted']);
    expect(await messageCopiesOf(stage.db, REQUEST)).toEqual([]);
    expect([await waiting(), await isPrivate()]).toEqual([[], 1]);
  });

  it('is made at the next start where the posting shows its image: it is confirmed', async () => {
    await setUp({ [POSTED]: () => ({ attachments: [{}] }), [SEND]: () => ({ id: 'copy' }) });
    await post();
    await releaseFeedCopies(stage.db, stage.time.now);
    await copyDueToFeed(stage.context);
    expect(stage.lines()).toEqual([POSTED, SEND]);
    const { posted_at } = await stage.db.selectFrom('tasks').select('posted_at').executeTakeFirstOrThrow();
    expect([await waiting(), posted_at]).toEqual([[], stage.time.now]);
  });

  it.each([
    ['Discord is away', DOWN],
    ['the channel is closed', CLOSED],
  ])('waits while nobody can tell what the posting shows, since %s', async (_name, answer) => {
    let isAway = true;
    await setUp({ [POSTED]: (call) => (isAway ? answer() : { attachments: [{ id: call.line }] }) });
    await post();
    await later(2 * MINUTE_MS);
    expect([sends(), (await waiting()).length]).toEqual([0, 1]);
    isAway = false;
    await later(10 * MINUTE_MS);
    expect([sends(), (await waiting()).length]).toEqual([1, 0]);
  });

  it('goes with its posting that showed its image and is withdrawn after all, unless another shows it there', async () => {
    await setUp({ [POSTED]: () => ({ attachments: [{}] }), [SEND]: () => ({ id: 'copy' }) });
    const posting = await post();
    const place = { messageId: 'second', channelId: 'c', guildId: 'g', kind: 'posting' } as const;
    const second = await addPosting(stage.db, posting.task, { ...place, now: AT }, AT);
    await later(2 * MINUTE_MS);
    expect(sends()).toBe(1);
    await withdrawPosting(stage.db, second, stage.time.now);
    await removeDueMessages(stage.context);
    expect(stage.lines()).not.toContain('bot delete /channels/feed/messages/copy');
    await withdrawPosting(stage.db, posting, stage.time.now);
    await removeDueMessages(stage.context);
    expect(stage.lines()).toContain('bot delete /channels/feed/messages/copy');
  });

  it('shows what Undo and Redo have put in the posting since', async () => {
    await setUp({ [SEND]: () => ({ id: 'copy' }) });
    const input = { request_id: REQUEST, position: 1, name: 'n', url: 'u', image_id: 'before' };
    await stage.db.insertInto('inputs').values(input).execute();
    await changeRequest(stage.db, REQUEST, { undone_at: AT });
    const shown: string[] = [];
    const { read } = stage.context.images;
    stage.context.images.read = (id) => {
      shown.push(id);
      return read(id);
    };
    const posting = await post();
    await queueCopiesOfPostings(stage.db, REQUEST, stage.time.now);
    await copyDueToFeed(stage.context);
    expect(stage.lines()).toEqual([]);
    await confirmPosting(stage.db, posting, AT);
    await makePostingCopyDue(stage.db, 'posted', stage.time.now);
    await copyDueToFeed(stage.context);
    await markUndone(stage.db, REQUEST, false, stage.time.now);
    await queueCopiesOfPostings(stage.db, REQUEST, stage.time.now);
    await copyDueToFeed(stage.context);
    expect(shown).toEqual(['before', 'p']);
    expect(stage.lines()).toEqual([SEND, 'bot patch /channels/feed/messages/copy']);
    expect(await waiting()).toEqual([]);
  });
});

describe('a copy that Discord refuses', () => {
  it.each([
    ['for its words', 200000],
    ['for a link in it', 240000],
    ['for its size', 40005],
  ])('%s is made in another way', async (_name, code) => {
    const contents: (string | undefined)[] = [];
    await setUp({
      [SEND]: ({ body }) => {
        contents.push(body.content);
        if (contents.length === 1) throw refusal(400, code);
        return { id: 'copy' };
      },
    });
    await deliverRequest(stage.context, REQUEST);
    expect(await messageCopiesOf(stage.db, REQUEST)).toMatchObject([{ messageId: 'copy', kind: 'feed' }]);
    expect(contents.map((content) => content?.includes(PROMPT))).toEqual([true, code === 40005]);
    expect(await waiting()).toEqual([]);
  });

  it('for its words is brought up to date without them, once it is found after a lost answer', async () => {
    const patches: (string | undefined)[] = [];
    await setUp({
      [SEND]: LOST,
      [LIST]: () => [standing(sent())],
      'bot patch /channels/feed/messages/lost': ({ body }) => {
        patches.push(body.content);
        if (patches.length === 1) throw refusal(400, 200000);
        return {};
      },
    });
    await deliverRequest(stage.context, REQUEST);
    await later(MINUTE_MS);
    expect(patches.map((content) => content?.includes(PROMPT))).toEqual([true, false]);
    expect(await messageCopiesOf(stage.db, REQUEST)).toMatchObject([{ messageId: 'lost', kind: 'feed' }]);
  });
});

describe('in a feed that is the result’s own channel', () => {
  const OWN_LIST = 'bot get /channels/channel/messages';
  const WRITE = 'bot post /channels/channel/messages';
  const COPY = [
    { components: [{ custom_id: `details:${REQUEST}` }] },
    { components: [{ custom_id: `more:${REQUEST}`, options: [{ value: 'delete' }] }] },
  ];
  const RESULT = [
    { components: ['re-roll', 'edit', 'details'].map((action) => ({ custom_id: `${action}:${REQUEST}` })) },
    { components: [{ custom_id: `more:${REQUEST}`, options: [{ value: 'aspect-ratio' }, { value: 'delete' }] }] },
  ];
  const REPORT = [
    { components: ['details', 'report-delete'].map((action) => ({ custom_id: `${action}:${REQUEST}` })) },
  ];
  const REPORT_RESOLVED = [
    { components: ['details', 'report-delete', 'block'].map((action) => ({ custom_id: `${action}:${REQUEST}` })) },
  ];
  const REPORT_DELETED = [{ components: [{ custom_id: `block:${REQUEST}` }] }];
  const messageWith = (components: object[], id: string) => ({ id, author: { id: 'bot' }, components });
  const setFeedHere = () => stage.db.updateTable('settings').set({ value: '"channel"' }).execute();

  it.each([
    ['a copy for moderators', COPY],
    ['a report', REPORT],
    ['a report that was resolved', REPORT_RESOLVED],
    ['a report whose image was deleted', REPORT_DELETED],
  ])('%s whose id was never noted is not taken for the result', async (_name, components) => {
    await setUp({
      [OWN_LIST]: () => [messageWith(components, 'other')],
      'webhook patch /webhooks/application/token/messages/%40original': refuse(refusal(401, 50027)),
      [WRITE]: () => ({ id: 'result' }),
    });
    await setFeedHere();
    await changeRequest(stage.db, REQUEST, { message_id: null });
    await deliverRequest(stage.context, REQUEST);
    expect(stage.lines()).not.toContain('bot patch /channels/channel/messages/other');
    expect(await stage.db.selectFrom('requests').select('message_id').execute()).toEqual([{ message_id: 'result' }]);
  });

  it('a result with Details alone, as of a refused file, is found after its answer was lost', async () => {
    const result = messageWith([{ components: [{ custom_id: `details:${REQUEST}` }] }], 'lost');
    await setUp({
      [OWN_LIST]: () => [result],
      'webhook patch /webhooks/application/token/messages/%40original': refuse(refusal(401, 50027)),
    });
    await changeRequest(stage.db, REQUEST, { message_id: null, delivery_method: 'channel-message' });
    await deliverRequest(stage.context, REQUEST);
    expect(stage.lines()).toContain('bot patch /channels/channel/messages/lost');
    expect(stage.lines()).not.toContain(WRITE);
  });

  it('the result is not taken for a copy whose answer was lost', async () => {
    let answer: Answer = LOST;
    await setUp({ [OWN_LIST]: () => [messageWith(RESULT, 'first')], [WRITE]: (call) => answer(call) });
    await setFeedHere();
    await deliverRequest(stage.context, REQUEST);
    answer = () => ({ id: 'copy' });
    await later(MINUTE_MS);
    expect(stage.lines()).not.toContain('bot patch /channels/channel/messages/first');
    expect(await messageCopiesOf(stage.db, REQUEST)).toMatchObject([{ messageId: 'copy', kind: 'feed' }]);
  });

  it('the copy whose answer was lost is found beside the result', async () => {
    await setUp({
      [OWN_LIST]: () => [messageWith(RESULT, 'first'), messageWith(COPY, 'lost')],
      [WRITE]: LOST,
    });
    await setFeedHere();
    await deliverRequest(stage.context, REQUEST);
    await later(MINUTE_MS);
    expect(await messageCopiesOf(stage.db, REQUEST)).toMatchObject([{ messageId: 'lost', kind: 'feed' }]);
  });
});
