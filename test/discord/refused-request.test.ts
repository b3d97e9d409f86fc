// What was refused for what its member wrote or gave: a line without a word of it for everybody,
// the reason for that member alone.
import { afterEach, describe, expect, it } from 'vitest';
import { deliverRequest } from '../../src/discord/delivery/deliver-request.ts';
import { describeDetails } from '../../src/discord/rendering/describe-details.ts';
import type { RequestChange, TaskChange } from '../../src/store/request-tables.ts';
import { changeRequest, findRequest } from '../../src/tasks/requests/requests.store.ts';
import { type Answer, REQUEST, refusal, stageDelivery } from '../support/delivery-stage.ts';

const PUBLIC = 'webhook patch /webhooks/application/token/messages/%40original';
const ALONE = 'webhook post /webhooks/application/token';
const CHANNEL_EDIT = 'bot patch /channels/channel/messages/first';
const DIRECT = 'bot post /channels/made/messages';
const PROMPT = 'a lighthouse';

let stage: Awaited<ReturnType<typeof stageDelivery>>;
afterEach(() => stage.db.destroy());

const MODERATED: TaskChange = { failure: 'provider-failed', failure_detail: 'flagged', cost_micros: null };

async function setUp(task: TaskChange, request: RequestChange = {}, answers: Record<string, Answer> = {}) {
  stage = await stageDelivery((call) => answers[call.line]?.(call));
  const failed = { state: 'failed', image_id: null, ...task } as const;
  await stage.db.updateTable('tasks').set(failed).execute();
  if (Object.keys(request).length > 0) await changeRequest(stage.db, REQUEST, request);
  await deliverRequest(stage.context, REQUEST);
}

const bodyOf = (line: string) => stage.calls.find((call) => call.line === line)?.body;
const wordsOf = (line: string) => bodyOf(line)?.content ?? '';
const buttonsOf = (line: string) =>
  [...JSON.stringify(bodyOf(line) ?? {}).matchAll(/"custom_id":"([\w-]+):/g)].map(([, id]) => id);
const dead: Answer = () => {
  throw refusal(401, 50027);
};

describe('a request that was refused', () => {
  it.each<[string, TaskChange, string]>([
    ['by moderation, uncharged', MODERATED, 'Nothing was charged.'],
    ['by moderation, charged', { ...MODERATED, cost_micros: 20_000 }, 'The provider charged $0.02 for it.'],
    ['before it began', { ...MODERATED, failure: 'refused' }, 'Nothing was charged.'],
  ])('%s says so in public without its prompt, and why to its member alone', async (_how, task, charge) => {
    await setUp(task);
    expect(wordsOf(PUBLIC)).toBe('<@1> · This request was refused.');
    expect(buttonsOf(PUBLIC)).toEqual(['why', 'delete']);
    expect(wordsOf(ALONE)).toContain(`**${PROMPT}**`);
    expect(wordsOf(ALONE)).toContain('flagged');
    expect(wordsOf(ALONE)).toContain(charge);
    expect(bodyOf(ALONE)).toMatchObject({ flags: 64 });
    expect(buttonsOf(ALONE)).toEqual(['change-prompt', 'try-again', 'details']);
  });

  it('for its only file offers neither the same again nor a form without it', async () => {
    await setUp({ failure: 'input-broken', failure_detail: 'odd.png' });
    expect(wordsOf(PUBLIC)).toBe('<@1> · That file could not be edited.');
    expect(wordsOf(ALONE)).toContain('odd.png is damaged or incomplete');
    expect(buttonsOf(ALONE)).toEqual(['details']);
  });

  it('for one of several files can be changed to leave it out', async () => {
    stage = await stageDelivery(() => undefined);
    const rows = [1, 2].map((position) => ({
      request_id: REQUEST,
      position,
      name: 'a',
      url: 'https://a',
      image_id: null,
    }));
    await stage.db.insertInto('inputs').values(rows).execute();
    await stage.db.updateTable('tasks').set({ state: 'failed', failure: 'input-broken', image_id: null }).execute();
    await deliverRequest(stage.context, REQUEST);
    expect(buttonsOf(ALONE)).toEqual(['change-prompt', 'details']);
  });

  it('in private holds the reason itself', async () => {
    await setUp(MODERATED, { is_private: 1 });
    expect(stage.lines()).toEqual([PUBLIC]);
    expect(wordsOf(PUBLIC)).toContain(`**${PROMPT}**`);
    expect(wordsOf(PUBLIC)).toContain('flagged');
    expect(buttonsOf(PUBLIC)).toEqual(['change-prompt', 'try-again', 'details']);
  });

  it('whose token has died leaves the line with Why?, and nothing else', async () => {
    await setUp(MODERATED, {}, { [PUBLIC]: dead });
    expect(stage.lines().slice(1)).toEqual([CHANNEL_EDIT]);
    expect(wordsOf(CHANNEL_EDIT)).toBe('<@1> · This request was refused.');
    expect(buttonsOf(CHANNEL_EDIT)).toEqual(['why', 'delete']);
  });

  it('where only a token lets the bot in, and that has died, is told directly with the reason', async () => {
    await setUp(MODERATED, { guild_id: null }, { [PUBLIC]: dead });
    expect(wordsOf(DIRECT)).toContain('flagged');
    expect(buttonsOf(DIRECT)).toEqual(['change-prompt', 'try-again', 'details']);
  });

  it('in a chat with others has no private word, in one with the bot alone the reason stands in the answer', async () => {
    const chat = { source_message_id: 'asked', interaction_token: null };
    await setUp(MODERATED, chat);
    expect(stage.lines()).toEqual([CHANNEL_EDIT]);
    expect(buttonsOf(CHANNEL_EDIT)).toEqual(['why', 'delete']);
    await stage.db.destroy();
    await setUp(MODERATED, { ...chat, guild_id: null });
    expect(wordsOf(CHANNEL_EDIT)).toContain('flagged');
    expect(buttonsOf(CHANNEL_EDIT)).toEqual(['change-prompt', 'try-again', 'details']);
  });

  it('is told without its words where AutoMod minds them', async () => {
    let refused = 0;
    await setUp(
      MODERATED,
      {},
      {
        [ALONE]: ({ body }) => {
          if (!body.content?.includes(PROMPT)) return undefined;
          refused += 1;
          throw refusal(400, 200000);
        },
      },
    );
    expect(refused).toBe(1);
    expect(stage.calls.at(-1)?.body.content).toContain('flagged');
  });

  it('for any other reason is still shown to everybody', async () => {
    await setUp({ failure: 'queue-timeout' });
    expect(stage.lines()).toEqual([PUBLIC]);
    expect(wordsOf(PUBLIC)).toContain(`**${PROMPT}**`);
    expect(buttonsOf(PUBLIC)).toEqual(['try-again']);
  });

  it('has its reason in the details for its member and for moderators, and for nobody else', async () => {
    await setUp(MODERATED);
    const view = await findRequest(stage.db, REQUEST);
    const language = stage.context.languageOf('en');
    const details = (readerId: string, knowsReasons?: boolean) =>
      describeDetails(view ? [view] : [], { readerId, language, models: [], ...(knowsReasons ? { knowsReasons } : {}) })
        .content;
    expect(details('1')).toContain('flagged');
    expect(details('2', true)).toContain('flagged');
    expect(details('2')).not.toContain('flagged');
  });
});
