-- a task whose cost is not what was settled
select t.id, t.cost_micros, l.spent_delta
from tasks t
  join ledger l on l.task_id = t.id and l.kind = 'settle'
where t.cost_micros is not l.spent_delta or t.cost_estimated <> l.estimated
