-- usage by day that is not what was settled
with settled as (
  select coalesce(l.guild_id, '') as guild_id, l.account_id, t.model, r.kind,
    sum(l.spent_delta) as spent, sum(l.images_delta) as images,
    sum(l.images_delta = 0 and l.spent_delta > 0) as charged_failures,
    sum(iif(l.images_delta = 0, l.spent_delta, 0)) as failed
  from ledger l
    join tasks t on t.id = l.task_id
    join requests r on r.id = t.request_id
  where l.kind = 'settle' and l.reach <> 'host'
  group by 1, 2, 3, 4
), counted as (
  select guild_id, account_id, model, kind, sum(spent_micros) as spent, sum(images) as images,
    sum(charged_failures) as charged_failures, sum(failed_micros) as failed
  from usage_days
  group by 1, 2, 3, 4
)
select coalesce(s.guild_id, c.guild_id) as guild_id,
  coalesce(s.account_id, c.account_id) as account_id,
  coalesce(s.model, c.model) as model, coalesce(s.kind, c.kind) as kind,
  s.spent as settled, c.spent as counted
from settled s
  full outer join counted c
    on s.guild_id = c.guild_id and s.account_id = c.account_id
    and s.model = c.model and s.kind = c.kind
where coalesce(s.spent, 0) <> coalesce(c.spent, 0)
  or coalesce(s.images, 0) <> coalesce(c.images, 0)
  or coalesce(s.charged_failures, 0) <> coalesce(c.charged_failures, 0)
  or coalesce(s.failed, 0) <> coalesce(c.failed, 0)
