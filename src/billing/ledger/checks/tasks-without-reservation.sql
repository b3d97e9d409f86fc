-- a task without exactly one reservation
select t.id, t.state, count(l.id) as lines
from tasks t
  left join ledger l on l.task_id = t.id and l.kind = 'reserve'
group by t.id
having count(l.id) <> 1
