-- a sum that is not the sum of its lines
-- Sums are kept by quarters of an hour: 900000 milliseconds.
with lines as (
  select window_at / 900000 * 900000 as bucket_at, account_id, guild_id, grant_id, reach,
    reserved_delta as reserved, spent_delta as spent,
    images_delta as images, reserved_images_delta as drawing,
    grant_reserved_delta as grant_reserved, grant_spent_delta as grant_spent
  from ledger
), of_members as (
  select *, account_id || '@' || coalesce(guild_id, 'direct') as member
  from lines
  where reach <> 'host'
), scoped as (
  select 'host' as scope, bucket_at, reserved, spent, images, drawing
  from lines
  where reach <> 'here'
  union all
  select 'server:' || guild_id, bucket_at, reserved, spent, images, drawing
  from of_members
  where guild_id is not null
  union all
  select 'member:' || account_id, bucket_at, reserved, spent, images, drawing
  from of_members
  union all
  select 'member:' || member, bucket_at, reserved, spent, images, drawing
  from of_members
  union all
  select 'allowance:' || member, bucket_at, reserved - grant_reserved, spent - grant_spent,
    images, drawing
  from of_members
  union all
  select 'grant:' || grant_id, bucket_at, grant_reserved, grant_spent, 0, 0
  from of_members
  where grant_id is not null
), sums as (
  select scope, bucket_at, sum(reserved) as reserved, sum(spent) as spent,
    sum(images) as images, sum(drawing) as drawing
  from scoped
  group by scope, bucket_at
)
select coalesce(s.scope, r.scope) as scope, coalesce(s.bucket_at, r.bucket_at) as bucket_at,
  s.reserved, r.reserved_micros, s.spent, r.spent_micros,
  s.images, r.images as rollup_images, s.drawing, r.reserved_images
from sums s
  full outer join rollups r on r.scope = s.scope and r.bucket_at = s.bucket_at
where s.reserved is not r.reserved_micros
  or s.spent is not r.spent_micros
  or s.images is not r.images
  or s.drawing is not r.reserved_images
