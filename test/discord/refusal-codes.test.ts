// What a result does next where Discord refuses its first way with each code that a message can
// meet.
import { afterEach, describe, expect, it } from 'vitest';
import { deliverRequest } from '../../src/discord/delivery/deliver-request.ts';
import { AT, type DiscordCall, REQUEST, refusal, stageDelivery } from '../support/delivery-stage.ts';

const TOKEN_EDIT = 'webhook patch /webhooks/application/token/messages/%40original';
const CHANNEL_EDIT = 'bot patch /channels/channel/messages/first';
const OVER = [TOKEN_EDIT, CHANNEL_EDIT];
const AGAIN = [TOKEN_EDIT, TOKEN_EDIT];

let stage: Awaited<ReturnType<typeof stageDelivery>>;
afterEach(() => stage.db.destroy());

const refuseWhere = async (status: number, code: number, isRefused: (call: DiscordCall) => boolean) => {
  stage = await stageDelivery((call) => {
    if (isRefused(call)) throw refusal(status, code);
  });
  return deliverRequest(stage.context, REQUEST);
};

/** The first call alone meets it. */
const refuseOnce = (status: number, code: number) => {
  let isFirst = true;
  return refuseWhere(status, code, () => {
    const isRefused = isFirst;
    isFirst = false;
    return isRefused;
  });
};

describe('the bot goes on by the channel after', () => {
  it.each([
    ['an unknown channel', 404, 10003],
    ['an unknown message', 404, 10008],
    ['an abuse block that looks like one', 403, 10008],
    ['an unknown webhook', 404, 10015],
    ['an unknown interaction', 404, 10062],
    ['explicit content', 400, 20009],
    ['too many files', 400, 30015],
    ['no access', 403, 50001],
    ['no permission', 403, 50013],
    ['a token that is over', 401, 50027],
    ['an invalid body', 400, 50035],
    ['an archived thread', 400, 50083],
    ['a locked thread', 400, 160005],
    ['uploads that are limited', 403, 400001],
  ])('%s (%i, %i)', async (_what, status, code) => {
    expect(await refuseOnce(status, code)).toBe('done');
    expect(stage.lines()).toEqual(OVER);
    expect(stage.calls.at(-1)?.files).toBe(1);
    // With Discord's own words, which say what was wrong with the body.
    expect(stage.said).toContain('warn: delivery method failed');
  });
});

describe('nothing else is tried, and the same comes later, after', () => {
  it.each([
    ['slow mode', 429, 20016],
    ['a limit of the channel', 429, 20028],
    ['too many edits of an old message', 429, 30046],
    ['a service that is limited', 429, 40062],
    ['a block of the whole host', 403, 40333],
    ['an application that is not ready', 403, 110001],
    ['an overload', 503, 130000],
    ['an overload that comes as no 5xx', 400, 130000],
  ])('%s (%i, %i)', async (_what, status, code) => {
    expect(await refuseOnce(status, code)).toBe('later');
    expect(stage.lines()).toEqual([TOKEN_EDIT]);
    const isLogged = stage.said.some((line) => line.startsWith('error: Cloudflare blocks this host'));
    expect(isLogged).toBe(code === 40333);
  });
});

describe('the same way is tried once more', () => {
  it.each([
    ['AutoMod', 200000],
    ['a harmful link', 240000],
  ])('without the prompt after %s', async (_what, code) => {
    expect(await refuseOnce(400, code)).toBe('done');
    expect(stage.lines()).toEqual(AGAIN);
    expect(stage.calls.map(({ body }) => body.content?.includes('a lighthouse'))).toEqual([true, false]);
  });

  it.each([
    [413, 40005],
    [400, 50045],
    [413, 0],
  ])('with smaller files after %i, %i', async (status, code) => {
    expect(await refuseOnce(status, code)).toBe('done');
    expect(stage.lines()).toEqual(AGAIN);
    expect(stage.calls.at(-1)?.files).toBe(1);
  });
});

describe('where no way takes the files, its member is told in words after', () => {
  it.each([
    ['explicit content', 400, 20009],
    ['too many files', 400, 30015],
    ['an invalid body', 400, 50035],
    ['files that are too large, however small', 413, 40005],
    ['uploads that are limited', 403, 400001],
  ])('%s (%i, %i)', async (_what, status, code) => {
    expect(await refuseWhere(status, code, ({ files }) => files > 0)).toBe('done');
    expect(stage.calls.at(-1)).toMatchObject({ files: 0, body: { content: expect.stringContaining('`/history`') } });
    expect(stage.said).toContain('warn: result not shown where it was asked for');
    const request = await stage.db.selectFrom('requests').selectAll().executeTakeFirstOrThrow();
    expect(request).toMatchObject({ delivery_due_at: null, delivered_at: AT });
  });
});
