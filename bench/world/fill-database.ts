// A year of five servers of two hundred members each, as it stands in the database.
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../src/store/schema.ts';

const MEMBERS = 200;
const GUILDS = 5;
const YEAR_MS = 365 * 24 * 3600 * 1000;

/**
 * @param tasks images of that year, with two lines of the ledger each and all sums that follow from
 * them.
 * @param until when the year ends
 */
export async function fillDatabase(db: Kysely<Database>, tasks: number, until: number): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  const numbers = (most: number) =>
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${most - 1})`;
  const at = `(${until - YEAR_MS} + cast(i as integer) * ${Math.floor(YEAR_MS / tasks)})`;
  await run(
    `insert into accounts (discord_user_id, created_at) ${numbers(MEMBERS * GUILDS)} select 'u' || i, 1 from n`,
  );
  await run(`insert into requests (id, key, account_id, guild_id, channel_id, kind, prompt, options, locale, created_at, is_private, application_id, interaction_token,
    token_expires_at, upload_limit_bytes, acknowledged_at) ${numbers(tasks)} select 'r' || i, 'r' || i, 1 + i % ${MEMBERS * GUILDS}, 'g' || (i % ${GUILDS}), 'c',
    case i % 3 when 0 then 'edit' else 'imagine' end, 'a prompt', '{}', 'en', ${at}, 0, 'a', 't', 1, 1, ${at} from n`);
  await run(`insert into tasks (id, request_id, key, state, model, params, seed, estimate_micros, admitted_at, finished_at, admitted_steady, finished_steady, image_id, cost_micros)
    ${numbers(tasks)} select 't' || i, 'r' || i, 't' || i, 'delivered', case i % 7 when 0 then 'flux_kontext_pro' else 'flux_kontext_max' end, '{}', 1, 80000,
    ${at}, ${at} + 9000, ${at}, ${at} + 9000, 'p', 80000 from n`);
  for (const [kind, reserved, spent] of [
    ['reserve', 80_000, 0],
    ['settle', -80_000, 80_000],
  ] as const) {
    await run(`insert into ledger (kind, task_id, account_id, guild_id, reserved_delta, spent_delta, images_delta, window_at, estimated, reason, created_at)
      ${numbers(tasks)} select '${kind}', 't' || i, 1 + i % ${MEMBERS * GUILDS}, 'g' || (i % ${GUILDS}), ${reserved}, ${spent}, ${spent > 0 ? 1 : 0}, ${at}, 0, 'x', ${at} from n`);
  }
  const bucket = 'window_at / 900000 * 900000';
  const sums = `${bucket}, sum(reserved_delta), sum(spent_delta), sum(images_delta) from ledger`;
  for (const scope of [
    `'host'`,
    `'server:' || guild_id`,
    `'member:' || account_id`,
    `'member:' || account_id || '@' || guild_id`,
    `'allowance:' || account_id || '@' || guild_id`,
  ])
    await run(
      `insert into rollups (scope, bucket_at, reserved_micros, spent_micros, images) select ${scope}, ${sums} group by 1, 2`,
    );
  await run(`insert into usage_days (guild_id, day, account_id, model, kind, images, failures, spent_micros)
    select r.guild_id, date(t.admitted_at / 1000, 'unixepoch'), r.account_id, t.model, r.kind, count(*), 0, sum(t.cost_micros)
    from tasks t join requests r on r.id = t.request_id group by 1, 2, 3, 4, 5`);
  await run('analyze');
}
