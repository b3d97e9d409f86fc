// The ways of delivering: each is tried on what stands in the database by then, and what was
// deleted meanwhile stays deleted.
import { afterEach, describe, expect, it } from 'vitest';
import { deliverRequest } from '../../src/discord/delivery/deliver-request.ts';
import { createDisplay } from '../../src/discord/delivery/delivery-loop.ts';
import type { RequestChange } from '../../src/store/request-tables.ts';
import { messageCopiesOf } from '../../src/tasks/messages/message-copies.store.ts';
import { deleteRequest } from '../../src/tasks/messages/remove-images.store.ts';
import { changeRequest } from '../../src/tasks/requests/requests.store.ts';
import { type Answer, AT, type DiscordCall, REQUEST, refusal, stageDelivery } from '../support/delivery-stage.ts';

type Stage = Awaited<ReturnType<typeof stageDelivery>>;

const TOKEN_EDIT = 'webhook patch /webhooks/application/token/messages/%40original';
const CHANNEL_EDIT = 'bot patch /channels/channel/messages/first';
const WRITE = 'bot post /channels/channel/messages';
const REMOVE = 'bot delete /channels/channel/messages/first';
const GONE = refusal(404, 10008);
const DEAD = refusal(401, 50027);

let stage: Stage;
afterEach(() => stage.db.destroy());

/** @param answers to calls by their line; whatever else is called succeeds */
async function setUp(answers: Record<string, Answer>): Promise<Stage> {
  stage = await stageDelivery((call) => answers[call.line]?.(call));
  return stage;
}
const refuse =
  (error: Error): Answer =>
  () => {
    throw error;
  };
/** What may not have arrived is searched for beside the calls that a test is about. */
const changes = () => stage.lines().filter((line) => !line.startsWith('bot get'));
const readRequest = () => stage.db.selectFrom('requests').selectAll().executeTakeFirstOrThrow();
const change = (values: RequestChange) => changeRequest(stage.db, REQUEST, values);
/** Somebody deletes the result while Discord has the call wait. */
const deletedMeanwhile =
  (answer: Answer = () => undefined): Answer =>
  async (call) => {
    await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
    return answer(call);
  };

describe('what is deleted', () => {
  it('while the final edit waits is not made anew', async () => {
    await setUp({ [TOKEN_EDIT]: deletedMeanwhile(refuse(GONE)), [CHANNEL_EDIT]: refuse(GONE) });
    expect(await deliverRequest(stage.context, REQUEST)).toBe('done');
    expect(stage.lines()).toEqual([TOKEN_EDIT]);
  });

  it('while the final edit waits, and is edited nevertheless, is taken away', async () => {
    await setUp({ [TOKEN_EDIT]: deletedMeanwhile() });
    await deliverRequest(stage.context, REQUEST);
    expect(stage.lines()).toEqual([TOKEN_EDIT, REMOVE]);
    expect(stage.said).not.toContain('info: request delivered');
  });

  it('while a new message waits is taken away again', async () => {
    await setUp({ [TOKEN_EDIT]: refuse(DEAD), [CHANNEL_EDIT]: refuse(GONE), [WRITE]: deletedMeanwhile() });
    await deliverRequest(stage.context, REQUEST);
    expect(changes().slice(-2)).toEqual([WRITE, 'bot delete /channels/channel/messages/made']);
  });

  it('while a direct message waits is taken away again', async () => {
    const direct = 'bot post /channels/made/messages';
    await setUp({ [TOKEN_EDIT]: refuse(DEAD), [direct]: deletedMeanwhile(() => ({ id: 'sent' })) });
    await change({ is_private: 1 });
    await deliverRequest(stage.context, REQUEST);
    expect(changes().slice(-2)).toEqual([direct, 'bot delete /channels/made/messages/sent']);
  });

  it('while its copy for moderators waits is taken away there too', async () => {
    const copy = 'bot post /channels/feed/messages';
    await setUp({ [copy]: deletedMeanwhile(() => ({ id: 'copy' })) });
    await stage.db.insertInto('settings').values({ guild_id: 'g', name: 'feed_channel', value: '"feed"' }).execute();
    await deliverRequest(stage.context, REQUEST);
    // The result's own message may go before or after it.
    expect(stage.lines().slice(0, 2)).toEqual([TOKEN_EDIT, copy]);
    expect(changes().slice(2).sort()).toEqual([REMOVE, 'bot delete /channels/feed/messages/copy'].sort());
  });

  it('while its ping waits loses the ping', async () => {
    await setUp({ [WRITE]: deletedMeanwhile(() => ({ id: 'ping' })) });
    await stage.db
      .updateTable('tasks')
      .set({ finished_at: AT + 61_000 })
      .execute();
    await deliverRequest(stage.context, REQUEST);
    expect(stage.lines().slice(0, 2)).toEqual([TOKEN_EDIT, WRITE]);
    expect(stage.lines().slice(2).sort()).toEqual([REMOVE, 'bot delete /channels/channel/messages/ping'].sort());
  });

  it('before its ping is sent has none', async () => {
    await setUp({ [TOKEN_EDIT]: async () => void (await change({ undone_at: null })) });
    await stage.db
      .updateTable('tasks')
      .set({ finished_at: AT + 61_000, removed_at: AT })
      .execute();
    await deliverRequest(stage.context, REQUEST);
    expect(stage.lines()).toEqual([TOKEN_EDIT]);
  });
});

describe('what changes', () => {
  it('while the final edit waits is shown as it is then: by the token of a click, and undone', async () => {
    const fresh = 'webhook patch /webhooks/application/fresh/messages/%40original';
    await setUp({
      [TOKEN_EDIT]: async () => {
        await change({ interaction_token: 'fresh', message_id: 'second', undone_at: AT });
        throw DEAD;
      },
    });
    await deliverRequest(stage.context, REQUEST);
    expect(stage.lines()).toEqual([TOKEN_EDIT, fresh]);
    expect(stage.calls.at(-1)?.body.content).toContain('Undone');
    expect((await readRequest()).interaction_token).toBe('fresh');
  });

  it('after it was shown stays due', async () => {
    await setUp({ [TOKEN_EDIT]: async () => void (await change({ delivery_due_at: AT + 5 })) });
    await deliverRequest(stage.context, REQUEST);
    expect(await readRequest()).toMatchObject({ delivery_due_at: AT + 5, delivered_at: null });
  });
});

describe('a token that Discord calls over', () => {
  const progressOf = async (error: Error, ageMs: number) => {
    await setUp({ [TOKEN_EDIT]: refuse(error) });
    await change({ delivery_due_at: null, token_expires_at: AT + 900_000 - ageMs });
    await stage.db.updateTable('tasks').set({ state: 'running', image_id: null, running_at: AT }).execute();
    const display = createDisplay(stage.context);
    display.showProgress(REQUEST);
    await expect.poll(() => stage.lines().length, { timeout: 5_000 }).toBeGreaterThan(1);
    await display.stop(1_000);
    return stage.lines().slice(0, 2);
  };

  it.each([
    ['unknown webhook', refusal(404, 10015)],
    ['invalid token', DEAD],
  ])('as %s is not tried by the next edit of progress', async (_name, error) => {
    expect(await progressOf(error, 20_000)).toEqual([TOKEN_EDIT, CHANNEL_EDIT]);
  });

  it('in its first seconds is tried again: Discord may not know it yet', async () => {
    expect(await progressOf(refusal(404, 10015), 1_000)).toEqual([TOKEN_EDIT, TOKEN_EDIT]);
  });
});

describe('a result whose files nobody takes', () => {
  const withoutFiles: Answer = ({ files }: DiscordCall) => {
    if (files > 0) throw refusal(403, 400001);
    return { id: 'words' };
  };

  it('is told in words, without Cancel, and logged as a warning', async () => {
    await setUp({ [TOKEN_EDIT]: withoutFiles, [CHANNEL_EDIT]: withoutFiles, [WRITE]: withoutFiles });
    expect(await deliverRequest(stage.context, REQUEST)).toBe('done');
    expect(stage.lines()).toEqual([TOKEN_EDIT, CHANNEL_EDIT, WRITE, TOKEN_EDIT]);
    const last = stage.calls.at(-1);
    expect(last?.body.content).toContain('`/history`');
    expect(JSON.stringify(last?.body)).not.toContain('cancel');
    expect(stage.said).toContain('warn: result not shown where it was asked for');
    expect(stage.said).not.toContain('info: request delivered');
    expect(await readRequest()).toMatchObject({ delivery_method: 'history', delivery_due_at: null });
  });

  it('is told by a new message where the first one is gone', async () => {
    await setUp({ [TOKEN_EDIT]: refuse(GONE), [CHANNEL_EDIT]: refuse(GONE), [WRITE]: withoutFiles });
    await deliverRequest(stage.context, REQUEST);
    expect(stage.calls.at(-1)).toMatchObject({ line: WRITE, files: 0 });
    expect(await readRequest()).toMatchObject({ message_id: 'words' });
  });

  it('and that is deleted while the words wait stays deleted', async () => {
    await setUp({
      [TOKEN_EDIT]: refuse(GONE),
      [CHANNEL_EDIT]: refuse(GONE),
      [WRITE]: (call) => (call.files > 0 ? withoutFiles(call) : deletedMeanwhile(withoutFiles)(call)),
    });
    await deliverRequest(stage.context, REQUEST);
    expect(changes().at(-1)).toBe('bot delete /channels/channel/messages/words');
  });
});

describe('a place that is closed', () => {
  const LOCKED = refusal(403, 50083);
  const OPEN_DIRECT = 'bot post /users/@me/channels';
  const closed = { [TOKEN_EDIT]: refuse(LOCKED), [CHANNEL_EDIT]: refuse(LOCKED), [WRITE]: refuse(LOCKED) };
  const sentDirectly = () => stage.calls.filter(({ line }) => line === 'bot post /channels/made/messages');
  const words = () => stage.db.selectFrom('undelivered_requests').selectAll().execute();

  it('is tried again, and its member told directly with the images once it stays closed', async () => {
    await setUp(closed);
    expect(await deliverRequest(stage.context, REQUEST)).toBe('later');
    expect(sentDirectly()).toEqual([]);
    stage.time.now += 3 * 60_000;
    expect(await deliverRequest(stage.context, REQUEST)).toBe('when-open');
    expect(sentDirectly()).toMatchObject([{ files: 1, body: { content: expect.stringContaining('<#channel>') } }]);
    expect(await deliverRequest(stage.context, REQUEST)).toBe('when-open');
    expect(sentDirectly()).toHaveLength(1);
    stage.time.now += 25 * 60 * 60_000;
    await change({ token_expires_at: 0 });
    expect(await deliverRequest(stage.context, REQUEST)).toBe('done');
    expect(await readRequest()).toMatchObject({ delivery_due_at: null });
  });

  it('that opens again shows the result, and owes no word', async () => {
    const answers: Record<string, Answer> = { ...closed, [OPEN_DIRECT]: refuse(refusal(403, 50007)) };
    await setUp(answers);
    await deliverRequest(stage.context, REQUEST);
    stage.time.now += 3 * 60_000;
    await deliverRequest(stage.context, REQUEST);
    expect(await words()).toMatchObject([{ word_due: 1 }]);
    delete answers[CHANNEL_EDIT];
    await change({ delivery_attempts: 2 });
    expect(await deliverRequest(stage.context, REQUEST)).toBe('done');
    expect(stage.said).toContain('info: request delivered');
    expect(await words()).toEqual([]);
  });

  it('whose member takes no direct messages owes them a word', async () => {
    await setUp({ ...closed, [OPEN_DIRECT]: refuse(refusal(403, 50278)) });
    await deliverRequest(stage.context, REQUEST);
    stage.time.now += 3 * 60_000;
    await deliverRequest(stage.context, REQUEST);
    expect(await words()).toMatchObject([{ request_id: REQUEST, word_due: 1 }]);
  });
});

it('what answers a message that the bot may not read is written without the reference', async () => {
  const references: unknown[] = [];
  await setUp({
    [TOKEN_EDIT]: refuse(DEAD),
    [CHANNEL_EDIT]: refuse(GONE),
    [WRITE]: ({ body }) => {
      references.push('message_reference' in body);
      if ('message_reference' in body) throw refusal(403, 160002);
      return { id: 'new' };
    },
  });
  await change({ source_message_id: 'asked' });
  await deliverRequest(stage.context, REQUEST);
  expect(references).toEqual([true, false]);
  expect(await messageCopiesOf(stage.db, REQUEST)).toEqual([]);
});

describe('a progress edit that got no answer', () => {
  const LOOK = 'webhook get /webhooks/application/token/messages/%40original';
  const setUpLate = async (shown: object) => {
    let edits = 0;
    await setUp({
      [TOKEN_EDIT]: () => {
        edits += 1;
        if (edits === 1) throw new DOMException('The operation was aborted', 'AbortError');
      },
      [LOOK]: () => shown,
    });
    await stage.db.updateTable('tasks').set({ state: 'running', image_id: null, running_at: AT }).execute();
    await change({ delivery_due_at: null });
    const display = createDisplay(stage.context, { confirmAfterMs: 200 });
    display.start();
    display.showProgress(REQUEST);
    await expect.poll(() => edits).toBe(1);
    await stage.db.updateTable('tasks').set({ state: 'completed', image_id: 'p', cost_micros: 80_000 }).execute();
    await change({ delivery_due_at: AT });
    display.deliver(REQUEST);
    await expect.poll(() => stage.lines(), { timeout: 15_000 }).toContain(LOOK);
    return display;
  };

  it('and overtakes the result is found out, and the result shown again', async () => {
    const display = await setUpLate({ components: [{ components: [{ custom_id: `cancel:${REQUEST}` }] }] });
    await expect.poll(() => stage.lines().at(-1)).toBe(TOKEN_EDIT);
    expect(stage.calls.at(-1)).toMatchObject({ files: 1 });
    await display.stop(1_000);
  }, 30_000);

  it('and never arrives changes nothing', async () => {
    const display = await setUpLate({ components: [{ components: [{ custom_id: `edit:${REQUEST}` }] }] });
    await display.stop(1_000);
    expect(stage.lines().at(-1)).toBe(LOOK);
  }, 30_000);
});
