// Reports of images to a server's moderators: which of them are open, and that one was dealt with.
import type { Kysely } from 'kysely';
import type { WallMs } from '../../clock.ts';
import type { Database } from '../../store/schema.ts';
import type { MessagePlace } from '../requests/shown-messages.ts';

type Db = Kysely<Database>;

/**
 * Whose moderators, about what, and where reports go at present: what stands in an earlier log
 * channel is before no moderator any more.
 */
export interface OpenReportFilter {
  guildId: string;
  /** The one image that is asked about; undefined for the whole request. */
  taskId: string | undefined;
  logChannel: string;
}

/**
 * Reports in one server's log channel that nobody has resolved. One about a whole request is about
 * each of its images too.
 */
export const openReportsOf = (
  db: Db,
  requestId: string,
  { guildId, taskId, logChannel }: OpenReportFilter,
): Promise<MessagePlace[]> =>
  db
    .selectFrom('message_copies')
    .select(['channel_id as channelId', 'message_id as messageId'])
    .where('request_id', '=', requestId)
    .where('kind', '=', 'report')
    .where('guild_id', '=', guildId)
    .where('channel_id', '=', logChannel)
    .where('resolved_at', 'is', null)
    .where((eb) => eb.or([eb('task_id', 'is', null), ...(taskId === undefined ? [] : [eb('task_id', '=', taskId)])]))
    .execute();

/**
 * A moderator has dealt with it, or its message is gone: the image can be reported anew. Any other
 * message's id changes nothing.
 */
export async function resolveReport(db: Db, messageId: string, now: WallMs): Promise<void> {
  await db
    .updateTable('message_copies')
    .set({ resolved_at: now })
    .where('message_id', '=', messageId)
    .where('kind', '=', 'report')
    .where('resolved_at', 'is', null)
    .execute();
}
