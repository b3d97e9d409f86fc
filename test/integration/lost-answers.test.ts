// New messages whose answers never came, of results deleted meanwhile: they are found and removed.
import Sqlite from 'better-sqlite3';
import { SnowflakeUtil } from 'discord.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetWords } from '../../src/accounts/delete-user-content.store.ts';
import { deliverRequest } from '../../src/discord/delivery/deliver-request.ts';
import { createDisplay } from '../../src/discord/delivery/delivery-loop.ts';
import { copyDueToFeed } from '../../src/discord/delivery/moderator-feed.ts';
import { removeDueMessages } from '../../src/discord/delivery/remove-messages.ts';
import { sendNoted } from '../../src/discord/delivery/send-noted.ts';
import { describeDetails } from '../../src/discord/rendering/describe-details.ts';
import type { RequestChange } from '../../src/store/request-tables.ts';
import { findImage } from '../../src/tasks/messages/find-image.ts';
import {
  addPosting,
  confirmPosting,
  messageCopiesOf,
  withdrawPosting,
} from '../../src/tasks/messages/message-copies.store.ts';
import { queueMessages } from '../../src/tasks/messages/message-removals.store.ts';
import { noteBeingSent } from '../../src/tasks/messages/messages-being-sent.store.ts';
import { deleteRequest, removeImage, removeMessageCopies } from '../../src/tasks/messages/remove-images.store.ts';
import { chainOf } from '../../src/tasks/requests/edit-chain.ts';
import { latestOpenRequests, recentRequests } from '../../src/tasks/requests/recent-requests.store.ts';
import { changeRequest, findRequest, placeOfRequest, setUndone } from '../../src/tasks/requests/requests.store.ts';
import { createText } from '../../src/text/text.ts';
import { type Answer, AT, REQUEST, refusal, stageDelivery } from '../support/delivery-stage.ts';

const TOKEN_EDIT = 'webhook patch /webhooks/application/token/messages/%40original';
const CHANNEL_EDIT = 'bot patch /channels/channel/messages/first';
const MINUTE_MS = 60_000;
const REPORT = { kind: 'report', guildId: 'g' } as const;

let stage: Awaited<ReturnType<typeof stageDelivery>>;
afterEach(() => stage.db.destroy());

const refuse = (error: Error) => () => {
  throw error;
};
const DEAD = refuse(refusal(401, 50027));
const GONE = refuse(refusal(404, 10008));
const CLOSED = refuse(refusal(403, 50001));
const LOST = refuse(new DOMException('The operation was aborted', 'AbortError'));
const messageOfBot = (id: string, ...actions: string[]) => ({
  id,
  author: { id: 'bot' },
  components: [{ components: actions.map((action) => ({ custom_id: `${action}:${REQUEST}` })) }],
});

async function setUp(answers: Record<string, Answer>, values: RequestChange = {}): Promise<void> {
  stage = await stageDelivery((call) => answers[call.line]?.(call));
  if (Object.keys(values).length > 0) await changeRequest(stage.db, REQUEST, values);
}
const deleteNow = () => deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
/** @returns the first task of two */
async function addSecondTask() {
  const first = await stage.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
  await stage.db
    .insertInto('tasks')
    .values({ ...first, id: 'a-2', key: 'a:2' })
    .execute();
  return first;
}
const removals = () => stage.db.selectFrom('message_removals').select('id').execute();

describe.each([
  {
    name: 'a new message',
    channel: '/channels/channel/messages',
    answers: { [TOKEN_EDIT]: DEAD, [CHANNEL_EDIT]: GONE },
    values: {},
  },
  {
    name: 'a direct message',
    channel: '/channels/made/messages',
    answers: { [TOKEN_EDIT]: DEAD },
    values: { is_private: 1 },
  },
  { name: 'a copy for moderators', channel: '/channels/feed/messages', answers: {}, values: {} },
])('$name that was sent without an answer', ({ channel, answers, values }) => {
  let shown: object[] = [];
  const setUpLost = async (send: Answer) => {
    shown = [messageOfBot('report', 'block')];
    await setUp({ ...answers, [`bot post ${channel}`]: send, [`bot get ${channel}`]: () => shown }, values);
    await stage.db.insertInto('settings').values({ guild_id: 'g', name: 'feed_channel', value: '"feed"' }).execute();
  };
  const arrive = () => {
    shown = [...shown, messageOfBot('lost', 'details'), messageOfBot('another-report', 'block')];
  };
  const removed = () =>
    stage.lines().filter((line) => line.startsWith(`bot delete ${channel}`) && !line.endsWith('/first'));

  it('and arrives after the deletion is removed; reports that were dealt with stay', async () => {
    await setUpLost(async () => {
      await deleteNow();
      return LOST();
    });
    await deliverRequest(stage.context, REQUEST);
    await removeDueMessages(stage.context);
    expect(removed()).toEqual([]);
    arrive();
    stage.time.now += MINUTE_MS;
    await removeDueMessages(stage.context);
    expect(removed()).toEqual([`bot delete ${channel}/lost`]);
    expect(await removals()).toEqual([]);
  });

  it('is removed with a later deletion, while Discord has trouble again and again', async () => {
    await setUpLost(LOST);
    await deliverRequest(stage.context, REQUEST);
    arrive();
    await deleteNow();
    await removeDueMessages(stage.context);
    stage.time.now += MINUTE_MS;
    await removeDueMessages(stage.context);
    expect(removed()).toContain(`bot delete ${channel}/lost`);
    expect(await removals()).toEqual([]);
  });

  it('is not searched for where Discord refused it', async () => {
    await setUpLost(refuse(refusal(403, 50013)));
    await deliverRequest(stage.context, REQUEST);
    await deleteNow();
    await removeDueMessages(stage.context);
    expect(stage.lines()).not.toContain(`bot get ${channel}`);
  });
});

describe('a copy for moderators', () => {
  const LIST = 'bot get /channels/feed/messages';
  const SEND = 'bot post /channels/feed/messages';
  const lost = () => messageOfBot('lost', 'details', 'delete');
  const setUpFeed = async (answers: Record<string, Answer>) => {
    await setUp(answers);
    await stage.db.insertInto('settings').values({ guild_id: 'g', name: 'feed_channel', value: '"feed"' }).execute();
  };
  const deliverAgain = async () => {
    await changeRequest(stage.db, REQUEST, { delivery_due_at: stage.time.now });
    await deliverRequest(stage.context, REQUEST);
  };
  const passMinute = async () => {
    stage.time.now += MINUTE_MS;
    await removeDueMessages(stage.context);
  };

  it.each([
    ['taken', () => ({ id: 'second' })],
    ['refused', refuse(refusal(403, 50013))],
  ])('without an answer is known after a later one was %s', async (_name, later) => {
    let send: Answer = LOST;
    await setUpFeed({ [SEND]: (call) => send(call), [LIST]: () => [lost()] });
    await deliverRequest(stage.context, REQUEST);
    send = later;
    await deliverAgain();
    await deleteNow();
    await removeDueMessages(stage.context);
    expect(stage.lines()).toContain('bot delete /channels/feed/messages/lost');
  });

  it('that is still under way when it is deleted is searched for until it ended', async () => {
    const sent = Promise.withResolvers<void>();
    let shown: object[] = [messageOfBot('other', 'block')];
    await setUpFeed({
      [LIST]: () => shown,
      [SEND]: async () => {
        await sent.promise;
        return LOST();
      },
    });
    const delivery = deliverRequest(stage.context, REQUEST);
    await expect.poll(() => stage.lines()).toContain(SEND);
    await deleteNow();
    for (let minutes = 0; minutes < 5; minutes += 1) await passMinute();
    expect(await removals()).toHaveLength(1);
    shown = [...shown, lost()];
    sent.resolve();
    await delivery;
    await passMinute();
    await passMinute();
    expect(stage.lines()).toContain('bot delete /channels/feed/messages/lost');
    expect(await removals()).toEqual([]);
  });

  it('that Discord shows nothing of is searched for, since the bot may not read there', async () => {
    await setUpFeed({ [SEND]: LOST, 'bot get /channels/feed': () => ({ last_message_id: '9999999999999999999' }) });
    await deliverRequest(stage.context, REQUEST);
    await deleteNow();
    await passMinute();
    await passMinute();
    expect(await removals()).toHaveLength(1);
    stage.time.now += 8 * 24 * 60 * MINUTE_MS;
    await removeDueMessages(stage.context);
    expect(await removals()).toEqual([]);
    expect(stage.said).toContain('warn: channel shows no messages: one of a deleted result may be left');
  });

  describe('in a channel whose newest message, by its own word, is one that no search shows', () => {
    const LAST = '9999999999999999999';
    const LAST_GET = `bot get /channels/feed/messages/${LAST}`;
    const searchFor = async (answers: Record<string, Answer>) => {
      await setUpFeed({ [SEND]: LOST, 'bot get /channels/feed': () => ({ last_message_id: LAST }), ...answers });
      await deliverRequest(stage.context, REQUEST);
      await deleteNow();
      await removeDueMessages(stage.context);
      for (let minutes = 0; minutes < 3; minutes += 1) await passMinute();
    };

    it('ends once the only message there has been removed', async () => {
      let shown = [messageOfBot(LAST, 'details', 'delete')];
      await searchFor({
        [LIST]: () => shown,
        [LAST_GET]: GONE,
        [`bot delete /channels/feed/messages/${LAST}`]: () => {
          shown = [];
          return {};
        },
      });
      expect(await removals()).toEqual([]);
      expect(stage.said.filter((line) => line.startsWith('warn'))).toEqual([]);
    });

    it('ends where an older message is shown there', async () => {
      const older = { ...messageOfBot('1'), components: [] };
      await searchFor({ [LIST]: ({ query }) => (query?.has('after') ? [] : [older]), [LAST_GET]: CLOSED });
      expect(await removals()).toEqual([]);
      expect(stage.lines()).not.toContain(LAST_GET);
    });

    it('is searched on where a newer one is shown only now', async () => {
      const newer = messageOfBot(LAST, 'details', 'delete');
      await searchFor({ [LIST]: ({ query }) => (query?.has('after') ? [] : [newer]) });
      expect(await removals()).toHaveLength(1);
    });

    it.each([
      ['may not read it', () => CLOSED()],
      ['is shown it alone', () => messageOfBot(LAST)],
    ])('is searched on where the bot %s', async (_name, answer) => {
      await searchFor({ [LAST_GET]: answer });
      expect(await removals()).toHaveLength(1);
    });

    it('is searched on while Discord has trouble', async () => {
      await searchFor({ [LAST_GET]: refuse(refusal(503, 0)) });
      expect(await removals()).toHaveLength(1);
    });
  });

  it('is found behind a hundred other messages', async () => {
    const since = BigInt(String(SnowflakeUtil.generate({ timestamp: Date.UTC(2026, 10) })));
    const others = Array.from({ length: 100 }, (_, index) => ({
      ...messageOfBot(String(since + BigInt(index))),
      components: [],
    }));
    await setUpFeed({
      [SEND]: LOST,
      [LIST]: ({ query }) => (BigInt(query?.get('after') ?? 0) < since + 99n ? others : [lost()]),
    });
    await changeRequest(stage.db, REQUEST, { key: String(since - 1n) });
    await deliverRequest(stage.context, REQUEST);
    await deleteNow();
    await removeDueMessages(stage.context);
    expect(stage.lines()).toContain('bot delete /channels/feed/messages/lost');
  });

  it.each([
    ['a day ahead', 24 * 60],
    ['a day behind', -24 * 60],
  ])('that was sent while this clock was %s is found by the time of what asked for it', async (_name, minutes) => {
    const askedAt = Date.UTC(2026, 10);
    const asked = BigInt(String(SnowflakeUtil.generate({ timestamp: askedAt })));
    const sent = messageOfBot(String(asked + 1n), 'details', 'delete');
    await setUpFeed({
      [SEND]: LOST,
      [LIST]: ({ query }) => (BigInt(query?.get('after') ?? 0) < asked + 1n ? [sent] : []),
      'bot get /channels/feed': () => ({ last_message_id: sent.id }),
    });
    stage.time.now = askedAt + minutes * MINUTE_MS;
    await changeRequest(stage.db, REQUEST, { key: String(asked), delivery_due_at: stage.time.now });
    await deliverRequest(stage.context, REQUEST);
    await deleteNow();
    await passMinute();
    expect(stage.lines()).toContain(`bot delete /channels/feed/messages/${sent.id}`);
    expect(await removals()).toEqual([]);
  });

  it('behind more messages than are read is told of in the log', async () => {
    let pages = 0;
    const crowd = () => {
      pages += 1;
      return Array.from({ length: 100 }, (_, index) => ({ ...messageOfBot(`${pages}${index + 100}`), components: [] }));
    };
    await setUpFeed({ [SEND]: LOST, [LIST]: crowd });
    await deliverRequest(stage.context, REQUEST);
    await deleteNow();
    await passMinute();
    await passMinute();
    expect(await removals()).toEqual([]);
    expect(stage.said).toContain('warn: channel not read to its end: a message of a deleted result may be left');
  });

  it('of several, without an answer, goes with the first that is deleted; what is known stays', async () => {
    let send: Answer = LOST;
    let shown = [lost()];
    await setUpFeed({
      [SEND]: (call) => send(call),
      [LIST]: () => shown,
      'bot delete /channels/feed/messages/lost': () => {
        shown = [messageOfBot('other')];
      },
    });
    const first = await addSecondTask();
    await deliverRequest(stage.context, REQUEST);
    send = () => {
      shown = [messageOfBot('second', 'details', 'delete')];
      return { id: 'second' };
    };
    expect(await removeImage(stage.db, first, stage.context, { as: 'member' })).toBe('removed');
    await deliverRequest(stage.context, REQUEST);
    // What was lost is gone before another is made.
    await removeDueMessages(stage.context);
    expect(stage.lines()).toContain('bot delete /channels/feed/messages/lost');
    await passMinute();
    await passMinute();
    await copyDueToFeed(stage.context);
    expect(shown).toMatchObject([{ id: 'second' }]);
    await passMinute();
    expect(stage.lines()).not.toContain('bot delete /channels/feed/messages/second');
  });
});

describe('a message that was sent, whose id cannot be stored', () => {
  const LIST = 'bot get /channels/log/messages';
  const beingSent = () => stage.db.selectFrom('messages_being_sent').select('ended_at').execute();
  const lock = (times: number, failure?: Error) => {
    const begin = vi.spyOn(stage.db, 'transaction');
    for (let time = 0; time < times; time += 1)
      begin.mockImplementationOnce(() => {
        throw new Sqlite.SqliteError('database is locked', 'SQLITE_BUSY');
      });
    if (failure)
      begin.mockImplementationOnce(() => {
        throw failure;
      });
  };
  /** @param failure of storing the id, once the database is there again */
  const send = (failure?: Error) =>
    sendNoted(stage.context, {
      requestId: REQUEST,
      channelId: 'log',
      send: async () => {
        lock(2, failure);
        return 'sent';
      },
      as: REPORT,
    });
  const passMinute = async () => {
    stage.time.now += MINUTE_MS;
    await removeDueMessages(stage.context);
  };

  it('while the database is locked is stored as soon as it can be', async () => {
    await setUp({});
    expect(await send()).toBe('sent');
    expect(await beingSent()).toEqual([]);
    expect(await messageCopiesOf(stage.db, REQUEST)).toMatchObject([{ messageId: 'sent' }]);
    expect(stage.said).toContain('warn: not stored yet');
  });

  it('at all leaves the outcome unknown, and is searched for with a deletion until a minute is over', async () => {
    await setUp({ [LIST]: () => [messageOfBot('sent', 'details', 'delete')] });
    await expect(send(new TypeError('oops'))).rejects.toThrow('oops');
    expect(await beingSent()).toEqual([{ ended_at: AT }]);
    await deleteNow();
    await removeDueMessages(stage.context);
    await passMinute();
    expect(stage.lines()).toContain('bot delete /channels/log/messages/sent');
    expect(await removals()).toEqual([]);
  });

  it('is searched for an hour at most where nobody says how its sending ended', async () => {
    await setUp({ [LIST]: () => [messageOfBot('other', 'block')] });
    await noteBeingSent(stage.db, REQUEST, 'log', stage.context);
    await deleteNow();
    for (let minutes = 0; minutes < 59; minutes += 1) await passMinute();
    expect(await removals()).toHaveLength(1);
    await passMinute();
    await passMinute();
    expect(await removals()).toEqual([]);
    expect(stage.said).toContain('warn: a message of a deleted result may be left: its sending has not ended');
  });

  it.each(['refused', 'lost'])(
    'is forgotten or marked as unknown once the database is there again: %s',
    async (how) => {
      await setUp({});
      const update = vi.spyOn(stage.db, how === 'lost' ? 'updateTable' : 'deleteFrom');
      const sent = sendNoted(stage.context, {
        requestId: REQUEST,
        channelId: 'log',
        send: async () => {
          update.mockImplementationOnce(() => {
            throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL');
          });
          throw how === 'lost' ? new DOMException('The operation was aborted', 'AbortError') : refusal(403, 50013);
        },
        as: REPORT,
      });
      await expect(sent).rejects.toThrow(how === 'lost' ? 'aborted' : 'refused');
      expect(await beingSent()).toEqual(how === 'lost' ? [{ ended_at: AT }] : []);
    },
  );

  it('by a run that ended is marked as unknown at the next start, even if the database is locked then', async () => {
    await setUp({}, { delivery_due_at: null });
    await noteBeingSent(stage.db, REQUEST, 'log', stage.context);
    vi.spyOn(stage.db, 'updateTable').mockImplementationOnce(() => {
      throw new Sqlite.SqliteError('database is locked', 'SQLITE_BUSY');
    });
    const display = createDisplay(stage.context);
    display.start();
    await expect.poll(beingSent).toEqual([{ ended_at: AT }]);
    await display.stop(1_000);
  });
});

describe('a report that was sent without an answer', () => {
  const LIST = 'bot get /channels/log/messages';
  const report = (id: string, { imageId = REQUEST, isOpen = true } = {}) => ({
    ...messageOfBot(id, ...(isOpen ? ['details', 'report-delete', 'block', 'report-resolve'] : ['block'])),
    content: '<@9> reported an image requested by <@1>: **a lighthouse**\n[jump to it](link)',
    ...(imageId === REQUEST ? {} : { components: [{ custom_id: `report-delete:${imageId}` }] }),
    attachments: isOpen ? [{ id: 'thumbnail' }] : [],
  });
  const setUpReports = async (...shown: { id: string }[]) => {
    const reads = shown.map((message) => [`bot get /channels/log/messages/${message.id}`, () => message]);
    await setUp({ [LIST]: () => shown, ...Object.fromEntries(reads) });
    const lost = sendNoted(stage.context, {
      requestId: REQUEST,
      channelId: 'log',
      send: async () => LOST(),
      as: REPORT,
    });
    await expect(lost).rejects.toThrow();
  };
  const touched = () => stage.lines().filter((line) => /^bot (delete|patch) \/channels\/log\//.test(line));
  const searchAndMark = async () => {
    for (let round = 0; round < 3; round += 1) {
      await removeDueMessages(stage.context);
      stage.time.now += MINUTE_MS;
    }
  };

  it('is marked when the image is deleted, but for one that was dealt with', async () => {
    await setUpReports(report('lost'), report('dealt-with', { isOpen: false }));
    await deleteNow();
    await searchAndMark();
    expect(touched()).toEqual(['bot patch /channels/log/messages/lost']);
    expect(await removals()).toEqual([]);
  });

  it('is marked when a moderator takes the image away from that server alone', async () => {
    await setUpReports(report('lost'));
    const deletion = { as: 'moderator' as const, accountId: 1, guildId: 'g', imageId: REQUEST, at: AT };
    await removeMessageCopies(stage.db, REQUEST, { places: [], deletion, unnotedIn: ['log'] }, AT);
    await searchAndMark();
    expect(touched()).toEqual(['bot patch /channels/log/messages/lost']);
  });

  it('is marked when its member is forgotten, and other messages stay', async () => {
    await setUpReports(report('lost'), messageOfBot('result', 'more'));
    const { account_id } = await stage.db.selectFrom('requests').select('account_id').executeTakeFirstOrThrow();
    await stage.db.updateTable('tasks').set({ state: 'delivered' }).execute();
    await forgetWords(stage.db, account_id, stage.context);
    await searchAndMark();
    expect(touched()).toEqual(['bot patch /channels/log/messages/lost']);
  });

  it('about another of several images stays as it is', async () => {
    const first = await (async () => {
      await setUpReports(report('other', { imageId: `${REQUEST}-2` }), report('all'));
      return addSecondTask();
    })();
    await removeImage(stage.db, first, stage.context, { as: 'member' });
    await searchAndMark();
    expect(touched()).toEqual(['bot patch /channels/log/messages/all']);
  });
});

it('a gallery that was sent directly is sent again without the one that is deleted', async () => {
  const direct = 'bot post /channels/made/messages';
  const nonces: unknown[] = [];
  await setUp(
    {
      [TOKEN_EDIT]: DEAD,
      [direct]: ({ body }) => {
        nonces.push(body.nonce);
        return { id: `sent-${nonces.length}` };
      },
      'bot delete /channels/made/messages/sent-1': refuse(refusal(503, 0)),
      'bot get /channels/made/messages': () => [messageOfBot('sent-1', 'more')],
    },
    { is_private: 1 },
  );
  const first = await addSecondTask();
  await deliverRequest(stage.context, REQUEST);
  await removeImage(stage.db, first, stage.context, { as: 'member' });
  await removeDueMessages(stage.context);
  // The message that is there is edited, and stays.
  await deliverRequest(stage.context, REQUEST);
  stage.time.now += MINUTE_MS;
  await removeDueMessages(stage.context);
  expect(stage.lines()).toContain('bot patch /channels/made/messages/sent-1');
  expect(await removals()).toEqual([]);
  expect(await messageCopiesOf(stage.db, REQUEST)).toMatchObject([{ messageId: 'sent-1', kind: 'direct' }]);
});

it('a result that is deleted just before a new message is not sent', async () => {
  const send = 'bot post /channels/channel/messages';
  await setUp({ [TOKEN_EDIT]: DEAD, [CHANNEL_EDIT]: GONE, [send]: () => ({ id: 'sent' }) });
  const { images } = stage.context;
  const { read } = images;
  let reads = 0;
  images.read = async (...what) => {
    reads += 1;
    if (reads === 3) await deleteNow();
    return read(...what);
  };
  await deliverRequest(stage.context, REQUEST);
  expect(reads).toBe(3);
  expect(stage.lines()).not.toContain(send);
});

it('a result that was sent directly is removed there with a later deletion', async () => {
  await setUp({ [TOKEN_EDIT]: DEAD, 'bot post /channels/made/messages': () => ({ id: 'sent' }) }, { is_private: 1 });
  await deliverRequest(stage.context, REQUEST);
  expect(await messageCopiesOf(stage.db, REQUEST)).toMatchObject([
    { messageId: 'sent', kind: 'direct', guildId: null },
  ]);
  await deleteNow();
  await removeDueMessages(stage.context);
  expect(stage.lines().at(-1)).toBe('bot delete /channels/made/messages/sent');
});

it('a result that a late progress edit may stand in place of is looked at after a restart too', async () => {
  const look = 'webhook get /webhooks/application/token/messages/%40original';
  await setUp(
    { [look]: () => messageOfBot('first', 'cancel') },
    { confirm_due: 1, delivery_due_at: null, delivered_at: AT, token_expires_at: 10_000_000 },
  );
  const display = createDisplay(stage.context);
  display.start();
  await expect.poll(() => stage.lines(), { timeout: 15_000 }).toContain(TOKEN_EDIT);
  await expect
    .poll(() => stage.db.selectFrom('requests').select('confirm_due').executeTakeFirst())
    .toEqual({ confirm_due: 0 });
  await display.stop(1_000);
}, 30_000);

it('a removal that is queued again is tried as if it was new', async () => {
  await setUp({});
  const queueAt = (now: number) =>
    stage.db.transaction().execute((trx) => queueMessages(trx, REQUEST, [{ channelId: 'c', messageId: 'm' }], now));
  await queueAt(AT);
  await stage.db.updateTable('message_removals').set({ attempts: 7 }).execute();
  await queueAt(AT + 1_000);
  const removal = await stage.db.selectFrom('message_removals').selectAll().executeTakeFirst();
  expect(removal).toMatchObject({ attempts: 0, queued_at: AT + 1_000, due_at: AT + 1_000 });
});

describe('two postings at once', () => {
  const postTwice = async () => {
    await setUp({}, { is_private: 1, delivery_due_at: null });
    const task = await stage.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
    const post = (messageId: string) =>
      addPosting(stage.db, task, { messageId, channelId: 'c', guildId: 'g', kind: 'posting', now: AT }, AT);
    return [await post('first'), await post('second')] as const;
  };
  const state = async () => {
    const { posted_at } = await stage.db.selectFrom('tasks').select('posted_at').executeTakeFirstOrThrow();
    const { request } = (await findImage(stage.db, REQUEST)) ?? {};
    return { is_private: request?.is_private, isPosted: posted_at !== null };
  };

  it('of which one is withdrawn leave the image public', async () => {
    const [first, second] = await postTwice();
    await confirmPosting(stage.db, second, AT);
    await withdrawPosting(stage.db, first, AT);
    expect(await state()).toEqual({ is_private: 0, isPosted: true });
    expect(await removals()).toEqual([{ id: 'first' }]);
  });

  it.each(['the first', 'the second'])(
    'that are both withdrawn, %s before the other, leave it private',
    async (which) => {
      const both = await postTwice();
      const order = which === 'the first' ? both : both.toReversed();
      for (const posting of order) await withdrawPosting(stage.db, posting, AT);
      expect(await state()).toEqual({ is_private: 1, isPosted: false });
      expect((await removals()).map(({ id }) => id).toSorted()).toEqual(['first', 'second']);
    },
  );

  it('are public for whoever sees one before it is confirmed, and for nobody once both are withdrawn', async () => {
    const [first, second] = await postTwice();
    expect(await state()).toEqual({ is_private: 0, isPosted: false });
    await withdrawPosting(stage.db, first, AT);
    expect(await state()).toEqual({ is_private: 0, isPosted: false });
    await withdrawPosting(stage.db, second, AT);
    expect(await state()).toEqual({ is_private: 1, isPosted: false });
  });

  it('one removed by a moderator before Discord answered makes nothing public', async () => {
    const [first, second] = await postTwice();
    await removeMessageCopies(stage.db, REQUEST, { places: [first.place, second.place] }, AT);
    await confirmPosting(stage.db, first, AT);
    expect(await state()).toEqual({ is_private: 1, isPosted: false });
  });
});

describe.each([
  ['in the bot’s own direct messages', { channelId: 'direct', guildId: null, kind: 'direct' }],
  ['in another server', { channelId: 'c', guildId: 'other', kind: 'posting' }],
] as const)('a private image that its member posts %s', (_name, place) => {
  const isDirect = place.kind === 'direct';
  const postIt = async (answers: Record<string, Answer> = {}) => {
    const values = { is_private: 1, delivery_due_at: null, delivered_at: AT, message_id: 'private', prompt: 'secret' };
    await setUp(answers, values);
    await stage.db.insertInto('settings').values({ guild_id: 'g', name: 'feed_channel', value: '"feed"' }).execute();
    const task = await stage.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
    const posting = await addPosting(stage.db, task, { messageId: 'posted', ...place, now: AT }, AT);
    await confirmPosting(stage.db, posting, AT);
    return task;
  };
  /** Redo, under the private message. */
  const showAgain = async () => {
    const token = { interaction_token: 'token', token_expires_at: AT + 15 * MINUTE_MS };
    await changeRequest(stage.db, REQUEST, { message_id: 'private', ...token });
    await setUndone(stage.db, REQUEST, false, stage.context);
    await deliverRequest(stage.context, REQUEST);
  };

  it('does not reach the moderators of the server where it is private', async () => {
    await postIt();
    await showAgain();
    expect(stage.lines()).toEqual([TOKEN_EDIT]);
  });

  it('does not reach the channel where it is private, once its message is gone', async () => {
    const gone = { [TOKEN_EDIT]: GONE, 'bot patch /channels/channel/messages/private': GONE };
    await postIt({ ...gone, 'bot post /users/@me/channels': () => ({ id: 'made' }) });
    await showAgain();
    expect(stage.lines().filter((line) => line.includes('/channels/channel'))).toEqual([]);
    expect(stage.lines()).toContain('bot post /channels/made/messages');
  });

  it('is not listed where it is private', async () => {
    await postIt();
    const { account_id: accountId } = await placeOfRequest(stage.db, REQUEST);
    expect(await latestOpenRequests(stage.db, { guildId: 'g', accountId, since: 0, limit: 9 })).toEqual([]);
    expect(await recentRequests(stage.db, 'g')).toMatchObject([{ is_private: 1 }]);
  });

  it(`is ${isDirect ? 'a secret' : 'none'} in the Details of what is made from it`, async () => {
    const { id } = await postIt();
    const parent = await findRequest(stage.db, REQUEST);
    if (!parent) throw new Error('it was posted');
    const child = { ...parent, request: { ...parent.request, is_private: 0, prompt: 'open', parent_task_id: id } };
    const reading = { readerId: 'another', language: createText()('en'), models: ['flux_kontext_max' as const] };
    const details = describeDetails(await chainOf(stage.db, child), { ...reading });
    expect(details.content?.includes('secret')).toBe(!isDirect);
    expect((await findImage(stage.db, REQUEST))?.request.is_private).toBe(isDirect ? 1 : 0);
  });
});

it('a private image that was posted in its own server is listed there', async () => {
  await setUp({}, { is_private: 1, delivery_due_at: null });
  const task = await stage.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
  const { account_id: accountId } = await placeOfRequest(stage.db, REQUEST);
  const place = { messageId: 'posted', channelId: 'c', guildId: 'g', kind: 'posting' } as const;
  const listed = async () => {
    const latest = await latestOpenRequests(stage.db, { guildId: 'g', accountId, since: 0, limit: 9 });
    const [offered] = await recentRequests(stage.db, 'g');
    return { isListed: latest.length > 0, is_private: offered?.is_private };
  };
  const posting = await addPosting(stage.db, task, { ...place, now: AT }, AT);
  expect(await listed()).toEqual({ isListed: false, is_private: 1 });
  await confirmPosting(stage.db, posting, AT);
  expect(await listed()).toEqual({ isListed: true, is_private: 0 });
});
