-- a task of which more or less is reserved than its state says
-- Not those whose end is not booked as their state says: no adjustment can repair them.
with balances as (
  select t.id as task_id, t.state,
    count(case when l.kind in ('settle', 'release') then 1 end) as ends,
    sum(case when l.reach <> 'here' then l.reserved_delta else 0 end) as host_reserved,
    sum(case when l.reach <> 'host' then l.reserved_delta else 0 end) as here_reserved,
    sum(case when l.reach <> 'host' then l.grant_reserved_delta else 0 end) as grant_reserved,
    sum(case when l.reach <> 'here' then l.reserved_images_delta else 0 end) as host_images,
    sum(case when l.reach <> 'host' then l.reserved_images_delta else 0 end) as here_images,
    t.state in ('admitted', 'queued', 'submitting', 'running', 'unconfirmed') as is_open,
    t.released_here_at is null as is_open_here,
    max(case when l.kind = 'reserve' then l.reserved_delta else 0 end) as reserved,
    max(case when l.kind = 'reserve' then l.grant_reserved_delta else 0 end) as of_grant
  from tasks t
    join ledger l on l.task_id = t.id
  group by t.id, t.state, t.released_here_at
), expected as (
  select task_id, state, ends = 1 - is_open as is_booked,
    host_reserved, here_reserved, grant_reserved, host_images, here_images,
    reserved * is_open as host_expected,
    reserved * is_open * is_open_here as here_expected,
    of_grant * is_open * is_open_here as grant_expected,
    is_open as host_images_expected,
    is_open * is_open_here as here_images_expected
  from balances
)
select task_id, state,
  host_reserved, here_reserved, grant_reserved, host_expected, here_expected, grant_expected,
  host_images, here_images, host_images_expected, here_images_expected
from expected
where is_booked
  and (
    host_reserved <> host_expected
    or here_reserved <> here_expected
    or grant_reserved <> grant_expected
    or host_images <> host_images_expected
    or here_images <> here_images_expected
  )
