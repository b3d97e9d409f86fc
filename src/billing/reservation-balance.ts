// What is reserved for each task must follow from its state: the reservation while its charge is
// open, nothing once it has ended. Member and server (`here`) have nothing reserved either once a
// moderator has given an unconfirmed charge back.

/** A task of which more or less is reserved than its state says. Amounts are micro-dollars. */
export interface MisstatedReservation {
  task_id: string;
  state: string;
  /**
   * What the ledger's entries add up to, for the operator's total, for member and server, and of
   * that for a grant.
   */
  host_reserved: number;
  here_reserved: number;
  grant_reserved: number;
  /** What they should add up to. */
  host_expected: number;
  here_expected: number;
  grant_expected: number;
  /** The same for the number of images. */
  host_images: number;
  here_images: number;
  host_images_expected: number;
  here_images_expected: number;
}

/**
 * A query for all of them, but for tasks whose end is not booked as their state says: no adjustment
 * can repair those.
 */
export const misstatedReservations = `
  with balances as (
    select t.id as task_id, t.state, count(case when l.kind in ('settle', 'release') then 1 end) as ends,
      sum(case when l.reach <> 'here' then l.reserved_delta else 0 end) as host_reserved,
      sum(case when l.reach <> 'host' then l.reserved_delta else 0 end) as here_reserved,
      sum(case when l.reach <> 'host' then l.grant_reserved_delta else 0 end) as grant_reserved,
      sum(case when l.reach <> 'here' then l.reserved_images_delta else 0 end) as host_images,
      sum(case when l.reach <> 'host' then l.reserved_images_delta else 0 end) as here_images,
      case when t.state in ('admitted', 'queued', 'submitting', 'running', 'unconfirmed') then 1 else 0 end as is_open,
      case when t.released_here_at is null then 1 else 0 end as is_open_here,
      max(case when l.kind = 'reserve' then l.reserved_delta else 0 end) as reserved,
      max(case when l.kind = 'reserve' then l.grant_reserved_delta else 0 end) as of_grant
    from tasks t join ledger l on l.task_id = t.id
    group by t.id, t.state, t.released_here_at
  ), expected as (
    select task_id, state, ends = 1 - is_open as is_booked, host_reserved, here_reserved, grant_reserved, host_images, here_images,
      reserved * is_open as host_expected,
      reserved * is_open * is_open_here as here_expected,
      of_grant * is_open * is_open_here as grant_expected,
      is_open as host_images_expected, is_open * is_open_here as here_images_expected
    from balances
  )
  select task_id, state, host_reserved, here_reserved, grant_reserved, host_expected, here_expected, grant_expected,
    host_images, here_images, host_images_expected, here_images_expected
  from expected
  where is_booked and (host_reserved <> host_expected or here_reserved <> here_expected or grant_reserved <> grant_expected
    or host_images <> host_images_expected or here_images <> here_images_expected)`;
