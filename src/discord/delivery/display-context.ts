// What showing requests and their results needs: the database, images, and every voice that the bot
// has in Discord.
import type { REST } from 'discord.js';
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { ImageStore } from '../../media/image-store.ts';
import type { Media } from '../../media/media.ts';
import type { Logger } from '../../ops/log.ts';
import type { Database } from '../../store/schema.ts';
import type { DeliveryRecords } from '../../tasks/lifecycle/task-records.ts';
import type { DurationEstimator } from '../../tasks/scheduling/duration-estimator.ts';
import type { Language } from '../../text/text.ts';

export interface DisplayContext extends Clock, DeliveryRecords {
  db: Kysely<Database>;
  log: Logger;
  images: ImageStore;
  media: Media;
  durations: DurationEstimator;
  languageOf(locale: string): Language;
  /** @returns undefined for a server that the bot does not see */
  localeOfServer(guildId: string): string | undefined;
  /** The bot's own voice. */
  bot: REST;
  /** Its user. */
  botId(): string;
  /** Interaction webhooks, for what must arrive and for what is nice to have. */
  webhook: REST;
  webhookProgress: REST;
  botProgress: REST;
  /**
   * The bot's own voice where each wait is the caller's: it ends at a rate limit or a failure
   * instead of trying again.
   */
  botWithoutWaits: REST;
}
