// Ids of buttons, selects and forms are whatever somebody sends: each is answered once, and nobody
// gets at what is another's.
import { Client, Events, type REST } from 'discord.js';
import { ComponentType, InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { App } from '../../src/app.ts';
import { createCalendars } from '../../src/billing/calendar.ts';
import { createCostEstimator } from '../../src/billing/cost-estimator.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { customId, parseCustomId } from '../../src/discord/api/custom-id.ts';
import { indexCommands } from '../../src/discord/interactions/define-command.ts';
import { dispatchInteractions } from '../../src/discord/interactions/dispatch-interactions.ts';
import { createLog } from '../../src/ops/log.ts';
import { createPriceTable } from '../../src/providers/price-table.ts';
import type { Database } from '../../src/store/schema.ts';
import { createResultChanges } from '../../src/tasks/lifecycle/result-changes.ts';
import { createTaskRecords } from '../../src/tasks/lifecycle/task-records.ts';
import { insertDraft } from '../../src/tasks/requests/form-drafts.store.ts';
import { createDurationEstimator } from '../../src/tasks/scheduling/duration-estimator.ts';
import { createText } from '../../src/text/text.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { holds, hostileText } from '../support/fuzz.ts';
import { addTask, endTask } from '../support/rows.ts';

const [GUILD, OTHER_GUILD] = ['200000000000000001', '200000000000000002'];
const [VICTIM, STRANGER] = ['100000000000000001', '100000000000000009'];
const ADMINISTRATOR = '8';

let db: Kysely<Database>;
let client: Client;
let ids: string[];
/** What was called on Discord for the interaction at hand, and when it has been dealt with. */
let calls: { route: string; body: { type?: number; data?: { content?: string; flags?: number } } }[] = [];
let settled: PromiseWithResolvers<unknown>;
const complaints: unknown[] = [];

const record = async (route: string, { body }: { body?: unknown } = {}) => {
  const call = { route, body: (body ?? {}) as (typeof calls)[number]['body'] }; // Looked at below.
  calls.push(call);
  // A word to the member is the last that a refusal does.
  if (call.body.type === InteractionResponseType.ChannelMessageWithSource || /^\/webhooks\/\d+\/token$/.test(route))
    settled.resolve('told');
  return { id: '500000000000000009', flags: 0 };
};
const rest = { post: record, patch: record, get: record, delete: record } as unknown as REST; // What answers call of it.

beforeAll(async () => {
  db = await openEmptyDatabase();
  const accountId = await addTask(db, {
    id: 'aaaaaaaaaaaaaaaa-1',
    member: VICTIM,
    guild: GUILD,
    at: 1,
    micros: 80_000,
  });
  await addTask(db, { id: 'bbbbbbbbbbbbbbbb-1', member: VICTIM, guild: GUILD, at: 2, micros: 80_000 });
  await endTask(db, 'aaaaaaaaaaaaaaaa-1', 'delivered', 80_000);
  await db.updateTable('requests').set({ is_private: 1 }).where('id', '=', 'request-aaaaaaaaaaaaaaaa-1').execute();
  const draft = await insertDraft(
    db,
    {
      account_id: accountId,
      kind: 'edit',
      subject_account_id: null,
      is_private: 0,
      sources: '[]',
      fields: '{}',
      refusal: null,
    },
    { now: Date.now, steadyNow: Date.now },
  );
  ids = [
    'request-aaaaaaaaaaaaaaaa-1',
    'request-bbbbbbbbbbbbbbbb-1',
    'aaaaaaaaaaaaaaaa-1',
    draft,
    'chosen',
    '0',
    '-1',
    '1e9',
    '__proto__',
  ];

  client = new Client({ intents: [] });
  const config = readConfig({ DISCORD_TOKEN: 'x', VTRIX_API_KEY: 'y', USER_INSTALL: 'true' });
  const prices = createPriceTable(config.IMAGE_MODELS);
  const log = createLog('silent');
  const heard = { ...log, child: () => heard, info: () => settled.resolve('served'), warn: complain, error: complain };
  const clock = { now: Date.now, steadyNow: Date.now };
  const display = { showProgress: refuseToAct, deliver: refuseToAct };
  const tasks = {
    ...createResultChanges({ db, display: { ...display, copyToFeed: refuseToAct }, ...clock }),
    cancel: refuseToAct,
    releaseForServer: refuseToAct,
    resolveUnconfirmedCharge: refuseToAct,
    showAfterAll: refuseToAct,
    admit: refuseToAct,
  };
  const app = {
    config,
    db,
    ...createTaskRecords(db, clock),
    log: heard,
    tasks,
    prices,
    webhook: rest,
    bot: rest,
    cdn: client.rest.cdn,
    costs: createCostEstimator(prices, { steadyNow: Date.now }),
    durations: createDurationEstimator(),
    circuit: { state: () => 'closed' },
    limiter: { limit: () => config.MAX_CONCURRENT },
    display,
    images: { read: async () => undefined, find: async () => undefined, removeExpired: async () => undefined },
    budgetRules: { member: config.DEFAULT_MEMBER_BUDGET, host: config.HOST_BUDGET, calendarOf: createCalendars('UTC') },
    languageOf: createText(),
    applicationId: '600000000000000001',
    botId: () => '600000000000000002',
    ...clock,
  } as unknown as App; // Everything that a component may reach; what would act on a task says so.
  dispatchInteractions(client, indexCommands(commands), app, {
    isOpen: () => true,
    floods: { check: () => 'allowed' },
  });
});
afterAll(async () => {
  await client.destroy();
  await db.destroy();
});

function complain(facts: unknown): void {
  complaints.push(facts);
  settled.resolve('complained');
}

function refuseToAct(): never {
  throw new Error('acted on what is another’s');
}

interface Forged {
  kind: 'button' | 'select' | 'modal' | 'user-select';
  id: string;
  values: string[];
  where: 'elsewhere' | 'here' | 'direct';
  permissions: string;
}

/** What Discord would send for it. */
function toPayload({ kind, id, values, where, permissions }: Forged) {
  const user = { id: STRANGER, username: 'stranger', discriminator: '0', global_name: null, avatar: null };
  const guildId = { elsewhere: OTHER_GUILD, here: GUILD, direct: undefined }[where];
  const component = {
    button: ComponentType.Button,
    select: ComponentType.StringSelect,
    'user-select': ComponentType.UserSelect,
  };
  const data =
    kind === 'modal'
      ? {
          custom_id: id,
          components: values.map((value, index) => ({
            type: ComponentType.Label,
            id: index,
            component: { type: ComponentType.TextInput, id: 10 + index, custom_id: value.slice(0, 100), value },
          })),
        }
      : { custom_id: id, component_type: component[kind], values, resolved: {} };
  return {
    id: '700000000000000001',
    application_id: '600000000000000001',
    type: kind === 'modal' ? InteractionType.ModalSubmit : InteractionType.MessageComponent,
    token: 'token',
    version: 1,
    data,
    channel_id: '300000000000000001',
    channel: { id: '300000000000000001', type: guildId ? 0 : 1 },
    ...(guildId
      ? {
          guild_id: guildId,
          guild_locale: 'en-US',
          member: {
            user,
            roles: [],
            permissions,
            joined_at: new Date(0).toISOString(),
            deaf: false,
            mute: false,
            flags: 0,
          },
        }
      : { user }),
    message: {
      id: '500000000000000001',
      channel_id: '300000000000000001',
      author: user,
      content: '',
      timestamp: new Date(0).toISOString(),
      edited_timestamp: null,
      attachments: [],
      embeds: [],
      mentions: [],
      mention_roles: [],
      type: 0,
    },
    locale: 'en-US',
    entitlements: [],
    app_permissions: '0',
    attachment_size_limit: 1_000_000,
    authorizing_integration_owners: { 0: guildId ?? '0' },
    context: guildId ? 0 : 1,
  };
}

const rowsOf = async () =>
  JSON.stringify([
    await db.selectFrom('requests').selectAll().execute(),
    await db.selectFrom('tasks').selectAll().execute(),
    await db.selectFrom('ledger').selectAll().execute(),
    await db.selectFrom('drafts').selectAll().where('fields', '=', '{}').where('sources', '=', '[]').execute(),
    await db.selectFrom('blocks').selectAll().execute(),
    await db.selectFrom('budgets').selectAll().execute(),
    await db.selectFrom('audit').selectAll().execute(),
    await db.selectFrom('presets').selectAll().execute(),
  ]);

const actions = commands.flatMap(({ kind, name }) => (['button', 'select', 'modal'].includes(kind) ? [name] : []));
const forgery: fc.Arbitrary<Forged> = fc.record({
  kind: fc.constantFrom('button', 'select', 'modal', 'user-select'),
  id: fc.oneof(
    fc.tuple(fc.constantFrom(...actions), fc.nat(8)).map(([action, at]) => `${action}:${ids[at]}`),
    fc.tuple(fc.constantFrom(...actions), hostileText(60)).map((parts) => parts.join(':').slice(0, 100)),
    hostileText(100),
  ),
  values: fc.array(
    fc.oneof(
      fc.nat(8).map((at) => ids[at] ?? ''),
      hostileText(40),
      fc.constantFrom('undo', 'aspect-ratio', 'save-preset', 'prompt'),
    ),
    {
      maxLength: 3,
    },
  ),
  where: fc.constantFrom('elsewhere', 'here', 'direct'),
  permissions: fc.constantFrom('0', ADMINISTRATOR),
});

describe('a custom id', () => {
  holds(
    'is read as it was made, and nothing else is',
    fc.property(
      fc.stringMatching(/^[a-z-]{1,40}$/),
      fc.stringMatching(/^[\w-]{1,50}$/),
      hostileText(110),
      (action, id, text) => {
        expect(parseCustomId(customId(action, id))).toEqual({ action, id });
        const read = parseCustomId(text);
        if (read) expect(customId(read.action, read.id)).toBe(text);
      },
    ),
  );

  it('can be any of many actions', () => {
    expect(actions.length).toBeGreaterThan(12);
  });

  holds(
    'that a stranger forged is answered once and to them alone, and changes nothing of another’s',
    fc.asyncProperty(
      // Whoever administers the very server may moderate it.
      forgery.filter(({ where, permissions }) => where !== 'here' || permissions === '0'),
      async (forged) => {
        const before = await rowsOf();
        calls = [];
        complaints.length = 0;
        settled = Promise.withResolvers();
        const { actions: handlers } = client as unknown as {
          actions: { InteractionCreate: { handle(payload: unknown): void } };
        }; // Where the gateway's events arrive in discord.js.
        let isTaken = false;
        client.once(Events.InteractionCreate, () => {
          isTaken = true;
        });
        handlers.InteractionCreate.handle(toPayload(forged));
        if (!isTaken) return;
        await settled.promise;
        await new Promise((resolve) => setImmediate(resolve));
        expect(complaints).toEqual([]);
        expect(calls.filter(({ route }) => route.endsWith('/callback'))).toHaveLength(1);
        for (const { body } of calls) {
          if (body.type === InteractionResponseType.ChannelMessageWithSource)
            expect(Number(body.data?.flags) & 64).toBe(64);
          expect(body.data?.content?.length ?? 0).toBeLessThanOrEqual(2_000);
        }
        expect(await rowsOf()).toBe(before);
      },
    ),
    0.2,
  );
});
