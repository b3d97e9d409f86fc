// Taking a result away, or one of several: wherever it stands, and from the history; what it cost
// stays in the ledger. What a moderator removes is in the audit trail.

import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import type { WallMs } from '../../src/clock.ts';
import type { RemovalEnd } from '../../src/discord/delivery/removal-context.ts';
import { removeDueMessages } from '../../src/discord/delivery/remove-messages.ts';
import { addAudit } from '../../src/servers/audit.store.ts';
import type { RequestRow } from '../../src/store/request-tables.ts';
import type { Deleter } from '../../src/tasks/requests/image-deletion.ts';
import { imageIdOf } from '../../src/tasks/requests/request-images.ts';
import { countOf } from '../../src/tasks/requests/request-options.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';

export interface Remover {
  userId: string;
  as: 'member' | 'moderator';
  reason?: string | null;
}

export interface Removal {
  /** Whether the message shows the other images of its request on. */
  showsOthers: boolean;
  /** False where somebody had removed it before. */
  isDone: boolean;
  /** What became of the request's own message; undefined where it was not seen to be removed. */
  ownMessage: RemovalEnd | undefined;
}

/**
 * Its messages are gone when this resolves, or, where Discord has trouble, later.
 * @param view of a whole request, or of one of its images: then the message shows the others on
 */
export async function removeResult(app: App, view: RequestView, remover: Remover): Promise<Removal> {
  const { request, tasks } = view;
  const now = app.now();
  const [task, ...more] = tasks;
  const isOneOfSeveral = task !== undefined && more.length === 0 && countOf(request) > 1;
  const deleter = await deleterOf(app, request, remover);
  const removed = isOneOfSeveral ? await app.tasks.removeImage(task, deleter) : 'last';
  const isDone = removed === 'last' ? await app.tasks.deleteRequest(request.id, deleter) : removed === 'removed';
  const showsOthers = removed !== 'last';
  if (isDone && remover.as === 'moderator') await noteInTrail(app, view, remover, now);
  if (isDone)
    app.log.info({ requestId: request.id, showsOthers, as: remover.as, actor: remover.userId }, 'result deleted');
  const ends = await removeDueMessages(app, request.id);
  if (showsOthers) app.display.deliver(request.id);
  return { showsOthers, isDone, ownMessage: ends.get(request.id) };
}

/** Moderators delete wholly what counts in their server. */
async function deleterOf({ db, now }: App, { guild_id }: RequestRow, { userId, as }: Remover): Promise<Deleter> {
  if (as === 'member') return { as };
  if (guild_id === null) return { as: 'somebody' };
  return { as, accountId: await accountOf(db, userId, now()), guildId: guild_id };
}

async function noteInTrail(app: App, view: RequestView, remover: Remover, now: WallMs): Promise<void> {
  const { request } = view;
  await app.db.transaction().execute(async (trx) => {
    await addAudit(trx, {
      guild_id: request.guild_id,
      actor_account_id: await accountOf(trx, remover.userId, now),
      action: 'result.delete',
      target: `member:${request.account_id}`,
      before: imageIdOf(view),
      after: null,
      reason: remover.reason ?? null,
      created_at: now,
    });
  });
}
