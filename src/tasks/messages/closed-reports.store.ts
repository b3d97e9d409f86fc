// Reports whose image is gone: they stay in the log channel, marked, and are known so that their
// member can still be blocked from there, and is named there no longer once they are forgotten.
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../store/schema.ts';
import type { MessageCopy, MessagePlace } from '../requests/shown-messages.ts';
import { type Marking, queueMarks, queueReportSearches } from './message-removals.store.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** A report, and the server it stands in. */
export type ReportPlace = MessagePlace & Pick<MessageCopy, 'guildId'>;

/** Queues their marks. Their rows among the messages that show the request are the caller's to delete. */
export async function closeReports(
  trx: Trx,
  requestId: string,
  reports: readonly ReportPlace[],
  marking: Marking,
): Promise<void> {
  if (reports.length === 0) return;
  await trx
    .insertInto('closed_reports')
    .values(
      reports.map(({ messageId, channelId, guildId }) => ({
        message_id: messageId,
        request_id: requestId,
        channel_id: channelId,
        guild_id: guildId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await queueMarks(trx, requestId, reports, marking);
}

export const closedReportsOf = (db: Db, requestId: string): Promise<ReportPlace[]> =>
  db
    .selectFrom('closed_reports')
    .select(['message_id as messageId', 'channel_id as channelId', 'guild_id as guildId'])
    .where('request_id', '=', requestId)
    .execute();

/** Its member is forgotten: no report names them or says what they wrote any more. */
export async function forgetReported(
  trx: Trx,
  requestId: string,
  marking: Marking & { deletion: { as: 'forgotten' } },
): Promise<void> {
  const open = await trx
    .deleteFrom('message_copies')
    .where('request_id', '=', requestId)
    .where('kind', '=', 'report')
    .returning(['message_id as messageId', 'channel_id as channelId', 'guild_id as guildId'])
    .execute();
  await closeReports(trx, requestId, [...open, ...(await closedReportsOf(trx, requestId))], marking);
  await queueReportSearches(trx, requestId, marking);
}

/** A report whose id was never noted: it is closed now, unless that is known. */
export async function closeFoundReport(
  trx: Trx,
  requestId: string,
  report: ReportPlace,
  marking: Marking,
): Promise<void> {
  const known = (await closedReportsOf(trx, requestId)).some(({ messageId }) => messageId === report.messageId);
  if (known) return;
  await trx.deleteFrom('message_copies').where('message_id', '=', report.messageId).execute();
  await closeReports(trx, requestId, [report], marking);
}

/** Of one that is closed, or open still. @returns undefined where that was not noted */
export async function serverOfReport(db: Db, messageId: string): Promise<string | undefined> {
  const [closed, open] = await Promise.all(
    (['closed_reports', 'message_copies'] as const).map((table) =>
      db.selectFrom(table).select('guild_id').where('message_id', '=', messageId).executeTakeFirst(),
    ),
  );
  return closed?.guild_id ?? open?.guild_id ?? undefined;
}
