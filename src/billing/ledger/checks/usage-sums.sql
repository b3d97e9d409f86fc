-- usage by day of all members that is not the sum of theirs
with summed as (
  select guild_id, day, model, kind,
    sum(images) as images, sum(failures) as failures, sum(spent_micros) as spent,
    sum(charged_failures) as charged_failures, sum(failed_micros) as failed
  from usage_days
  group by 1, 2, 3, 4
)
select coalesce(s.guild_id, k.guild_id) as guild_id, coalesce(s.day, k.day) as day,
  s.spent as summed, k.spent_micros as kept
from summed s
  full outer join usage_sums k
    on s.guild_id = k.guild_id and s.day = k.day and s.model = k.model and s.kind = k.kind
where coalesce(s.spent, 0) <> coalesce(k.spent_micros, 0)
  or coalesce(s.images, 0) <> coalesce(k.images, 0)
  or coalesce(s.failures, 0) <> coalesce(k.failures, 0)
  or coalesce(s.charged_failures, 0) <> coalesce(k.charged_failures, 0)
  or coalesce(s.failed, 0) <> coalesce(k.failed_micros, 0)
