-- a task whose end does not match its state
with booked as (
  select t.id, t.state, count(l.id) as count, coalesce(group_concat(l.kind), '') as ends
  from tasks t
    left join ledger l on l.task_id = t.id and l.kind in ('settle', 'release')
  group by t.id
)
select id, state, ends
from booked
where not case
  when state in ('completed', 'delivered') then ends = 'settle'
  when state in ('cancelled', 'dropped') then ends = 'release'
  when state = 'failed' then ends in ('settle', 'release')
  else count = 0
end
