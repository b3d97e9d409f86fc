// Whether the ledger is true: every task has its lines, and every sum is the sum of its lines. Each
// check is a query for the rows that do not fit.
import { type Kysely, sql } from 'kysely';
import type { Database } from '../store/schema.ts';
import { misstatedReservations } from './reservation-balance.ts';

export interface LedgerProblem {
  problem: string;
  /** The row that does not fit. */
  row: Readonly<Record<string, unknown>>;
}

const BUCKET_MS = 15 * 60 * 1000;

const checks: readonly [string, string][] = [
  [
    'a task without exactly one reservation',
    `select t.id, t.state, count(l.id) as lines from tasks t left join ledger l on l.task_id = t.id and l.kind = 'reserve'
     group by t.id having count(l.id) <> 1`,
  ],
  [
    'a task whose end does not match its state',
    `select t.id, t.state, group_concat(l.kind) as ends from tasks t left join ledger l on l.task_id = t.id and l.kind in ('settle', 'release')
     group by t.id having not case
       when t.state in ('completed', 'delivered') then coalesce(group_concat(l.kind), '') = 'settle'
       when t.state in ('cancelled', 'dropped') then coalesce(group_concat(l.kind), '') = 'release'
       when t.state = 'failed' then coalesce(group_concat(l.kind), '') in ('settle', 'release')
       else count(l.id) = 0 end`,
  ],
  [
    'an end that does not give back what was reserved',
    `select e.id, e.task_id, e.reserved_delta, r.reserved_delta as reserved from ledger e
     join ledger r on r.task_id = e.task_id and r.kind = 'reserve'
     where e.kind in ('settle', 'release') and (e.reserved_delta <> -r.reserved_delta or e.window_at <> r.window_at
       or e.account_id <> r.account_id or e.guild_id is not r.guild_id or e.grant_id is not r.grant_id
       or e.grant_reserved_delta <> -r.grant_reserved_delta or e.grant_spent_delta > r.grant_reserved_delta)`,
  ],
  [
    'a task whose cost is not what was settled',
    `select t.id, t.cost_micros, l.spent_delta from tasks t join ledger l on l.task_id = t.id and l.kind = 'settle'
     where t.cost_micros is not l.spent_delta or t.cost_estimated <> l.estimated`,
  ],
  ['a task of which more or less is reserved than its state says', misstatedReservations],
  [
    'a sum that is not the sum of its lines',
    `with lines as (
       select window_at / ${BUCKET_MS} * ${BUCKET_MS} as bucket_at, account_id, guild_id, grant_id, reserved_delta as reserved, spent_delta as spent,
         images_delta as images, reserved_images_delta as drawing, reach,
         grant_reserved_delta as grant_reserved, grant_spent_delta as grant_spent from ledger
     ), scoped as (
       select 'host' as scope, bucket_at, reserved, spent, images, drawing from lines where reach <> 'here'
       union all select 'server:' || guild_id, bucket_at, reserved, spent, images, drawing from lines where reach <> 'host' and guild_id is not null
       union all select 'member:' || account_id, bucket_at, reserved, spent, images, drawing from lines where reach <> 'host'
       union all select 'member:' || account_id || '@' || coalesce(guild_id, 'direct'), bucket_at, reserved, spent, images, drawing from lines
         where reach <> 'host'
       union all select 'allowance:' || account_id || '@' || coalesce(guild_id, 'direct'), bucket_at, reserved - grant_reserved,
         spent - grant_spent, images, drawing from lines where reach <> 'host'
       union all select 'grant:' || grant_id, bucket_at, grant_reserved, grant_spent, 0, 0 from lines where reach <> 'host' and grant_id is not null
     ), sums as (
       select scope, bucket_at, sum(reserved) as reserved, sum(spent) as spent, sum(images) as images, sum(drawing) as drawing
       from scoped group by scope, bucket_at
     )
     select coalesce(s.scope, r.scope) as scope, coalesce(s.bucket_at, r.bucket_at) as bucket_at, s.reserved, r.reserved_micros,
       s.spent, r.spent_micros, s.images, r.images as rollup_images, s.drawing, r.reserved_images
     from sums s full outer join rollups r on r.scope = s.scope and r.bucket_at = s.bucket_at
     where s.reserved is not r.reserved_micros or s.spent is not r.spent_micros or s.images is not r.images
       or s.drawing is not r.reserved_images`,
  ],
];

const usageCheck = [
  'usage by day that is not what was settled',
  `with settled as (
     select coalesce(l.guild_id, '') as guild_id, l.account_id, t.model, r.kind, sum(l.spent_delta) as spent, sum(l.images_delta) as images
     from ledger l join tasks t on t.id = l.task_id join requests r on r.id = t.request_id where l.kind = 'settle' and l.reach <> 'host' group by 1, 2, 3, 4
   ), counted as (
     select guild_id, account_id, model, kind, sum(spent_micros) as spent, sum(images) as images from usage_days group by 1, 2, 3, 4
   )
   select coalesce(s.guild_id, c.guild_id) as guild_id, coalesce(s.account_id, c.account_id) as account_id, coalesce(s.model, c.model) as model,
     coalesce(s.kind, c.kind) as kind, s.spent as settled, c.spent as counted
   from settled s full outer join counted c on s.guild_id = c.guild_id and s.account_id = c.account_id and s.model = c.model and s.kind = c.kind
   where coalesce(s.spent, 0) <> coalesce(c.spent, 0) or coalesce(s.images, 0) <> coalesce(c.images, 0)`,
] as const;

const usageSumsCheck = [
  'usage by day of all members that is not the sum of theirs',
  `with summed as (
     select guild_id, day, model, kind, sum(images) as images, sum(failures) as failures, sum(spent_micros) as spent from usage_days group by 1, 2, 3, 4
   )
   select coalesce(s.guild_id, k.guild_id) as guild_id, coalesce(s.day, k.day) as day, s.spent as summed, k.spent_micros as kept
   from summed s full outer join usage_sums k on s.guild_id = k.guild_id and s.day = k.day and s.model = k.model and s.kind = k.kind
   where coalesce(s.spent, 0) <> coalesce(k.spent_micros, 0) or coalesce(s.images, 0) <> coalesce(k.images, 0)
     or coalesce(s.failures, 0) <> coalesce(k.failures, 0)`,
] as const;

/** @returns every row that does not fit; nothing where the ledger is true */
export async function verifyLedger(db: Kysely<Database>): Promise<LedgerProblem[]> {
  const problems: LedgerProblem[] = [];
  for (const [problem, query] of [...checks, usageCheck, usageSumsCheck]) {
    const { rows } = await sql.raw<Record<string, unknown>>(query).execute(db);
    problems.push(...rows.map((row) => ({ problem, row })));
  }
  return problems;
}
