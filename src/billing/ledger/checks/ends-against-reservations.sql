-- an end that does not give back what was reserved
select e.id, e.task_id, e.reserved_delta, r.reserved_delta as reserved
from ledger e
  join ledger r on r.task_id = e.task_id and r.kind = 'reserve'
where e.kind in ('settle', 'release')
  and (
    e.reserved_delta <> -r.reserved_delta
    or e.window_at <> r.window_at
    or e.account_id <> r.account_id
    or e.guild_id is not r.guild_id
    or e.grant_id is not r.grant_id
    or e.grant_reserved_delta <> -r.grant_reserved_delta
    or e.grant_spent_delta > r.grant_reserved_delta
  )
