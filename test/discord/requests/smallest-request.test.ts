// What stands against even one image, as /help and /status say it, and where a refusal offers a way
// to change what was asked for.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuseAvatar } from '../../../commands/edit/avatar-permission.ts';
import { keepingDraft } from '../../../commands/edit/open-edit-form.ts';
import { findObstacle } from '../../../commands/help/find-obstacle.ts';
import { accountOf } from '../../../src/accounts/accounts.store.ts';
import type { App } from '../../../src/app.ts';
import { parseBudgetRule } from '../../../src/billing/budget-rule.ts';
import { setRule } from '../../../src/billing/budget-rules.store.ts';
import { createCalendars } from '../../../src/billing/calendar.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { readGuildContext } from '../../../src/discord/interactions/guild-context.ts';
import { submitImageRequest } from '../../../src/discord/requests/submit-image-request.ts';
import { UserError } from '../../../src/errors.ts';
import { setBlock } from '../../../src/servers/blocks.store.ts';
import { changeSetting, EVERYWHERE } from '../../../src/servers/settings.store.ts';
import type { Database } from '../../../src/store/schema.ts';
import { admit } from '../../../src/tasks/lifecycle/admit.ts';
import { createTaskRecords } from '../../../src/tasks/lifecycle/task-records.ts';
import { createText } from '../../../src/text/text.ts';
import { openEmptyDatabase } from '../../support/empty-database.ts';
import { createTaskContext } from '../../support/task-context.ts';

const GUILD = '200000000000000001';
const MEMBER = '100000000000000001';
const english = createText()('en-US');

let db: Kysely<Database>;
let app: App;
beforeEach(async () => {
  db = await openEmptyDatabase();
  const context = createTaskContext(db, {
    limits: { maxConcurrentPerMember: 4, queueTimeoutMs: 1_000, taskTimeoutMs: 1_000, unconfirmedAfterMs: 20 },
    budgetRules: {
      member: parseBudgetRule('0.20/day'),
      host: parseBudgetRule('1000/day'),
      calendarOf: createCalendars('UTC'),
    },
  });
  app = {
    ...context,
    ...createTaskRecords(db, context),
    config: readConfig({ DISCORD_TOKEN: 'x', VTRIX_API_KEY: 'y', USER_INSTALL: 'true' }),
    languageOf: createText(),
    tasks: { admit: (planned: Parameters<typeof admit>[1]) => admit(context, planned) },
  } as unknown as App; // All that admission and /help ask for.
});
afterEach(() => db.destroy());

const at = { guildId: GUILD, roleIds: ['role'], channelIds: ['channel'], isAgeRestricted: false };

/** Asks for `count` images. @returns the refusal; undefined where they were admitted */
async function refusalOf(count: number): Promise<UserError | undefined> {
  const options = { model: 'flux_kontext_max', parameters: { prompt: 'x' }, count, spoiler: false, isPrivate: false };
  const requester = {
    guild: await readGuildContext(app, at),
    language: english,
    key: `${Math.random()}`,
    userId: MEMBER,
    channelId: 'channel',
    locale: 'en-US',
    applicationId: 'application',
    answeredBy: { sourceMessageId: 'message' },
    uploadLimitBytes: 1,
  };
  const form = { kind: 'imagine', sources: [], mustBePrivate: false, spoiler: false, fields: { prompt: 'x' } } as const;
  try {
    await keepingDraft(
      app,
      MEMBER,
      async () => form,
      async () => {
        await submitImageRequest(app, { kind: 'imagine', options, inputs: [] }, requester);
      },
    );
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError; // Just looked at.
  }
}

async function obstacle(): Promise<string | undefined> {
  const interaction = {
    guildId: GUILD,
    channelId: 'channel',
    channel: null,
    authorizingIntegrationOwners: { 0: GUILD },
    user: { id: MEMBER },
    member: { roles: ['role'] },
  };
  const accountId = await accountOf(db, MEMBER, app.now());
  return findObstacle(interaction as never, app, accountId, english); // As much of one as it looks at.
}

const limitImages = (subject: 'server' | 'default', most: number, limit = '100/day') =>
  setRule(db, { guildId: GUILD, subject, subjectId: '' }, { ...parseBudgetRule(limit), limitImages: most }, app.now());

/** One image is being made, and no other may be beside it. */
async function fillUp(setting: 'concurrent' | 'concurrent_per_member'): Promise<void> {
  await changeSetting(db, GUILD, setting, 1);
  expect(await refusalOf(1)).toBeUndefined();
}

const cases: readonly [name: string, setUp: () => Promise<unknown>, words: RegExp][] = [
  ['a pause of the server', () => changeSetting(db, GUILD, 'paused', ''), /paused/],
  [
    'a pause of the bot',
    () => changeSetting(db, EVERYWHERE, 'paused', 'x'),
    /paused everywhere by the operator of this bot: x/,
  ],
  ['a closed channel', () => changeSetting(db, GUILD, 'denied_channels', ['channel']), /in this channel/],
  ['a missing role', () => changeSetting(db, GUILD, 'allowed_roles', ['other']), /Your roles/],
  [
    'a budget that is used up',
    async () => {
      app.budgetRules.member.limitMicros = 50_000;
    },
    /You have used \$0\.00 of your \$0\.05 daily allowance here \(bot default\), .* It resets <t:\d+:R>, but even then it is too small/,
  ],
  [
    'the bot’s budget that is used up',
    async () => {
      app.budgetRules.host.limitMicros = 50_000;
    },
    /This bot’s daily budget for everyone is used up for now, .* It resets <t:\d+:R>\./,
  ],
  [
    'a number of images that is used up',
    () => limitImages('default', 0),
    /0 of the 0 images in your daily allowance here.* It resets <t:\d+:R>, but even then/,
  ],
  [
    'the server’s number of images',
    () => limitImages('server', 0),
    /0 of the 0 images in its daily budget.* It resets/,
  ],
  ['as many images of the member as may be made at once', () => fillUp('concurrent_per_member'), /1/],
  ['as many images of the server as may be made at once', () => fillUp('concurrent'), /1/],
];

describe('what no change helps against:', () => {
  it.each(cases)('%s is told without a way to change it, and by /help', async (_name, setUp, words) => {
    await setUp();
    const refusal = await refusalOf(1);
    expect(refusal?.message).toMatch(words);
    expect(refusal?.draftId).toBeUndefined();
    expect(await db.selectFrom('drafts').select('id').execute()).toEqual([]);
    expect(await obstacle()).toBe(refusal?.message);
  });

  it('a block', async () => {
    const blocked = await accountOf(db, MEMBER, app.now());
    const block = { guild_id: GUILD, account_id: blocked, reason: 'spam', ends_at: null };
    await setBlock(db, { ...block, created_at: app.now(), actor_account_id: blocked });
    const refusal = await refusalOf(1);
    expect(refusal?.message).toContain('A moderator has blocked you');
    expect(refusal?.draftId).toBeUndefined();
  });

  it('an avatar that may not be edited', async () => {
    await changeSetting(db, GUILD, 'avatar_remix', false);
    const interaction = {
      guildId: GUILD,
      authorizingIntegrationOwners: { 0: GUILD },
      user: { id: MEMBER },
      locale: 'en',
    };
    await expect(refuseAvatar(interaction as never, app, 1)).rejects.toMatchObject({ offersChange: false });
  });
});

describe('what asking for less helps against keeps what was typed:', () => {
  it('more money than is left', async () => {
    const refusal = await refusalOf(4);
    expect(refusal?.message).toContain('these 4 images cost about $0.32');
    expect(refusal?.draftId).toBeDefined();
    expect(await obstacle()).toBeUndefined();
    expect(await refusalOf(2)).toBeUndefined();
  });

  it('more images than are left', async () => {
    await limitImages('default', 1);
    expect((await refusalOf(2))?.draftId).toBeDefined();
    expect(await obstacle()).toBeUndefined();
  });

  it('more images at once than are allowed', async () => {
    expect((await refusalOf(5))?.draftId).toBeDefined();
  });

  it('but not where as many as are allowed are in progress', async () => {
    await changeSetting(db, GUILD, 'concurrent_per_member', 1);
    expect(await refusalOf(1)).toBeUndefined();
    const refusal = await refusalOf(1);
    expect(refusal?.message).toContain('You already have 1 image in progress');
    expect(refusal?.draftId).toBeUndefined();
  });
});
