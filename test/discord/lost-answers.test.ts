// New messages whose answers never came, of results deleted meanwhile: they are found and removed.
import { afterEach, describe, expect, it } from 'vitest';
import { deliverRequest } from '../../src/discord/deliver-request.ts';
import { createDisplay } from '../../src/discord/display.ts';
import { removeDueMessages } from '../../src/discord/remove-messages.ts';
import type { RequestChange } from '../../src/store/schema.ts';
import { deleteRequest } from '../../src/tasks/remove-pictures.store.ts';
import { changeRequest } from '../../src/tasks/requests.store.ts';
import { showingsOf } from '../../src/tasks/showings.store.ts';
import { type Answer, REQUEST, refusal, stageDelivery } from '../support/delivery-stage.ts';

const TOKEN_EDIT = 'webhook patch /webhooks/application/token/messages/%40original';
const CHANNEL_EDIT = 'bot patch /channels/channel/messages/first';
const MINUTE_MS = 60_000;

let stage: Awaited<ReturnType<typeof stageDelivery>>;
afterEach(() => stage.db.destroy());

const refuse = (error: Error) => () => {
  throw error;
};
const DEAD = refuse(refusal(401, 50027));
const GONE = refuse(refusal(404, 10008));
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
const deleteNow = () => deleteRequest(stage.db, REQUEST, stage.context);
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
    shown = [messageOfBot('report', 'details', 'report-delete', 'block')];
    await setUp({ ...answers, [`bot post ${channel}`]: send, [`bot get ${channel}`]: () => shown }, values);
    await stage.db.insertInto('settings').values({ guild_id: 'g', name: 'feed_channel', value: '"feed"' }).execute();
  };
  const arrive = () => {
    shown = [...shown, messageOfBot('lost', 'details', 'delete'), messageOfBot('resolved', 'details')];
  };
  const removed = () =>
    stage.lines().filter((line) => line.startsWith(`bot delete ${channel}`) && !line.endsWith('/first'));

  it('and arrives after the deletion is removed; reports stay', async () => {
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

it('a result that is deleted just before a new message is not sent', async () => {
  const send = 'bot post /channels/channel/messages';
  await setUp({ [TOKEN_EDIT]: DEAD, [CHANNEL_EDIT]: GONE, [send]: () => ({ id: 'sent' }) });
  const { pictures } = stage.context;
  const { read } = pictures;
  let reads = 0;
  pictures.read = async (...what) => {
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
  expect(await showingsOf(stage.db, REQUEST)).toMatchObject([{ messageId: 'sent', kind: 'direct', guildId: null }]);
  await deleteNow();
  await removeDueMessages(stage.context);
  expect(stage.lines().at(-1)).toBe('bot delete /channels/made/messages/sent');
});

it('a result that a late progress edit may stand in place of is looked at after a restart too', async () => {
  const look = 'webhook get /webhooks/application/token/messages/%40original';
  await setUp(
    { [look]: () => messageOfBot('first', 'cancel') },
    { confirm_due: 1, delivery_due_at: null, token_expires_at: 10_000_000 },
  );
  const display = createDisplay(stage.context);
  display.start();
  await expect.poll(() => stage.lines(), { timeout: 15_000 }).toContain(TOKEN_EDIT);
  await expect
    .poll(() => stage.db.selectFrom('requests').select('confirm_due').executeTakeFirst())
    .toEqual({ confirm_due: 0 });
  await display.stop(1_000);
}, 30_000);
