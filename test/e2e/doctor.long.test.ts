// `npm run doctor` against set-ups that are broken on purpose: each is caught, with the remedy that
// mends it.
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DiscordApi, type DiscordOptions, startDiscordApi } from '../../playground/discord-api/start.ts';
import { startVtrixApi, type VtrixApi } from '../../playground/vtrix-api/start.ts';
import { INSTALL_PERMISSIONS } from '../../src/discord/registration/install-link.ts';
import { createDiskCheck } from '../../src/doctor/check-data.ts';
import { changeSetting } from '../../src/servers/settings.store.ts';
import { migrateToLatest, migrations } from '../../src/store/migrate.ts';
import { connectDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';
import { runProgram } from '../support/run-program.ts';

const FIRST_SERVER = '200000000000000001';
const WITH_BOT = `${FIRST_SERVER},200000000000000002`;
const WITHOUT_BOT = '200000000000000003';

let folder: string;
let discord: DiscordApi;
let provider: VtrixApi;
/** A set-up in which nothing is wrong. */
let whole: Record<string, string>;

async function startStandIns(options: DiscordOptions = {}): Promise<void> {
  discord = await startDiscordApi(options);
  provider = await startVtrixApi();
  whole = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    VTRIX_API_KEY: provider.apiKey,
    VTRIX_BASE_URL: provider.baseUrl,
    DATABASE_URL: `file:${join(folder, 'kontext.db')}`,
    IMAGES_DIR: join(folder, 'images'),
    IMAGES_MAX_SIZE: '0.01',
    HOST_USER_IDS: '100000000000000004',
    ALLOWED_GUILDS: WITH_BOT,
  };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-doctor-'));
});
afterEach(async () => {
  await provider.close();
  await discord.close();
  rmSync(folder, { recursive: true, force: true });
});

const visit = (settings: Record<string, string> = {}) => runProgram('doctor', { ...whole, ...settings });

interface ExpectedFinding {
  level: string;
  subject: string;
  what: RegExp;
  remedy?: RegExp;
}

/** Expects that finding, and the remedy below it. */
function expectFinding(out: string, { level, subject, what, remedy }: ExpectedFinding): void {
  const lines = out.split('\n');
  const index = lines.findIndex((line) => line.startsWith(`${level} `) && line.includes(subject) && what.test(line));
  expect(index, `${level} ${subject} ${what} in\n${out}`).toBeGreaterThanOrEqual(0);
  if (remedy) expect(lines[index + 1]).toMatch(new RegExp(`^ +→ .*${remedy.source}`));
}

describe('a set-up in which nothing is wrong', () => {
  it('is all ok but for what the first start does by itself, with the install link', async () => {
    await startStandIns();
    const { code, out } = await visit();
    expect(code, out).toBe(0);
    const what = /none are registered everywhere yet/;
    expectFinding(out, { level: 'warning', subject: 'commands', what, remedy: /npm run register/ });
    expect(out).toContain('0 failures, 1 warning');
    expect(out).toContain(
      `https://discord.com/oauth2/authorize?client_id=${discord.applicationId}&scope=bot+applications.commands&permissions=${INSTALL_PERMISSIONS}`,
    );
    expect((await runProgram('register', whole)).code).toBe(0);
    expect((await visit()).out).toContain('0 failures, 0 warnings');
  });

  it('is registered by no other token: the program says so, with the remedy', async () => {
    await startStandIns();
    const { code, err } = await runProgram('register', { ...whole, DISCORD_TOKEN: 'another.bot.token' });
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('not registered: Discord does not accept DISCORD_TOKEN. '),
    ]);
    expect(err).toContain('Reset it on the Bot page');
  });

  it('is left as it is: nothing is made, registered or paid for', async () => {
    await startStandIns();
    await visit();
    expect(discord.state.requests.map(({ method }) => method)).not.toContain('PUT');
    expect(discord.state.violations).toEqual([]);
    expect(provider.state.requests.map(({ method }) => method)).toEqual(['GET']);
    expect((await visit()).out).toContain('will be created at the first start');
  });
});

interface BrokenSetup {
  name: string;
  /** Breaks it. @returns settings over those of the whole set-up */
  breakIt(): Record<string, string> | Promise<Record<string, string>>;
  level: 'failure' | 'warning';
  subject: string;
  what: RegExp;
  remedy: RegExp;
  /** What the doctor says all the same. */
  besides?: RegExp;
}

const broken: BrokenSetup[] = [
  {
    name: 'a setting that cannot be read',
    breakIt: () => ({ HOST_BUDGET: '20/fortnight' }),
    level: 'failure',
    subject: 'settings',
    what: /HOST_BUDGET must look like 2\.00\/day, with day, week, month or total \(given: "20\/fortnight"\)/,
    remedy: /Set HOST_BUDGET in \.env: what the whole bot may spend/,
  },
  {
    name: 'a key that is missing',
    breakIt: () => ({ VTRIX_API_KEY: '' }),
    level: 'failure',
    subject: 'settings',
    what: /VTRIX_API_KEY is missing/,
    remedy: /VTRIX_API_KEY_FILE/,
  },
  {
    name: 'a setting that is misspelled',
    breakIt: () => ({ DEFAULT_MEMBER_BUDGT: '5.00/day' }),
    level: 'warning',
    subject: 'settings',
    what: /DEFAULT_MEMBER_BUDGT is not a setting: did you mean DEFAULT_MEMBER_BUDGET\?/,
    remedy: /Rename it in \.env/,
  },
  {
    name: 'an address at which nobody is, and the install link is known all the same',
    breakIt: () => ({
      DISCORD_TOKEN: `${Buffer.from('100000000000000009').toString('base64')}.stale.token`,
      DISCORD_API_URL: 'http://127.0.0.1:9/api',
    }),
    level: 'failure',
    subject: 'Discord',
    what: /nothing answers/,
    remedy: /Check DISCORD_API_URL/,
    besides: /client_id=100000000000000009/,
  },
  {
    name: 'a token that Discord does not accept',
    breakIt: () => ({ DISCORD_TOKEN: 'stale' }),
    level: 'failure',
    subject: 'Discord',
    what: /does not accept DISCORD_TOKEN/,
    remedy: /Reset the token on the Bot page/,
  },
  {
    name: 'an address at which nobody is',
    breakIt: () => ({ DISCORD_API_URL: 'http://127.0.0.1:9/api' }),
    level: 'failure',
    subject: 'Discord',
    what: /nothing answers at http:\/\/127\.0\.0\.1:9\/api/,
    remedy: /Check DISCORD_API_URL/,
  },
  {
    name: 'an intent that is off at Discord',
    breakIt: () => ({ MESSAGE_CONTENT_INTENT: 'true' }),
    level: 'failure',
    subject: 'Discord',
    what: /the intent is off at Discord/,
    remedy: /Turn on Message Content Intent/,
  },
  {
    name: 'interactions that go elsewhere',
    breakIt() {
      discord.state.application.interactionsEndpoint = 'https://example.com/interactions';
      return {};
    },
    level: 'failure',
    subject: 'Discord',
    what: /no interactions reach the bot/,
    remedy: /Clear Interactions Endpoint URL/,
  },
  {
    name: 'an application that users cannot install',
    breakIt() {
      discord.state.application.installs = ['0'];
      return { USER_INSTALL: 'true' };
    },
    level: 'failure',
    subject: 'Discord',
    what: /cannot be installed by users/,
    remedy: /Tick User Install/,
  },
  {
    name: 'a bot that anybody may install at the host’s cost',
    breakIt: () => ({ ALLOWED_GUILDS: '' }),
    level: 'warning',
    subject: 'Discord',
    what: /at your cost/,
    remedy: /Name your servers in ALLOWED_GUILDS/,
  },
  {
    name: 'a server that the bot is not in',
    breakIt: () => ({ DISCORD_GUILD_ID: WITHOUT_BOT }),
    level: 'failure',
    subject: 'servers',
    what: /the bot is not in 200000000000000003/,
    remedy: /Install it there: https:\/\/discord\.com\/oauth2\/authorize.*guild_id=200000000000000003/,
  },
  {
    name: 'a server that is allowed and has no bot',
    breakIt: () => ({ ALLOWED_GUILDS: `${WITH_BOT},${WITHOUT_BOT}` }),
    level: 'warning',
    subject: 'servers',
    what: /the bot is not in 200000000000000003, which ALLOWED_GUILDS names/,
    remedy: /Install it there: .*guild_id=200000000000000003, or remove the id from ALLOWED_GUILDS/,
  },
  {
    name: 'a server that has the bot and is not allowed',
    breakIt() {
      const first = discord.state.guilds.find(({ id }) => id === FIRST_SERVER);
      // More than one page of them.
      if (first)
        for (let more = 0; more < 201; more += 1)
          discord.state.guilds.push({ ...first, key: `more-${more}`, id: String(300000000000000000n + BigInt(more)) });
      return {};
    },
    level: 'warning',
    subject: 'servers',
    what: /the bot is in 300000000000000000 \(".+"\), which ALLOWED_GUILDS does not name/,
    remedy: /Add its id to ALLOWED_GUILDS, or remove the bot from that server/,
    besides: /the bot is in 191 more servers that ALLOWED_GUILDS does not name/,
  },
  {
    name: 'a rate limit that lasts',
    breakIt() {
      const body = { message: 'You are being rate limited.', retry_after: 600, global: true };
      discord.state.faults.push({ route: '/applications/@me', times: 99, kind: { status: 429, body } });
      return {};
    },
    level: 'warning',
    subject: 'Discord',
    what: /not checked: Discord asks to wait for 600 seconds/,
    remedy: /Run the doctor again after that/,
  },
  {
    name: 'a budget that one member can use up for everybody',
    breakIt: () => ({ HOST_BUDGET: '1.00/day' }),
    level: 'warning',
    subject: 'budgets',
    what: /HOST_BUDGET for everybody: it is \$1\.00\/day, and DEFAULT_MEMBER_BUDGET is \$2\.00\/day/,
    remedy: /Raise HOST_BUDGET, or lower DEFAULT_MEMBER_BUDGET/,
  },
  {
    name: 'commands of another version',
    async breakIt() {
      await runProgram('register', whole);
      return { IMAGE_MODELS: 'flux_kontext_max=0.08,flux_kontext_pro=0.04' };
    },
    level: 'warning',
    subject: 'commands',
    what: /from another version or other settings/,
    remedy: /npm run register/,
  },
  {
    name: 'a key that the provider does not accept',
    breakIt: () => ({ VTRIX_API_KEY: 'wrong' }),
    level: 'failure',
    subject: 'provider',
    what: /does not accept VTRIX_API_KEY/,
    remedy: /Copy the key again/,
  },
  {
    name: 'a balance that is used up',
    breakIt() {
      const body = JSON.stringify({ error: { code: 'no_balance', message: 'insufficient balance' } });
      provider.state.faults.push({ on: 'poll', times: 1, kind: { status: 403, body } });
      return {};
    },
    level: 'failure',
    subject: 'provider',
    what: /refuses service \(insufficient balance\)/,
    remedy: /top it up/,
  },
  {
    name: 'an image API at which nobody is',
    breakIt: () => ({ VTRIX_BASE_URL: 'http://127.0.0.1:9' }),
    level: 'failure',
    subject: 'provider',
    what: /nothing answers/,
    remedy: /Check VTRIX_BASE_URL/,
  },
  {
    name: 'an address of something else',
    breakIt: () => ({ VTRIX_BASE_URL: discord.origin }),
    level: 'warning',
    subject: 'provider',
    what: /is not the image API/,
    remedy: /Check VTRIX_BASE_URL/,
  },
  {
    name: 'a database that is none',
    breakIt() {
      writeFileSync(join(folder, 'kontext.db'), 'a letter to my landlord\n'.repeat(100));
      return {};
    },
    level: 'failure',
    subject: 'database',
    what: /cannot be read as a database/,
    remedy: /restore a backup/,
  },
  ...(
    [
      ['attaching', /the log_channel of server 200000000000000001, 300000000000000002, lacks AttachFiles for the bot/],
      ['unseen', /the log_channel of server 200000000000000001, 300000000000000002, cannot be seen by the bot/],
    ] as const
  ).map(
    ([kind, what]): BrokenSetup => ({
      name: `a log channel whose rights were taken away (${kind})`,
      async breakIt() {
        const db = connectDatabase<Database>(`file:${join(folder, 'kontext.db')}`);
        await migrateToLatest(db);
        await changeSetting(db, FIRST_SERVER, 'log_channel', '300000000000000002');
        await db.destroy();
        const channel = discord.state.channels.find(({ key }) => key === 'art');
        if (channel) channel.botPermissions &= ~(kind === 'attaching' ? Flags.AttachFiles : Flags.ViewChannel);
        return {};
      },
      level: 'warning',
      subject: 'channels',
      what,
      remedy: /Grant the bot these permissions there, or choose another channel: \/settings log_channel/,
    }),
  ),
  ...(['moderator_role', 'manager_role'] as const).map(
    (name): BrokenSetup => ({
      name: `@everyone as ${name}`,
      async breakIt() {
        const db = connectDatabase<Database>(`file:${join(folder, 'kontext.db')}`);
        await migrateToLatest(db);
        await changeSetting(db, FIRST_SERVER, name, FIRST_SERVER);
        await db.destroy();
        return {};
      },
      level: 'warning',
      subject: 'roles',
      what: new RegExp(`the ${name} of server 200000000000000001 is @everyone, which gives nobody these rights`),
      remedy: new RegExp(`Ask a manager of that server to choose another role: /settings ${name}`),
    }),
  ),
  {
    name: 'a database of a newer version',
    async breakIt() {
      const db = connectDatabase(`file:${join(folder, 'kontext.db')}`);
      await migrateToLatest(db, { ...migrations, '9999-later': { up: async () => undefined } });
      await db.destroy();
      return {};
    },
    level: 'failure',
    subject: 'database',
    what: /newer version of the bot \(9999-later\)/,
    remedy: /Run that version/,
  },
  {
    name: 'a journal that has grown, since somebody reads for long',
    async breakIt() {
      const db = connectDatabase(`file:${join(folder, 'kontext.db')}`);
      await migrateToLatest(db);
      await db.destroy();
      // Without a frame that is valid, and as large as one that is full of them.
      writeFileSync(join(folder, 'kontext.db-wal'), '');
      truncateSync(join(folder, 'kontext.db-wal'), 200 * 2 ** 20);
      return {};
    },
    level: 'warning',
    subject: 'database',
    what: /its journal takes up 0\.2 GiB/,
    remedy: /fuser -v .*kontext\.db/,
  },
  {
    name: 'a place where nothing can be written',
    breakIt: () => ({ IMAGES_DIR: '/proc/images' }),
    level: 'failure',
    subject: 'images',
    what: /cannot write to \/proc/,
    remedy: /change IMAGES_DIR/,
  },
  {
    name: 'a disk that is smaller than what it is to hold',
    breakIt: () => ({ IMAGES_MAX_SIZE: '1000000000' }),
    level: 'warning',
    subject: 'disk',
    what: /may take up 1000000000\.0 GiB/,
    remedy: /lower IMAGES_MAX_SIZE/,
  },
];

describe('broken on purpose:', () => {
  it.each(broken)('$name', async ({ breakIt, level, subject, what, remedy, besides = /./ }) => {
    await startStandIns();
    const settings = await breakIt();
    const { code, out } = await visit(settings);
    expectFinding(out, { level, subject, what, remedy });
    expect(out).toMatch(besides);
    expect(code, out).toBe(level === 'failure' ? 1 : 0);
    for (const secret of [discord.token, provider.apiKey]) expect(out).not.toContain(secret);
  });

  it.each([
    [-30_000, 'warning', /(29|30|31) s behind/],
    [600_000, 'failure', /(9|10) min .* ahead of/],
  ])('a clock that is off by %i ms', async (aheadMs, level, what) => {
    await startStandIns({ now: () => Date.now() - aheadMs });
    const { out } = await visit();
    expectFinding(out, { level, subject: 'clock', what, remedy: /NTP/ });
  });

  it('a disk that is full', async () => {
    await startStandIns();
    mkdirSync(join(folder, 'images'));
    const [finding] = await createDiskCheck(async () => 100 * 2 ** 20).run(whole);
    expect(finding).toMatchObject({ level: 'failure', what: expect.stringContaining('only 0.1 GiB') });
    expect(finding?.remedy).toContain('Free some space');
  });
});
